"""kill -9 under eight clients, fifty times, on SQLite."""
import os

from borough import demo
from journals import SqliteJournal
from rounds import Rounds
from server import DidNotStart, Server

ROUNDS = 50
VERIFIED_EVERY = 10  # the whole of `verify`; the chain alone after every round


def trial(kith, folder):
    data = os.path.join(folder, "data")
    demo(kith, ["--data", data])
    rounds = Rounds(Server(kith, ["--data", data], os.path.join(folder, "server.log")), SqliteJournal(data), data)
    return kill_rounds(rounds, ROUNDS)


def kill_rounds(rounds, count, strike=None):
    rounds.begin()
    try:
        faults = []
        for number in range(1, count + 1):
            faults += rounds.round((strike and strike(number)) or rounds.server.kill)
            faults += rounds.verify(*([] if number % VERIFIED_EVERY == 0 else ["--chain"]))
            if faults:
                return [f"after round {number}: {fault}" for fault in faults]
        faults += rounds.settle()
        faults += [] if rounds.server.stop() == 0 else ["the server did not end well when asked to"]
        faults += rounds.verify()
        print(f"{count} rounds, {rounds.summary()}")
        return faults
    except DidNotStart as reason:
        return [str(reason)]
    finally:
        rounds.server.kill()
