"""Interleaved rounds of every simulator on the same two models; prints medians, ranges and ratios as a table."""
import os, statistics, subprocess, sys

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers")
rounds = int(os.environ.get("ROUNDS", "7"))
days = {"M/M/3": {"SimPy": 150000, "Ciw": 90000}, "network": {"SimPy": 500, "Ciw": 300}}


def rate_of_peer(peer, model, seed):
    script = os.path.join(here, f"{peer.lower()}_peer.py")
    out = subprocess.run([sys.executable, script, model, str(days[model][peer]), str(seed)], capture_output=True,
                         text=True, check=True).stdout.split()
    return float(out[0]) / float(out[1]) / 1e6


def rate_of_ours(program, model):
    out = subprocess.run([program, "0.3", "1", model], capture_output=True, text=True, check=True).stdout
    return float(out.split(" million events/s")[0].split()[-1])


rows = []
for model in days:
    rates = {"Kith": [], "SimPy": [], "Ciw": []}
    for seed in range(rounds):
        rates["Kith"].append(rate_of_ours(sys.argv[1], model))
        for peer in days[model]:
            rates[peer].append(rate_of_peer(peer, model, seed))
    ours = statistics.median(rates["Kith"])
    for name, values in rates.items():
        median = statistics.median(values)
        ratio = "" if name == "Kith" else f"{ours / median:.0f} times"
        print(f"{model:8} {name:6} {median:8.3f} million events/s ({min(values):.3f} to {max(values):.3f})  {ratio}",
              flush=True)
