#!/usr/bin/env python3
"""Writes Tests/Parity/ops.json: what NumPy gives for each op of the table that it has, too, on random shapes with
stretched axes, axes of size 0 and 1, NaN and infinity.

Run it with a Python that has numpy and scipy:  python scripts/parity/ops.py
"""
import json
import warnings
from pathlib import Path

import numpy as np
from scipy import special

warnings.simplefilter("ignore")
random = np.random.default_rng(11)
cases = []
ROUNDS = 12


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    value = float(value)
    return value if np.isfinite(value) else str(value)


def tensor(array):
    dtype = {"float32": "f32", "float64": "f64", "int64": "i64", "bool": "bool"}[str(array.dtype)]
    return {"dtype": dtype, "sizes": list(array.shape), "values": [number(v) for v in array.ravel().tolist()]}


def case(op, inputs, attributes, compute):
    """What NumPy computes in double precision; a null result is an error."""
    wide = [x.astype(np.float64) if x.dtype == np.float32 else x for x in inputs]
    try:
        result = np.asarray(compute(*wide))
    except ValueError:
        result = None
    entry = None if result is None else {"sizes": list(result.shape), "values": [number(v) for v in result.ravel().tolist()]}
    cases.append({"op": op, "inputs": [tensor(x) for x in inputs], "attributes": attributes, "result": entry})


def shape(least=0, most=4):
    return tuple(random.choice([0, 1, 2, 3, 5], p=[0.08, 0.22, 0.25, 0.25, 0.2]) for _ in range(random.integers(least, most)))


def decimals(sizes, special_values=True):
    x = np.round(random.normal(size=sizes) * 3, 3).astype(random.choice([np.float32, np.float64]))
    if special_values and x.size and random.random() < 0.3:
        x.ravel()[random.integers(x.size)] = random.choice([np.nan, np.inf, -np.inf, 0.0, -0.0])
    return x


def integers(sizes, low=-9, high=10):
    return random.integers(low, high, size=sizes)


def truths(sizes):
    return random.random(size=sizes) < 0.5


def stretched(sizes):
    """A shape that fits the other one: some axes of size 1, some in front left out."""
    kept = tuple(1 if random.random() < 0.3 else s for s in sizes)
    return kept[random.integers(0, len(kept) + 1):] if random.random() < 0.4 else kept


def pair(make):
    sizes = shape()
    first, second = make(sizes), make(stretched(sizes))
    if first.dtype != second.dtype:
        second = second.astype(first.dtype)
    return [first, second] if random.random() < 0.5 else [second, first]


def each(names, make, compute, attributes=lambda x: []):
    for name in names:
        for _ in range(ROUNDS):
            inputs = make()
            settings = attributes(inputs[0])
            case(name, inputs, settings, lambda *a: compute(name, settings, *a))


def pointwise():
    binary = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
              "floor_div": np.floor_divide, "remainder": np.mod, "maximum": np.maximum, "minimum": np.minimum,
              "equal": np.equal, "not_equal": np.not_equal, "less": np.less, "less_equal": np.less_equal,
              "greater": np.greater, "greater_equal": np.greater_equal}
    each(binary, lambda: pair(decimals), lambda name, _, a, b: binary[name](a, b))
    whole = {name: f for name, f in binary.items() if name not in ("div", "pow", "floor_div", "remainder")}
    each(whole, lambda: pair(integers), lambda name, _, a, b: whole[name](a, b))
    each(["floor_div", "remainder"], lambda: pair(lambda s: integers(s, 1, 9) * random.choice([-1, 1])),
         lambda name, _, a, b: binary[name](a, b))
    each(["and", "or"], lambda: pair(truths), lambda name, _, a, b: (np.logical_and if name == "and" else np.logical_or)(a, b))
    unary = {"neg": np.negative, "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "round": np.round,
             "exp": np.exp, "log": np.log, "log1p": np.log1p, "expm1": np.expm1, "sqrt": np.sqrt, "square": np.square,
             "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh, "sigmoid": special.expit,
             "softplus": lambda x: np.logaddexp(x, 0), "erf": special.erf, "is_nan": np.isnan, "is_finite": np.isfinite,
             "relu": lambda x: np.where(x > 0, x, np.where(np.isnan(x), x, 0)), "identity": lambda x: x,
             "stop_gradient": lambda x: x}
    each(unary, lambda: [decimals(shape())], lambda name, _, x: unary[name](x))
    each(["not"], lambda: [truths(shape())], lambda name, _, x: ~x)
    each(["clip"], lambda: [decimals(shape())], lambda name, s, x: np.clip(x, *s), lambda x: [-1.5, 2.0])
    for _ in range(ROUNDS):
        a, b = pair(decimals)
        case("where", [truths(np.broadcast_shapes(a.shape, b.shape)), a, b], [], np.where)


