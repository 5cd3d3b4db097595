from common import least
import numpy as np

random = np.random.default_rng(0)
a, b, c, d = (random.random(10_000_000, dtype="float32") for _ in range(4))
x = random.standard_normal((10_000, 1_000), dtype="float32")
figures = {
    "chain": lambda: a * b + np.sin(c) * np.exp(-d), "add": lambda: a + b, "sum": lambda: a.sum(),
    "sum_rows": lambda: x.sum(1), "sum_columns": lambda: x.sum(0), "mean_rows": lambda: x.mean(1),
    "argmax_rows": lambda: x.argmax(1), "argmax_columns": lambda: x.argmax(0),
    "transposed": lambda: np.ascontiguousarray(x.T),
}
for name, figure in figures.items():
    figure()
    print(name, least(figure))
