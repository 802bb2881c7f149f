"""The two models that every simulator is measured on, as plain numbers: servers, mean service in days, arrivals a day from
outside, and where people go next. bench/demand/engine.cpp holds the same as model files."""

MODELS = {
    "M/M/3": {
        "servers": [3],
        "mean_days": [10.0],
        "arrivals": [0.2],
        "routes": [[0.0]],
    },
    "network": {
        "servers": [3, 5, 6, 60, 12],
        "mean_days": [0.08, 0.25, 1 / 3, 4.0, 5 / 3],
        "arrivals": [30.0, 0, 0, 0, 0],
        "routes": [
            [0, 0.476, 0.341, 0, 0.045],
            [0.08, 0, 0.2, 0, 0],
            [0, 0, 0, 0.8, 0.05],
            [0.177, 0, 0, 0, 0],
            [0, 0, 0, 0.1, 0],
        ],
    },
}
