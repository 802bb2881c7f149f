"""The same form sent again: the same answer and one event. Another form with the same key: refused, with what was typed."""
import os, threading

from borough import demo
from commands import Command
from journals import SqliteJournal
from rounds import CLIENTS, Rounds
from server import Server, acknowledged


def trial(kith, folder):
    data = os.path.join(folder, "data")
    demo(kith, ["--data", data])
    rounds = Rounds(Server(kith, ["--data", data], os.path.join(folder, "server.log")), SqliteJournal(data), data)
    rounds.begin()
    try:
        mark = f"mark-{rounds.seed}-"
        note = Command.note(mark + "1", rounds.enquiries[0])
        request = Command.request(mark + "2")  # its answer names what was made
        faults = []
        for command in (note, request):
            answers = sent_at_once(rounds, command)
            faults += [] if len(set(answers)) == 1 and acknowledged(answers[0]) else [f"{command.path}: {set(answers)}"]
        rounds.server.kill()
        rounds.server.start()
        for command in (note, request):
            faults += [] if sent_at_once(rounds, command)[0] == command.answer else [f"{command.path} after a restart"]
            faults += other_form(rounds, command)
        faults += rounds.faults(settled=True)
        rounds.server.stop()
        return faults + rounds.verify()
    finally:
        rounds.server.kill()


def sent_at_once(rounds, command):
    """The answers to one form sent by eight clients, three times each."""
    rounds.ledger.send(command)
    answers = []

    def send():
        client = rounds.server.client()
        answers.extend(client.send(command)[0] for _ in range(3))
        client.close()

    threads = [threading.Thread(target=send) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rounds.ledger.acknowledge(command, answers[0])
    return answers


def other_form(rounds, command):
    field = "text" if "text" in command.fields else "worries"
    other = Command(command.mark, command.path, command.fields | {field: "Something else entirely."})
    client = rounds.server.client()
    answer, page = client.send(other)
    client.close()
    kept = "Something else entirely." in page and "already sent with other answers" in page
    return [] if answer[0] == 422 and kept else [f"another form with the same key at {command.path}: {answer}"]
