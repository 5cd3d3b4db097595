"""The benchmarks' networks in PyTorch, each with the seconds that its training takes."""
from common import table, timed
from torch_training import torch, train

nn = torch.nn


def layers(*sizes):
    """Dense layers with relu between them."""
    parts = [part for n, m in zip(sizes, sizes[1:]) for part in (nn.Linear(n, m), nn.ReLU())]
    return parts[:-1]


def small_seconds():
    """20-64-32-1 in batches of 32, ten epochs."""
    x, y = (torch.from_numpy(part) for part in table())

    def run(epochs):
        train(nn.Sequential(*layers(20, 64, 32, 1), nn.Sigmoid()), x, y[:, None], 32, epochs, nn.BCELoss())

    run(1)
    return timed(lambda: run(10))


def mlp_seconds(**options):
    """784-512-256-10 in batches of 128, one epoch."""
    x = torch.randn(12800, 784)
    y = x[:, :10].argmax(1)

    def run(rows):
        net = nn.Sequential(*layers(784, 512, 256, 10))
        train(net, x[:rows], y[:rows], 128, 1, nn.CrossEntropyLoss(), **options)

    run(1280)
    return timed(lambda: run(len(x)))
