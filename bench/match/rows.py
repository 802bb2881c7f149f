"""The matching engine's part of bench/results.md: how right and how fast it is, on people invented for it.

PEOPLE=100000 measures on fewer than a million. Splink is measured on a tenth of them, because on a million its five rounds
take half an hour. KITH_SHARED says where development data lie. By itself it writes its own section anew."""
import http.client, os, shutil, subprocess, sys, tempfile, time, urllib.parse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from serving import Server, kith

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
build = os.path.join(root, "build/release")


def known_over_http(people):
    """The page "do we know this family?", asked one by one of a served register of invented people."""
    folder = tempfile.mkdtemp(prefix="kith-bench-known-")
    data = os.path.join(folder, "borough")
    server = None
    try:
        subprocess.run([kith, "demo", "--data", data, "--years", "0.06"], check=True, stdout=subprocess.DEVNULL)
        asked = subprocess.run([os.path.join(build, "bench/bench_people_known"), people, os.path.join(data, "kith.db")],
                               check=True, capture_output=True, text=True).stdout.splitlines()
        server = Server(["--data", data])
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        took, size, known = [], 0, 0
        for words in [asked[0], *asked]:
            body = urllib.parse.urlencode({"csrf_token": server.csrf, "q": words, "part": "answer"})
            start = time.perf_counter()
            connection.request("POST", "/people/known", body,
                               {"Cookie": server.cookie, "Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            text = answer.read()
            took.append((time.perf_counter() - start) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"/people/known answered {answer.status}")
            size, known = max(size, len(text)), known + (b"How this was reckoned" in text)
        first, rest = took[0], sorted(took[1:])
        return [f"the same over HTTP, with the reckoning, against {people} people",
                f"p50 {rest[len(rest) // 2]:.1f} ms, p99 {rest[len(rest) * 99 // 100]:.1f} ms",
                f"{len(rest)} asked, {known} answered with somebody, at most {size // 1024} KB; the first {first:.0f} ms",
                "p99 5 ms at a million"]
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def matching():
    people = os.environ.get("PEOPLE", "1000000")
    tenth = str(int(people) // 10)
    here = os.path.dirname(os.path.abspath(__file__))
    subprocess.run(["ninja", "-C", build, "kith", "bench_match_evaluate", "bench_match_speed", "bench_match_rules",
                    "bench_match_proposed", "bench_people_known"], check=True, stdout=subprocess.DEVNULL)
    bench = lambda name: os.path.join(build, "bench", name)
    rows = []
    with tempfile.TemporaryDirectory(prefix="kith-bench-match-") as folder:
        file = os.path.join(folder, "people.csv")
        invented = lambda name: os.path.join(folder, name)
        subprocess.run([sys.executable, os.path.join(here, "unseen.py"), folder, os.environ.get("SEED", "7001")], check=True)
        for command in (
                [bench("bench_match_evaluate"), "50000"],
                [bench("bench_match_proposed"), "0.5", "cluster", invented("thin.csv")],
                [bench("bench_match_proposed"), "0.95", "cluster", invented("history.csv")],
                [bench("bench_match_proposed"), "0.95", "cluster", invented("agency_a.csv"), invented("agency_b.csv")],
                [bench("bench_match_speed"), people],
                [bench("bench_match_rules"), people, os.path.join(here, "nine_rules.json"), file],
                [bench("bench_match_rules"), tenth, os.path.join(here, "nine_rules.json"), file],
                [sys.executable, os.path.join(here, "beside.py"), file, "4.0.16"],
                [sys.executable, os.path.join(here, "beside.py"), file, "5.0.0"]):
            rows += rows_of(command)
    rows.append(known_over_http(people))
    return rows


def rows_of(command):
    rows = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout:
            row = line.rstrip("\n").split("\t")
            if row[0] in ("proposed", "said"):
                continue
            rows.append(row)
            print(f"{row[0]:62} {row[1]:>30}", flush=True)
    if program.returncode != 0:
        raise RuntimeError(f"{os.path.basename(command[0])} ended with {program.returncode}")
    return rows


def section(rows):
    text = ("\n## Matching\n\nOn invented people, both cores, medians of five of what takes seconds; CPU beside it, because a "
            "shared machine stretches the wall clock.\n\n| what | measured | beside | to reach |\n|---|---|---|---|\n")
    return text + "".join("| " + " | ".join(row) + " |\n" for row in rows)


if __name__ == "__main__":
    path = os.path.join(root, "bench/results.md")
    with open(path) as results:
        before = results.read().split("\n## Matching\n")[0]
    text = before + section(matching())
    with open(path, "w") as results:
        results.write(text)
