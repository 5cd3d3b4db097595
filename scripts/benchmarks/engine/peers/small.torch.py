from common import each
import torch

torch.set_num_threads(1)
a, b = torch.rand(10, requires_grad=True), torch.rand(10)
print("add", each(lambda: a + b, 20_000))
layer, row = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU()), torch.rand(1, 64)
print("dense", each(lambda: layer(row), 20_000))
