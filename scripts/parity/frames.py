"""Figures by pandas and Polars for the frames of examples/data, written to Tests/Parity/frames.json.

Run from the root of the checkout with pandas and polars installed: python3 scripts/parity/frames.py
"""
import json
import math
import pathlib

import pandas as pd
import polars as pl

data = pathlib.Path("examples/data")


def plain(value):
    """A cell as JSON: missing cells as null, numpy scalars as Python's."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return value


def table(frame):
    """Column names with their cells, in order."""
    return [[name, [plain(v) for v in frame[name].tolist()]] for name in frame.columns]


def described(frame):
    result = {}
    for name in frame.columns:
        column = frame[name]
        entry = {"count": int(column.count()), "missing": int(column.isna().sum()), "unique": int(column.nunique())}
        if pd.api.types.is_numeric_dtype(column):
            entry.update(
                mean=column.mean(), std=column.std(), min=float(column.min()), max=float(column.max()),
                q25=column.quantile(0.25), median=column.median(), q75=column.quantile(0.75))
        result[name] = {k: plain(v) for k, v in entry.items()}
    return result


def grouped(frame, key, column, **functions):
    group = frame.groupby(key, sort=False, dropna=False)[column]
    return table(group.agg(**functions).reset_index())


penguins = pd.read_csv(data / "penguins.csv")
mpg = pd.read_csv(data / "mpg.csv").rename(columns={"Unnamed: 0": "column1"})
airquality = pd.read_csv(data / "airquality.csv").rename(columns={"Unnamed: 0": "column1"})
weather = pd.read_csv(data / "seattle-weather.csv", parse_dates=["date"])

figures = {
    "described": {"penguins": described(penguins), "mpg": described(mpg), "airquality": described(airquality)},
    "grouped": {
        "penguins": grouped(penguins, ["species", "sex"], "body_mass_g", mean="mean", std="std", median="median",
                            min="min", max="max", n="count"),
        "mpg": grouped(mpg, ["manufacturer"], "hwy", mean="mean", sum="sum", distinct="nunique", first="first"),
    },
}

# Sorting: pandas puts missing cells last both ways; so do we. Row numbers from 0.
order = airquality.reset_index().sort_values(["Ozone", "Wind"], ascending=[False, True], kind="stable")
figures["sorted"] = order["index"].tolist()

# Windows within groups.
bySpecies = penguins.groupby("species")["body_mass_g"]
figures["windows"] = {
    "rank": [plain(v) for v in bySpecies.rank()],
    "cumsum": [plain(v) for v in bySpecies.cumsum()],
    "lag": [plain(v) for v in bySpecies.shift(1)],
    "zscore": [plain(v) for v in bySpecies.transform(lambda x: (x - x.mean()) / x.std())],
}

# Dates: the sum of rain a month.
weather["month"] = weather["date"].dt.month
weather["weekday"] = weather["date"].dt.day_of_week
figures["rain"] = table(weather.groupby("month", sort=False)["precipitation"].sum().reset_index())
figures["weekdays"] = weather["weekday"].tolist()

# Quantiles of type 7 and three-valued logic, by Polars.
polarsAir = pl.read_csv(data / "airquality.csv", null_values="NA")
figures["quantiles"] = [
    polarsAir["Ozone"].cast(pl.Float64).quantile(q, interpolation="linear") for q in (0, 0.1, 0.333, 0.5, 0.9, 1)]
logic = pl.DataFrame({"a": [True, True, True, False, False, False, None, None, None],
                      "b": [True, False, None] * 3})
figures["logic"] = {
    "a": logic["a"].to_list(), "b": logic["b"].to_list(),
    "and": logic.select(pl.col("a") & pl.col("b"))["a"].to_list(),
    "or": logic.select(pl.col("a") | pl.col("b"))["a"].to_list(),
}

# Joins, by Polars: a missing key joins nothing.
left = pl.DataFrame({"k": ["a", "b", "b", None, "d"], "x": [1, 2, 3, 4, 5]})
right = pl.DataFrame({"k": ["b", "a", "b", None, "e"], "y": [10, 20, 30, 40, 50]})
figures["joins"] = {
    kind: left.join(right, on="k", how=how, coalesce=True, maintain_order=order).rows()
    for kind, how, order in [("inner", "inner", "left_right"), ("left", "left", "left_right"),
                             ("right", "right", "right_left"), ("outer", "full", "left_right")]
}
figures["joins"]["semi"] = left.join(right, on="k", how="semi").rows()
figures["joins"]["anti"] = left.join(right, on="k", how="anti").rows()

with open("Tests/Parity/frames.json", "w") as file:
    json.dump(figures, file, indent=1, allow_nan=False)
    file.write("\n")
