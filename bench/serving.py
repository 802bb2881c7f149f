"""A server of the release build to measure, signed in to, and what is measured around it."""
import glob, http.client, os, re, resource, socket, subprocess, sys, time, urllib.parse

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
kith = os.path.join(root, "build/release/src/kith")
SECONDS = 5


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`place`: how the command line names the data. `core`: the one core it may use, or None for all."""

    def __init__(self, place, environment=None, core=None):
        self.port = free_port()
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        self.process = subprocess.Popen(
            [*pinned, kith, "serve", *place, "--listen", f"127.0.0.1:{self.port}", "--password-memory-mib", "8"],
            env=dict(os.environ, **(environment or {})), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{self.port}"
        for _ in range(1200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        self.cookie, self.csrf = self.sign_in()
        self.settle()

    def settle(self):
        """Waits until the register has been read into the index: what is measured is a server that has started."""
        def busy_seconds():
            with open(f"/proc/{self.process.pid}/stat") as stat:
                return sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
        quiet = 0  # half seconds in a row: reading gives way to whatever else the machine does, so one is no proof
        for _ in range(240):
            before = busy_seconds()
            time.sleep(0.5)
            quiet = quiet + 1 if busy_seconds() - before < 0.02 else 0
            if quiet == 4:
                return

    def sign_in(self):
        # A cookie jar holds Secure cookies back on plain HTTP, so they are carried by hand.
        cookies = {}

        def ask(path, body=None):
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
            if body:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST" if body else "GET", path, urllib.parse.urlencode(body) if body else None, headers)
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    cookies[key] = rest.split(";")[0]
            return answer.read().decode()

        token = re.compile(r'name="csrf_token" value="([^"]+)"')
        csrf = token.search(ask("/sign-in")).group(1)
        ask("/sign-in", {"login": "coordinator", "password": "demo borough demo", "csrf_token": csrf, "next": "/",
                         "kept": ""})
        page = ask("/inbox")
        return "; ".join(f"{k}={v}" for k, v in cookies.items()), token.search(page).group(1)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()


def one_by_one_ms(server, path, times=31):
    """(the first, the median of the others): how long one reader waits for a page, asked for again and again."""
    took = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for _ in range(times):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": server.cookie})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - start) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
    return took[0], sorted(took[1:])[times // 2]


def wrk_command(server, path, connections, script=None, compressed=False, seconds=SECONDS):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", "Cookie: " + server.cookie]
    if compressed:
        command += ["-H", "Accept-Encoding: gzip"]
    if script:
        command += ["-s", script]
    return command + [server.base + path]


def wrk(server, path, connections, script=None, compressed=False, core=None):
    """(answers a second, p99 as wrk prints it)"""
    pinned = ["taskset", "-c", str(core)] if core is not None else []
    out = subprocess.run(pinned + wrk_command(server, path, connections, script, compressed), capture_output=True,
                         text=True, timeout=SECONDS + 30).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if bad:
        raise SystemExit(f"{bad.group(1)} answers of {path} were errors: {out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), re.search(r"99%\s+(\S+)", out).group(1)


def write_script(server, ids, file):
    """The script by which wrk sends commands: notes on one request after another."""
    with open(file, "w") as f:
        f.write("local ids = {" + ",".join(f'"{i}"' for i in ids) + "}\nlocal n = 0\nfunction request()\n  n = n + 1\n"
                f"  return wrk.format('POST', '/enquiries/' .. ids[n % #ids + 1] .. '/note', "
                f"{{['Cookie'] = '{server.cookie}', ['Content-Type'] = 'application/x-www-form-urlencoded'}}, "
                f"'csrf_token={server.csrf}&text=Rang+the+school.+They+will+ring+back.')\nend\n")
    return file


def timed(*arguments):
    """(wall, CPU) seconds of one command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([kith, *arguments], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def raw_sqlite_commits(file, environment=None):
    """One-row commits a second on SQLite, WAL and FULL, nothing around them."""
    code = f"""
import sqlite3, time
c = sqlite3.connect({file!r}, isolation_level=None)
c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA synchronous=FULL'); c.execute('CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)')
end = time.time() + 2; n = 0
while time.time() < end:
    c.execute('INSERT INTO t(b) VALUES(?)', ('x' * 300,)); n += 1
print(n / 2)
"""
    return float(subprocess.run([sys.executable, "-c", code], env=dict(os.environ, **(environment or {})),
                                capture_output=True, text=True, check=True).stdout)


def raw_postgres_commits(url, folder):
    """One-row commits a second over one connection, by PostgreSQL's own pgbench."""
    pgbench = sorted(glob.glob("/usr/lib/postgresql/*/bin/pgbench"))[-1]
    script = os.path.join(folder, "insert.sql")
    with open(script, "w") as f:
        f.write("INSERT INTO raw(b) VALUES(repeat('x', 300));\n")
    subprocess.run(["psql", "-X", "-q", "-d", url, "-c", "CREATE TABLE raw(a BIGSERIAL PRIMARY KEY, b TEXT)"], check=True)
    out = subprocess.run([pgbench, "-n", "-c1", "-T2", "-M", "prepared", "-f", script, url],
                         capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", out).group(1))
