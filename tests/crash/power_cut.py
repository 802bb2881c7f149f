"""The power cut under eight clients, twenty times, on SQLite: whatever was not flushed is gone. First, right after
`kith init` has said that the system is ready."""
import os, random, subprocess

from borough import demo
from journals import SqliteJournal
from kill_sqlite import kill_rounds
from power import PowerSupply
from rounds import Rounds
from server import Server

ROUNDS = 20


def trial(kith, folder):
    return new_system(kith, folder) + struck_borough(kith, folder)


def new_system(kith, folder):
    """What `init` has announced is there afterwards: the keys with the data that they sign."""
    data = os.path.join(folder, "new", "data")
    os.mkdir(os.path.dirname(data))
    power = PowerSupply(folder, os.path.dirname(data))
    subprocess.run([kith, "init", "--data", data, "--profile", "doncaster"], check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, **power.environment))
    power.cut(random.Random(1))
    kept = sorted(os.listdir(os.path.join(data, "keys"))) if os.path.isdir(os.path.join(data, "keys")) else []
    faults = [] if kept == ["answers.key", "drafts.key", "signing.key"] else [f"of the keys, {kept} are left"]
    verified = subprocess.run([kith, "verify", "--data", data], capture_output=True, text=True)
    return faults + ([] if verified.returncode == 0 else [f"after init: {verified.stderr}"])


def struck_borough(kith, folder, rounds=ROUNDS, lies=""):
    data = os.path.join(folder, "data" + lies)
    demo(kith, ["--data", data])
    power = PowerSupply(folder, data, lies)
    server = Server(kith, ["--data", data], os.path.join(folder, "server.log"), power.environment)
    # Long notes fill SQLite's log, so that some cuts fall into its being copied back.
    struck = Rounds(server, SqliteJournal(data), data, note_length=9000)

    def cut():
        server.kill()
        power.cut(struck.dice)

    faults = kill_rounds(struck, rounds, lambda number: cut)
    print(f"{power.changes_lost} changes and {power.names_lost} names were not flushed and taken back; SQLite's log was "
          f"copied back {power.copied_back} times")
    if not lies and power.copied_back == 0:
        faults.append("the trial was too short: SQLite's log was never copied back")
    return faults
