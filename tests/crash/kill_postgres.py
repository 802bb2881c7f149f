"""kill -9 under eight clients, fifty times, on PostgreSQL; in every fifth round one of PostgreSQL's own processes dies
instead, which takes all its connections down. The server must then go on, or end because it cannot know what was saved."""
import os, signal, subprocess, time

from borough import demo
from journals import PostgresJournal
from kill_sqlite import kill_rounds
from rounds import Rounds
from server import Server

ROUNDS = 50


def trial(kith, folder):
    url = os.environ["KITH_TEST_POSTGRES"]
    PostgresJournal(url).ask("CREATE DATABASE crash")
    journal = PostgresJournal(url.rsplit("/", 1)[0] + "/crash")
    place = ["--database", journal.url, "--keys", os.path.join(folder, "data")]
    demo(kith, place)
    rounds = Rounds(Server(kith, place, os.path.join(folder, "server.log")), journal, os.path.join(folder, "data"))
    struck = Struck(rounds)
    faults = kill_rounds(rounds, ROUNDS, struck.of_round)
    print(f"PostgreSQL died {struck.times} times; the server outlived it {struck.outlived} times")
    return faults


class Struck:
    def __init__(self, rounds):
        self.rounds, self.times, self.outlived = rounds, 0, 0

    def of_round(self, number):
        return self.kill_postgres if number % 5 == 0 else None

    def kill_postgres(self):
        """Kills the process that holds the append lock, so most likely in the middle of a batch."""
        journal = self.rounds.journal
        found = journal.ask("SELECT pid FROM pg_stat_activity WHERE datname=current_database() AND "
                            "pid<>pg_backend_pid() ORDER BY pid IN (SELECT pid FROM pg_locks WHERE "
                            "locktype='advisory') DESC, query_start DESC")
        os.kill(int(found[0]), signal.SIGKILL)
        self.times += 1
        for _ in range(200):
            try:
                journal.ask("SELECT 1")
                break
            except subprocess.CalledProcessError:
                time.sleep(0.05)
        self.outlived += self.rounds.server.alive()