def axes(x):
    chosen = [int(a) for a in range(x.ndim) if random.random() < 0.5]
    return [chosen if x.ndim and random.random() < 0.8 else None, bool(random.random() < 0.5)]


def axis(x):
    return int(random.integers(-x.ndim, x.ndim))


def reductions():
    def reduced(f):
        return lambda name, s, x: f(x, axis=None if s[0] is None else tuple(s[0]), keepdims=s[1])

    for name, f in {"sum": np.sum, "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min}.items():
        each([name], lambda: [decimals(shape(1))], reduced(f), axes)
        each([name], lambda: [integers(shape(1))], reduced(f), axes)
    for name, f in {"any": np.any, "all": np.all}.items():
        each([name], lambda: [truths(shape(1))], reduced(f), axes)
    for name, f in {"argmax": np.argmax, "argmin": np.argmin}.items():
        each([name], lambda: [decimals(shape(1))], lambda _, s, x: f(x, axis=s[0], keepdims=s[1]),
             lambda x: [axis(x), bool(random.random() < 0.5)])
    for make in (decimals, integers):
        each(["cumsum"], lambda: [make(shape(1))],
             lambda _, s, x: np.flip(np.cumsum(np.flip(x, s[0]), s[0]), s[0]) if s[1] else np.cumsum(x, s[0]),
             lambda x: [axis(x), bool(random.random() < 0.5)])
    each(["softmax"], lambda: [decimals(shape(1), False)], lambda _, s, x: special.softmax(x, -1) if x.size else x)
    each(["log_softmax"], lambda: [decimals(shape(1), False)], lambda _, s, x: special.log_softmax(x, -1) if x.size else x)


def sliced(x, at, start, stop, step):
    index = [slice(None)] * x.ndim
    index[at] = slice(start, stop, step)
    return x[tuple(index)]


def shaping():
    for _ in range(2 * ROUNDS):
        x = decimals(shape(1))
        order = [int(a) for a in random.permutation(x.ndim)]
        case("transpose", [x], [order], lambda x: np.transpose(x, order))
        at = axis(x)
        place = at % x.ndim
        case("unsqueeze", [x], [place], lambda x: np.expand_dims(x, place))
        case("squeeze", [np.expand_dims(x, place)], [place], lambda x: np.squeeze(x, place))
        case("reshape", [x], [[int(x.size)]], lambda x: x.reshape(-1))
        start, stop = (None if random.random() < 0.3 else int(random.integers(-6, 7)) for _ in range(2))
        step = int(random.choice([-3, -2, -1, 1, 2, 3]))
        case("slice", [x], [at, start, stop, step], lambda x: sliced(x, at, start, stop, step))
        wider = tuple(4 if s == 1 else s for s in x.shape)
        case("broadcast_to", [x], [[2, *wider]], lambda x: np.broadcast_to(x, (2, *wider)))
        before, after = ([int(n) for n in random.integers(0, 3, x.ndim)] for _ in range(2))
        case("pad", [x], [before, after, 1.5], lambda x: np.pad(x, list(zip(before, after)), constant_values=1.5))
        other = x.copy() * 2
        case("concat", [x, other, x], [at], lambda *parts: np.concatenate(parts, at))


def indexing():
    for _ in range(2 * ROUNDS):
        x = decimals(tuple(s + 1 for s in shape(1)))
        at = axis(x)
        places = integers(shape(0, 3), 0, x.shape[at])
        case("gather", [x, places], [at], lambda x, p: np.take(x, p, at))
        rows = integers(x.shape, 0, x.shape[at])
        case("gather_along", [x, rows], [at], lambda x, p: np.take_along_axis(x, p, at))
        case("one_hot", [places], [int(x.shape[at]), "f32"], lambda p: np.eye(x.shape[at])[p])
        case("argsort", [x], [False], lambda x: np.argsort(x, -1, kind="stable"))
    for a, b in [((3, 4), (4, 2)), ((2, 1, 3, 4), (5, 4, 2)), ((4,), (4, 2)), ((3, 4), (4,)), ((4,), (4,)), ((0, 4), (4, 2)),
                 ((3, 0), (0, 2)), ((1, 4), (4, 1)), ((2, 0, 3), (3, 2)), ((5, 1, 1), (1, 3))]:
        x = decimals(a)
        case("matmul", [x, decimals(b).astype(x.dtype)], [], np.matmul)


pointwise()
reductions()
shaping()
indexing()
target = Path(__file__).resolve().parents[2] / "Tests/Parity/ops.json"
target.write_text(json.dumps({"numpy": np.__version__, "cases": cases}, separators=(",", ":")) + "\n")
