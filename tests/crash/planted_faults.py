"""The trials themselves on trial: each fault planted here must be reported."""
import os, sqlite3

from borough import demo
from journals import SqliteJournal
from power_cut import struck_borough
from rounds import Rounds
from server import Server


def trial(kith, folder):
    faults = []

    def expect(what, found, words):
        if any(words in fault for fault in found):
            print(f"reported, as it must be: {what}: {found[0]}")
        else:
            faults.append(f"not reported: {what}; what was: {found[:3]}")

    expect("a disk that lies about flushing the records", struck_borough(kith, folder, rounds=5, lies="kith.db"),
           "was acknowledged and is not in the journal")
    expect("a disk that lies about flushing the read log", struck_borough(kith, folder, rounds=5, lies="reads.log"),
           "read log")
    for what, found, words in tampered(kith, folder):
        expect(what, found, words)
    return faults


def tampered(kith, folder):
    """A true run, then its records with a command missing, doubled, foreign, unanswered; and a journal cut by hand."""
    data = os.path.join(folder, "tampered")
    demo(kith, ["--data", data])
    rounds = Rounds(Server(kith, ["--data", data], os.path.join(folder, "server.log")), SqliteJournal(data), data)
    rounds.begin()
    try:
        rounds.round(rounds.server.kill)
        honest = rounds.settle()
        bodies = rounds.journal.bodies()
        yield "nothing, when nothing is wrong", honest or ["none"], "none"
        yield "a command lost", rounds.faults(bodies[1:]), "is not in the journal"
        yield "a command done twice", rounds.faults(bodies + bodies[:1]), "is 2 times in the journal"
        yield "a command that nobody sent", rounds.faults(bodies + ["mark-0-1"]), "was never sent"
        unanswered = next(iter(rounds.ledger.acknowledged))
        del rounds.ledger.acknowledged[unanswered]
        yield "a command without an answer", rounds.faults(bodies, settled=True), "was never answered"
        rounds.looks.show("somebody")
        yield "a look without a line", rounds.faults(bodies), "the read log has 0"
    finally:
        rounds.server.kill()
    with sqlite3.connect(rounds.journal.file) as database:
        database.execute("DELETE FROM payload WHERE sequence=(SELECT max(sequence) FROM payload)")
    yield "a payload cut from the journal", rounds.verify(), "bad sequence"
    with sqlite3.connect(rounds.journal.file) as database:
        database.execute("DELETE FROM journal WHERE sequence=(SELECT max(sequence)-1 FROM journal)")
    yield "an entry cut from the journal", rounds.verify("--chain"), "bad sequence"
