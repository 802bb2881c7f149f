"""The matching engine's part of bench/results.md: how right and how fast it is, on people invented for it.

PEOPLE=1000000 measures on a million, which takes some minutes; KITH_SHARED says where development data lie. By itself it
writes its own section anew."""
import os, subprocess

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
build = os.path.join(root, "build/release")


def matching():
    people = os.environ.get("PEOPLE", "100000")
    programs = [("bench_match_evaluate", "50000" if people == "100000" else people), ("bench_match_speed", people)]
    subprocess.run(["ninja", "-C", build, *(name for name, _ in programs)], check=True, stdout=subprocess.DEVNULL)
    rows = []
    for name, size in programs:
        with subprocess.Popen([os.path.join(build, "bench", name), size], stdout=subprocess.PIPE, text=True) as program:
            for line in program.stdout:
                row = line.rstrip("\n").split("\t")
                rows.append(row)
                print(f"{row[0]:62} {row[1]:>30}", flush=True)
        if program.returncode != 0:
            raise RuntimeError(f"{name} ended with {program.returncode}")
    return rows


def section(rows):
    text = ("\n## Matching\n\nOn invented people, both cores, medians of five of what takes seconds; CPU beside it, because a "
            "shared machine stretches the wall clock.\n\n| what | measured | beside | to reach |\n|---|---|---|---|\n")
    return text + "".join("| " + " | ".join(row) + " |\n" for row in rows)


if __name__ == "__main__":
    path = os.path.join(root, "bench/results.md")
    with open(path) as results:
        before = results.read().split("\n## Matching\n")[0]
    text = before + section(matching())
    with open(path, "w") as results:
        results.write(text)
