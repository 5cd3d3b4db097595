from common import table, timed
from torch_training import torch, train

nn = torch.nn
x, y = (torch.from_numpy(part) for part in table())
y = y[:, None]


def net():
    return nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1), nn.Sigmoid())


train(net(), x, y, 32, 1, nn.BCELoss())
print(timed(lambda: train(net(), x, y, 32, 10, nn.BCELoss())))
