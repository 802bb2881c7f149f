"""The real `kith serve`, started, killed and started again, with a signed-in client's way of sending forms."""
import http.client, os, re, signal, socket, subprocess, time, urllib.parse

PASSWORD = "demo borough demo"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class DidNotStart(RuntimeError):
    pass


class Client:
    """One browser: one connection kept alive, the cookies of a session."""

    def __init__(self, port, cookies=None, csrf=""):
        self.port, self.cookies, self.csrf = port, dict(cookies or {}), csrf
        self.connection = None

    def ask(self, path, fields=None):
        """(status, headers, body). Raises OSError or http.client.HTTPException when the server goes away first."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(dict(fields, csrf_token=self.csrf))
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.connection.request("GET" if body is None else "POST", path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":  # carried by hand: a jar holds Secure cookies back on plain HTTP
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.headers, text

    def send(self, command):
        """What the server answered: (status, where it leads), and the page."""
        status, headers, text = self.ask(command.path, command.fields)
        return (status, headers.get("Location", "")), text

    def close(self):
        if self.connection is not None:
            self.connection.close()


def acknowledged(answer):
    """A redirect to the enquiry says "saved"; one to the sign-in page does not."""
    return answer[0] == 303 and answer[1].startswith("/enquiries/")


class Server:
    """`place` is how the command line names the data: ["--data", FOLDER] or ["--database", URL, "--keys", FOLDER]."""

    def __init__(self, kith, place, log, environment=None):
        self.kith, self.place, self.log = kith, place, log
        self.environment = dict(os.environ, **(environment or {}))
        self.port = free_port()
        self.process = None
        self.cookies, self.csrf = {}, ""

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.kith, "serve", *self.place, "--listen", f"127.0.0.1:{self.port}", "--password-memory-mib", "8"],
                env=self.environment, stdout=subprocess.DEVNULL, stderr=log)
        for _ in range(600):
            if self.process.poll() is not None:
                with open(self.log, errors="replace") as lines:
                    raise DidNotStart("the server does not start: " + lines.readlines()[-1].strip())
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise DidNotStart("the server does not start within 12 seconds")

    def sign_in(self, login="coordinator"):
        client = Client(self.port)
        token = re.compile(r'name="csrf_token" value="([^"]+)"')
        client.csrf = token.search(client.ask("/sign-in")[2]).group(1)
        client.ask("/sign-in", {"login": login, "password": PASSWORD, "next": "/", "kept": ""})
        found = token.search(client.ask("/")[2])
        if "__Host-kith" not in client.cookies or found is None:
            raise RuntimeError(f"{login} could not sign in: {sorted(client.cookies)}")
        self.cookies, self.csrf = client.cookies, found.group(1)
        client.close()

    def client(self):
        return Client(self.port, self.cookies, self.csrf)

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        if self.alive():
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends it the kind way, and returns its exit status."""
        if self.alive():
            self.process.terminate()
        return self.process.wait(timeout=30)
