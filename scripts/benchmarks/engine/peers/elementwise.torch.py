from common import least
import torch

torch.set_num_threads(2)
a, b, c, d = (torch.rand(10_000_000) for _ in range(4))
x = torch.randn(10_000, 1_000)
figures = {
    "chain": lambda: a * b + torch.sin(c) * torch.exp(-d), "add": lambda: a + b,
    "softmax": lambda: torch.softmax(x, 1), "sum": lambda: a.sum(), "sum_rows": lambda: x.sum(1),
    "sum_columns": lambda: x.sum(0), "mean_rows": lambda: x.mean(1), "argmax_rows": lambda: x.argmax(1),
    "argmax_columns": lambda: x.argmax(0), "transposed": lambda: x.T.contiguous(),
}
for name, figure in figures.items():
    figure()
    print(name, least(figure))
