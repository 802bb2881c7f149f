"""A front door in SimPy: run as simpy_peer.py MODEL DAYS SEED; prints events, processor seconds and the mean wait at the
first station. Statistics are those that any user would keep by hand: waits and the number waiting over time, by station."""
import random, sys, time

import simpy

from networks import MODELS


class Station:
    def __init__(self, env, servers, mean_days):
        self.desk = simpy.Resource(env, servers)
        self.rate = 1 / mean_days
        self.began = 0
        self.waited = 0.0
        self.area = 0.0
        self.waiting = 0
        self.last = 0.0

    def count(self, now, change):
        self.area += self.waiting * (now - self.last)
        self.last = now
        self.waiting += change


class FrontDoor:
    def __init__(self, model, seed):
        self.env = simpy.Environment()
        self.random = random.Random(seed)
        self.stations = [Station(self.env, c, m) for c, m in zip(model["servers"], model["mean_days"])]
        self.routes = model["routes"]
        self.events = 0
        for at, rate in enumerate(model["arrivals"]):
            if rate > 0:
                self.env.process(self.arrivals(at, rate))

    def arrivals(self, at, rate):
        while True:
            yield self.env.timeout(self.random.expovariate(rate))
            self.events += 1
            self.env.process(self.person(at))

    def person(self, at):
        env, uniform, exponential = self.env, self.random.random, self.random.expovariate
        while at is not None:
            station = self.stations[at]
            came = env.now
            station.count(came, 1)
            with station.desk.request() as turn:
                yield turn
                station.count(env.now, -1)
                station.began += 1
                station.waited += env.now - came
                yield env.timeout(exponential(station.rate))
            self.events += 1
            drawn, onward = uniform(), None
            for to, share in enumerate(self.routes[at]):
                drawn -= share
                if drawn < 0:
                    onward = to
                    break
            at = onward


def main(name, days, seed):
    door = FrontDoor(MODELS[name], seed)
    before = time.process_time()
    door.env.run(until=days)
    print(door.events, time.process_time() - before, door.stations[0].waited / door.stations[0].began)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
