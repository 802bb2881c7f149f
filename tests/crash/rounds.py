"""Rounds of load and sudden death: eight clients send commands, the server is killed at a random moment and started
again, what was not answered is sent again with the same key, and nothing acknowledged may be missing or doubled."""
import collections, http.client, json, os, random, subprocess, threading, time

from commands import Command, Ledger
from server import acknowledged

CLIENTS = 8
MOST_ANSWERS = 100  # between two crashes


class Looks:
    """Pages shown, by enquiry: each must have its line in the read log."""

    def __init__(self):
        self.lock = threading.Lock()
        self.shown = collections.Counter()

    def show(self, enquiry):
        with self.lock:
            self.shown[enquiry] += 1

    def faults(self, log):
        kept, unreadable = collections.Counter(), []
        with open(log, encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith("\n"):
                    break  # cut short by the crash, and never answered for
                try:
                    kept[json.loads(line)["record"]] += 1
                except ValueError:
                    unreadable.append(f"line {number} of the read log cannot be read")
        with self.lock:
            return unreadable + [f"{enquiry} was shown {n} times, and the read log has {kept[enquiry]}"
                                 for enquiry, n in self.shown.items() if kept[enquiry] < n]


class Rounds:
    def __init__(self, server, journal, folder, note_length=0):
        self.server, self.journal, self.folder, self.note_length = server, journal, folder, note_length
        self.seed = os.environ.get("KITH_CRASH_SEED") or os.urandom(4).hex()
        self.dice = random.Random(self.seed)
        self.ledger, self.looks = Ledger(), Looks()
        self.pending = [None] * CLIENTS
        self.sent = [0] * CLIENTS
        self.enquiries = []
        self.found_on_disk = 0  # not answered before the crash, and yet saved: a repeat must not do it twice
        self.unanswered = 0
        self.odd = []  # answers that are neither success nor a refusal that a crash explains

    def begin(self):
        self.server.start()
        self.server.sign_in()
        self.enquiries = self.journal.enquiries()

    def next_command(self, number, dice):
        self.sent[number] += 1
        mark = f"mark-{self.seed}{number}-{self.sent[number]}"
        if self.sent[number] % 10 == 0:
            return Command.request(mark)
        return Command.note(mark, dice.choice(self.enquiries), self.note_length)

    def work(self, number, dice, stop):
        """One client's life until the server dies or `stop` is set with nothing left to send."""
        client = self.server.client()
        try:
            while self.pending[number] or not stop.is_set():
                command = self.pending[number] or self.next_command(number, dice)
                self.pending[number] = command
                self.ledger.send(command)
                answer, page = client.send(command)
                if not acknowledged(answer):
                    if answer[0] not in (500, 503):
                        self.odd.append(f"{command.mark} was answered {answer}: {page[-300:]}")
                        self.pending[number] = None
                    return
                self.ledger.acknowledge(command, answer)
                self.pending[number] = None
                if self.sent[number] % 5 == 0:
                    enquiry = dice.choice(self.enquiries)
                    if client.ask(f"/enquiries/{enquiry}")[0] == 200:
                        self.looks.show(enquiry)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            client.close()

    def clients(self, stop):
        threads = [threading.Thread(target=self.work, args=(n, random.Random(self.dice.random()), stop))
                   for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def round(self, strike):
        """Load, then `strike` (which ends the server) at a random moment, then a new start, and the check."""
        stop = threading.Event()
        threads = self.clients(stop)
        self.wait_for_the_moment()
        strike()
        stop.set()
        for thread in threads:
            thread.join()
        if not self.server.alive():
            self.server.start()
        return self.check_after_crash()

    def wait_for_the_moment(self):
        """Some answers from now, however fast the machine is, and somewhere between two of them."""
        answers = len(self.ledger.acknowledged) + self.dice.randint(0, MOST_ANSWERS)
        latest = time.monotonic() + 10
        while len(self.ledger.acknowledged) < answers and time.monotonic() < latest:
            time.sleep(0.001)
        time.sleep(self.dice.uniform(0, 0.01))

    def check_after_crash(self):
        bodies = self.journal.bodies()
        on_disk = " ".join(bodies)
        for command in filter(None, self.pending):
            self.unanswered += 1
            self.found_on_disk += command.mark in on_disk
        return self.faults(bodies)

    def faults(self, bodies=None, settled=False):
        faults = self.ledger.faults(self.journal.bodies() if bodies is None else bodies, settled)
        return faults + self.looks.faults(os.path.join(self.folder, "reads.log")) + self.odd

    def settle(self):
        """What is still unanswered is sent once more, and then everything sent must be there once."""
        stop = threading.Event()
        stop.set()
        for thread in self.clients(stop):
            thread.join()
        return self.faults(settled=True)

    def verify(self, *options):
        """Sentences of `kith verify` when it finds anything wrong."""
        done = subprocess.run([self.server.kith, "verify", *self.server.place, *options], capture_output=True,
                              text=True, timeout=300)
        return [] if done.returncode == 0 else [f"verify: {done.stderr.strip()} {done.stdout.strip()}"]

    def summary(self):
        return (f"seed {self.seed}: {len(self.ledger.acknowledged)} acknowledged, {self.unanswered} cut off unanswered "
                f"({self.found_on_disk} of them saved), {sum(self.looks.shown.values())} looks")
