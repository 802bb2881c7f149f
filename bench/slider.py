"""Moving the slider of "Try a change" over HTTP: how long the first answer and the refined one take, on the wall and of
the server's own processor time."""
import datetime, http.client, json, os, statistics, time, urllib.parse

SCENARIO, LEVER, FIELD = "group-takes-anyone", "take-up", "lever-take-up"


def processor_ms(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def get(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers={"Cookie": server.cookie})
    answer = connection.getresponse()
    body = answer.read().decode()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return body


def moved(server, value, refine):
    """(wall, processor) milliseconds until the first answer stands, or until the refined one does."""
    start, before = time.perf_counter(), processor_ms(server.process.pid)
    get(server, "/reports/try?" + urllib.parse.urlencode({"scenario": SCENARIO, FIELD: value}))
    if refine:
        key = f"{SCENARIO}&{LEVER}={value}@{datetime.date.today().isoformat()}"
        path = "/reports/try/state?" + urllib.parse.urlencode({"key": key})
        while True:
            state = json.loads(get(server, path))["state"]
            if state == "finished":
                break
            if state not in ("waiting", "running"):
                raise SystemExit(f"the refined answer is {state}")
            time.sleep(0.02)
    return (time.perf_counter() - start) * 1000, processor_ms(server.process.pid) - before


def slider(server, note, rounds=7):
    first = moved(server, 0.9, True)
    note("trying a change, the day's first, refined", f"{first[0]:.0f} ms, {first[1]:.0f} ms CPU",
         "the records counted, today lived 200 times")
    # Each first answer by itself: the refined run of the one before has finished.
    answers, refined = [], []
    for i in range(rounds):
        start, before = time.perf_counter(), processor_ms(server.process.pid)
        value = round(0.1 + 0.05 * i, 2)
        get(server, "/reports/try?" + urllib.parse.urlencode({"scenario": SCENARIO, FIELD: value}))
        answers.append(((time.perf_counter() - start) * 1000, processor_ms(server.process.pid) - before))
        wall, processor = moved(server, value, True)
        refined.append((answers[-1][0] + wall, answers[-1][1] + processor))
    for name, took, target in (("first answer", answers, "150 ms"), ("refined", refined, "2 s")):
        walls = sorted(w for w, _ in took)
        note(f"trying a change, slider moved, {name}", f"{statistics.median(walls):.0f} ms",
             f"the slowest of {rounds} {walls[-1]:.0f} ms; {statistics.median(p for _, p in took):.0f} ms CPU", target)
