"""What is in the journal, read past Kith: from SQLite's file, or from PostgreSQL by psql."""
import os, sqlite3, subprocess


class SqliteJournal:
    def __init__(self, folder):
        self.file = os.path.join(folder, "kith.db")

    def ask(self, sql):
        # Read-only, so that closing never copies the log back: that is the server's own business.
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute(sql)]
        finally:
            connection.close()

    def bodies(self):
        return self.ask("SELECT body FROM payload WHERE body LIKE '%mark-%'")

    def enquiries(self):
        return self.ask("SELECT id FROM enquiry ORDER BY id")


class PostgresJournal(SqliteJournal):
    def __init__(self, url):
        self.url = url

    def ask(self, sql):
        out = subprocess.run(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.url, "-c", sql],
                             check=True, capture_output=True, text=True, timeout=60).stdout
        return out.splitlines()
