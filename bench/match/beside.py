"""Splink on DuckDB over the same file, rules and levels as bench_match_rules: beside.py PEOPLE.csv [SPLINK_VERSION].

Splink is installed into a private environment under build/ and nowhere else. One line a figure, four columns between tabs;
when it cannot be installed or fails, the line says so. The program's own answer to the same file is compared with it."""
import json, os, resource, subprocess, sys, time

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
settings = os.path.join(root, "bench/match/nine_rules.json")
duckdb_version = "2.0.0"
runs = 5


def note(what, figure, beside="", target=""):
    print(f"{what}\t{figure}\t{beside}\t{target}", flush=True)


def private_python(version):
    folder = os.path.join(root, "build", f"splink-{version}")
    python = os.path.join(folder, "bin/python")
    if not os.path.exists(os.path.join(folder, "made")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True, text=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"splink=={version}", f"duckdb=={duckdb_version}"],
                       check=True, capture_output=True, text=True)
        open(os.path.join(folder, "made"), "w").close()
    return python


def cpu():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def linked(linker, database, asked):
    """Splink 4 takes the name of a table and the database beside it; from 5 on the database registers the table first."""
    import splink
    if splink.__version__.startswith("4."):
        return linker("people", asked, db_api=database)
    return linker(database.register("people"), asked)


def measure(people):
    """Inside the private environment. Splink without what it need not keep, DuckDB with all cores."""
    import duckdb, splink
    from splink import DuckDBAPI, Linker
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE people AS SELECT * FROM read_csv('{people}', all_varchar = true)")
    with open(settings) as file:
        asked = json.load(file)
    took, kept, clusters = [], 0, 0
    for _ in range(runs):
        linker = linked(Linker, DuckDBAPI(connection=connection), asked)
        start, worked = time.perf_counter(), cpu()
        found = linker.inference.predict(threshold_match_weight=0)
        together = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_weight=0)
        took.append((time.perf_counter() - start, cpu() - worked))
        [(kept,)] = connection.execute(f"SELECT count(*) FROM {found.physical_name}").fetchall()
        [(clusters,)] = connection.execute(f"SELECT count(DISTINCT cluster_id) FROM {together.physical_name}").fetchall()
    wall, worked = sorted(took)[runs // 2]
    note(f"nine rules: Splink {splink.__version__} on DuckDB {duckdb.__version__}", f"{wall:.2f} s ({worked:.2f} s CPU)",
         f"{kept} kept, {clusters} people")


def main(people, version):
    try:
        python = private_python(version)
    except (subprocess.CalledProcessError, OSError) as fault:
        said = (getattr(fault, "stderr", "") or str(fault)).strip().splitlines()
        return note(f"nine rules: Splink {version}", "not measured", f"it could not be installed: {said[-1] if said else fault}")
    run = subprocess.run([python, os.path.abspath(__file__), "--inside", people], capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if line.count("\t") == 3]
    if run.returncode != 0 or not lines:
        said = run.stderr.strip().splitlines()
        return note(f"nine rules: Splink {version}", "not measured", f"it failed: {said[-1] if said else 'without a word'}")
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        measure(sys.argv[2])
    else:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "4.0.16")
