"""Bins by NumPy for columns of examples/data and made-up numbers, written to Tests/Parity/plots.json.

Run from the root of the checkout with numpy and pandas installed: python3 scripts/parity/plots.py
"""
import json

import numpy as np
import pandas as pd

random = np.random.default_rng(7)
penguins = pd.read_csv("examples/data/penguins.csv")
samples = {
    "bill length": penguins["bill_length_mm"].dropna().to_numpy(),
    "bill depth": penguins["bill_depth_mm"].dropna().to_numpy(),
    "normal": random.normal(10, 3, 500),
    "skewed": random.lognormal(0, 0.5, 300),
    "two": np.array([1.5, 4.0]),
    "equal": np.array([2.5, 2.5, 2.5]),
}


def binned(values, bins):
    counts, edges = np.histogram(values, bins=bins)
    return {"edges": edges.tolist(), "counts": counts.tolist()}


figures = [
    {"name": name, "values": values.tolist(), "fd": binned(values, "fd"), "seven": binned(values, 7)}
    for name, values in samples.items()
]

with open("Tests/Parity/plots.json", "w") as file:
    json.dump(figures, file, allow_nan=False)
    file.write("\n")
