from common import timed
from torch_training import torch, train

nn = torch.nn
x = torch.randn(1920, 1, 28, 28)
y = x.reshape(1920, 784)[:, :10].argmax(1)
x = x.to(memory_format=torch.channels_last)


def net():
    layers = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
              nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10)]
    return nn.Sequential(*layers).to(memory_format=torch.channels_last)


train(net(), x[:512], y[:512], 64, 1, nn.CrossEntropyLoss())
print(timed(lambda: train(net(), x, y, 64, 1, nn.CrossEntropyLoss())))
