from common import least
import torch

torch.set_num_threads(2)
a, b, c, d = (torch.rand(10_000_000) for _ in range(4))
chain = torch.compile(lambda a, b, c, d: a * b + torch.sin(c) * torch.exp(-d))
chain(a, b, c, d)
print("chain", least(lambda: chain(a, b, c, d)))
