"""The disk runs full under a serving borough: pages go on, changes are refused in words, nothing acknowledged is lost,
and all goes on by itself when there is room again."""
import contextlib, os, re, sqlite3, time

from borough import demo
from commands import Command
from journals import SqliteJournal
from power import build_shim
from rounds import Rounds
from server import Client, Server, acknowledged

MOST = 5000  # commands that may still fit into blocks the log already has


class Trial:
    def __init__(self, kith, folder):
        self.data, self.flag = os.path.join(folder, "data"), os.path.join(folder, "full")
        demo(kith, ["--data", self.data])
        # The demo's log leaves room for thousands of commands; here the disk is to be full at once.
        with contextlib.closing(sqlite3.connect(os.path.join(self.data, "kith.db"))) as database:
            for _ in range(10):  # each waits for whoever is busy
                busy, left, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy and not left:
                    break
            else:
                raise RuntimeError(f"the demo's log could not be emptied: busy {busy}, {left} pages left")
        environment = {"LD_PRELOAD": build_shim("full_disk", folder), "KITH_FULL_FOLDER": self.data,
                       "KITH_FULL_FLAG": self.flag}
        self.server = Server(kith, ["--data", self.data], os.path.join(folder, "server.log"), environment)
        self.rounds = Rounds(self.server, SqliteJournal(self.data), self.data)
        self.faults = []
        self.refused = None

    def check(self, truth, sentence, seen=""):
        if not truth:
            self.faults.append(f"not so: {sentence} {seen}")

    def fill(self, for_file=""):
        with open(self.flag, "w") as flag:
            flag.write(for_file)

    def make_room(self):
        os.remove(self.flag)

    def send(self, client, number):
        command = Command.note(f"mark-{self.rounds.seed}-{number}", self.rounds.enquiries[number % 20])
        self.rounds.ledger.send(command)
        answer, page = client.send(command)
        if acknowledged(answer):
            self.rounds.ledger.acknowledge(command, answer)
        return command, answer, page

    def look(self, client, when):
        for path in ("/inbox", f"/enquiries/{self.rounds.enquiries[0]}"):
            status = client.ask(path)[0]
            self.check(status == 200, f"{path} is shown {when}", status)
        self.rounds.looks.show(self.rounds.enquiries[0])

    def ready(self, client):
        return client.ask("/ready")[0] == 200


def room_taken(data):
    """Bytes on disk of each file of the database: notes go on as long as they fit into what a file has already."""
    return {name: os.stat(os.path.join(data, name)).st_blocks * 512 for name in sorted(os.listdir(data))
            if name.startswith("kith.db")}


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def trial(kith, folder):
    t = Trial(kith, folder)
    t.rounds.begin()
    try:
        client = t.server.client()
        for number in range(20):
            t.check(acknowledged(t.send(client, number)[1]), "a note is saved while there is room")
        t.check(t.ready(client), "the server says it is ready while there is room")
        refused_in_words(t, client)
        started_while_full(t)
        client.close()
        client = t.server.client()
        read_log_full(t, client)
        goes_on(t, client)
        client.close()
        t.check(t.server.stop() == 0, "the server ends well")
        return t.faults + t.rounds.verify()
    finally:
        t.server.kill()


def refused_in_words(t, client):
    t.fill()
    before = room_taken(t.data)
    for number in range(20, MOST):
        t.refused, answer, page = t.send(client, number)
        if not acknowledged(answer):
            break
    said = words(page)
    print(f"refused after {number - 20} more notes: {answer[0]} {said[said.find('The disk'):][:190]}; bytes of the files "
          f"when the disk was full {before}, and then {room_taken(t.data)}")
    t.check(answer[0] == 503, "a change is refused as unavailable", answer)
    t.check("disk that holds the records is full" in said, "the refusal says what happened", said)
    t.check("free some space, then try again" in said, "and what to do", said)
    t.check(t.refused.mark in page, "and what was typed is still there")
    t.check(not t.ready(client), "/ready says that the server cannot write")
    t.check(client.ask("/health")[0] == 200, "/health says that it is alive")
    t.look(client, "while changes are refused")
    again, answer, page = t.send(client, number + 1)
    t.check(answer[0] == 503, "the next change is refused too", answer)
    request = Command.request(f"mark-{t.rounds.seed}-{number + 2}")
    answer, page = client.send(request)
    t.check(answer[0] == 503 and request.mark in page, "so is a new request, and what was typed is still there", answer)
    status, _, page = Client(t.server.port).ask("/sign-in")
    t.check(status == 200, "the sign-in page is shown", status)
    t.check(not t.ready(client), "/ready says so still, while nobody could write")
    del t.rounds.ledger.sent[again.mark]  # given up by its sender: it must never appear
    t.faults += t.rounds.faults()


def started_while_full(t):
    t.server.kill()
    t.server.start()
    client = t.server.client()
    t.look(client, "by a server that was started while the disk was full")
    answer, _ = client.send(t.refused)
    t.check(answer[0] == 503, "and that refuses changes as the one before it did", answer)
    client.close()


def read_log_full(t, client):
    t.fill("reads.log")
    status, _, page = client.ask(f"/enquiries/{t.rounds.enquiries[1]}")
    t.check(status == 503, "no record is shown when the read log cannot be written", status)
    t.check("the log of who looked at what cannot be written" in words(page), "and the page says why", words(page))
    t.fill()
    t.look(client, "as soon as the read log can be written again")


def goes_on(t, client):
    t.make_room()
    waited = time.monotonic()
    while not t.ready(client) and time.monotonic() - waited < 20:
        time.sleep(0.05)
    t.check(t.ready(client), "/ready says that the server writes again, though nobody sent anything")
    answer, _ = client.send(t.refused)
    t.check(acknowledged(answer), "what was refused is taken when there is room, with the same key", answer)
    t.rounds.ledger.acknowledge(t.refused, answer)
    t.look(client, "afterwards")
    t.faults += t.rounds.faults(settled=True)
