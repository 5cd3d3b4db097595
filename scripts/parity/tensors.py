"""Writes Tests/Parity/tensors.json: figures of NumPy and SciPy that the tests of Tensors compare with.

Each case is the name of an operation, its inputs and its results, all as {"sizes", "values"} in row-major order.
Run it with a Python that has numpy and scipy; the versions used go into the file.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import special

random = np.random.default_rng(7)
cases = []


def tensor(array):
    array = np.asarray(array, dtype=np.float64)
    return {"sizes": list(array.shape), "values": [float(f"{v:.12g}") for v in array.ravel()]}


def case(name, inputs, results):
    cases.append({"name": name, "inputs": [tensor(x) for x in inputs], "results": [tensor(x) for x in results]})


def rounded(*sizes):
    """Inputs with few digits, so that the file holds them exactly."""
    return np.round(random.normal(size=sizes), 3)


def linear_algebra():
    square = rounded(4, 4)
    symmetric = square + square.T
    positive = np.round(square @ square.T, 3) + 2 * np.eye(4)
    tall, wide = rounded(6, 3), rounded(3, 5)
    case("solve", [square, rounded(4, 2)], [])
    cases[-1]["results"] = [tensor(np.linalg.solve(*(np.reshape(x["values"], x["sizes"]) for x in cases[-1]["inputs"])))]
    case("inv", [square], [np.linalg.inv(square)])
    case("det", [square], [np.linalg.det(square)])
    case("cholesky", [positive], [np.linalg.cholesky(positive)])
    case("eigenvalues", [symmetric], [np.linalg.eigvalsh(symmetric)])
    for matrix in (tall, wide):
        case("singular", [matrix], [np.linalg.svd(matrix, compute_uv=False)])
        case("upper", [matrix], [np.abs(np.linalg.qr(matrix)[1])])
    right = rounded(6, 2)
    case("lstsq", [tall, right], [np.linalg.lstsq(tall, right, rcond=None)[0]])
    deficient = np.hstack([tall, tall[:, :1] + tall[:, 1:2]])
    case("lstsq", [deficient, right], [np.linalg.lstsq(deficient, right, rcond=None)[0]])


def products():
    for a, b in (((3, 4), (4, 2)), ((2, 1, 3, 4), (5, 4, 2)), ((4,), (4, 2)), ((3, 4), (4,)), ((4,), (4,))):
        x, y = rounded(*a), rounded(*b)
        case("matmul", [x, y], [np.matmul(x, y)])


def reductions():
    x = rounded(3, 4, 5)
    for axes in ((0,), (1,), (2,), (0, 1), (1, 2), (0, 2), (0, 1, 2)):
        names = "".join(map(str, axes))
        case("sum" + names, [x], [x.sum(axes, keepdims=True)])
        case("mean" + names, [x], [x.mean(axes, keepdims=True)])
        case("prod" + names, [x], [x.prod(axes, keepdims=True)])
        case("max" + names, [x], [x.max(axes, keepdims=True)])
        case("min" + names, [x], [x.min(axes, keepdims=True)])
    for axis in range(3):
        case(f"argmax{axis}", [x], [x.argmax(axis, keepdims=True)])
        case(f"cumsum{axis}", [x], [x.cumsum(axis)])
    case("softmax", [x * 20], [special.softmax(x * 20, axis=-1)])
    case("log_softmax", [x * 20], [special.log_softmax(x * 20, axis=-1)])


def arithmetic():
    a, b = np.round(rounded(4, 5) * 3, 1), np.round(rounded(5) * 2, 1) + 0.05
    case("mod", [a, b], [np.mod(a, b)])
    case("floor_div", [a, b], [np.floor_divide(a, b)])
    case("pow", [np.abs(a), b], [np.power(np.abs(a), b)])


linear_algebra()
products()
reductions()
arithmetic()
target = Path(__file__).resolve().parents[2] / "Tests" / "Parity" / "tensors.json"
lines = ",\n".join(json.dumps(c) for c in cases)
target.write_text(f'{{"numpy": "{np.__version__}", "scipy": "{scipy.__version__}", "cases": [\n{lines}\n]}}\n')
