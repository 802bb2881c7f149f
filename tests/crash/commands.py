"""Commands as users send them, and what must be true of the journal afterwards."""
import collections, re, threading

MARK = re.compile(r"mark-[0-9a-f]+-\d+")


class Command:
    """One form, sent until it is answered, always with the same key. Its mark is in its free text."""

    def __init__(self, mark, path, fields):
        self.mark, self.path = mark, path
        self.fields = dict(fields, form_key="key-" + mark)
        self.answer = None  # (status, place) once acknowledged

    @staticmethod
    def note(mark, enquiry, length=0):
        return Command(mark, f"/enquiries/{enquiry}/note", {"text": f"Rang the school. {mark} " + "." * length})

    @staticmethod
    def request(mark):
        return Command(mark, "/requests/new", {
            "door": "phone", "asker": "Marn Tolliver", "source": "family", "children": "1",
            "child1_forename": "Ottoline", "child1_surname": "Quarrymoor", "place": "Hexthorpe", "agreement": "yes",
            "worries": f"Cannot sleep since the move. {mark}", "danger": "no", "save": "yes"})


class Ledger:
    """Every command ever sent, by mark, and whether it was acknowledged. Many clients write here at once."""

    def __init__(self):
        self.lock = threading.Lock()
        self.sent, self.acknowledged = {}, {}

    def send(self, command):
        with self.lock:
            self.sent[command.mark] = command

    def acknowledge(self, command, answer):
        with self.lock:
            command.answer = answer
            self.acknowledged[command.mark] = command

    def faults(self, bodies, settled=False):
        """What is wrong with a journal whose payloads are `bodies`; an empty list when nothing is. Once `settled`, when
        every command has been answered, the journal holds the commands sent and no other."""
        counts = collections.Counter(mark for body in bodies for mark in MARK.findall(body))
        with self.lock:
            sent, acknowledged = set(self.sent), set(self.acknowledged)
        faults = [f"{mark} was acknowledged and is not in the journal" for mark in sorted(acknowledged - counts.keys())]
        faults += [f"{mark} is {n} times in the journal" for mark, n in counts.items() if n > 1]
        faults += [f"{mark} was never sent" for mark in sorted(counts.keys() - sent)]
        if settled:
            faults += [f"{mark} was never answered" for mark in sorted(sent - acknowledged)]
        return faults
