"""A front door in Ciw: run as ciw_peer.py MODEL DAYS SEED; prints events, processor seconds and the mean wait at the first
station. Ciw keeps a record of every visit; the means are taken from those."""
import sys, time

import ciw

from networks import MODELS


def main(name, days, seed):
    model = MODELS[name]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate) if rate > 0 else None for rate in model["arrivals"]],
        service_distributions=[ciw.dists.Exponential(1 / mean) for mean in model["mean_days"]],
        number_of_servers=model["servers"],
        routing=[[float(share) for share in row] for row in model["routes"]],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    before = time.process_time()
    simulation.simulate_until_max_time(days)
    waits = [0.0] * len(model["servers"])
    counts = [0] * len(model["servers"])
    records = simulation.get_all_records()
    for record in records:
        waits[record.node - 1] += record.waiting_time
        counts[record.node - 1] += 1
    took = time.process_time() - before
    arrivals = sum(1 for record in {r.id_number: r for r in records}.values())
    print(len(records) + arrivals, took, waits[0] / counts[0])


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
