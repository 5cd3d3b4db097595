"""Writes Tests/Parity/training.json and training.safetensors: how PyTorch's loss falls for small networks with given
batches, and the parameters with which each begins.

Run it with a Python that has torch (CPU) and safetensors:  python scripts/parity/training.py
"""
import json
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

ROWS, BATCH, EPOCHS = 70, 16, 20
torch.set_num_threads(1)


class ChannelsLast(nn.Module):
    """Images as rows, height, width, channel, around a module that wants channels second."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def packed(tensor):
    integral = not tensor.is_floating_point()
    values = tensor.detach().reshape(-1).tolist()
    return {"sizes": list(tensor.shape), "values": values if integral else [round(v, 9) for v in values]}


def parameters(network):
    """Every parameter under the path and in the layout that a network of ours gives it."""
    found, seen = {}, {}
    for module in network.modules():
        if isinstance(module, nn.Linear):
            name, parts = "dense", {"weight": module.weight.T, "bias": module.bias}
        elif isinstance(module, nn.Conv2d):
            name, parts = "conv2d", {"weight": module.weight.permute(2, 3, 1, 0), "bias": module.bias}
        elif isinstance(module, nn.LayerNorm):
            name, parts = "layer_norm", {"scale": module.weight, "offset": module.bias}
        elif isinstance(module, nn.BatchNorm1d):
            name, parts = "batch_norm", {"scale": module.weight, "offset": module.bias}
        elif isinstance(module, nn.Embedding):
            name, parts = "embedding", {"weight": module.weight}
        else:
            continue
        seen[name] = seen.get(name, 0) + 1
        for part, value in parts.items():
            found[f"{name}_{seen[name]}.{part}"] = value.detach().clone().contiguous()
    return found


class LazyAdam:
    """Adam that leaves alone the rows of a table that a batch has not looked up."""

    def __init__(self, parameters, lr):
        table, *others = parameters
        self.parts = [torch.optim.SparseAdam([table], lr=lr), torch.optim.Adam(others, lr=lr)]

    def zero_grad(self):
        for part in self.parts:
            part.zero_grad()

    def step(self):
        for part in self.parts:
            part.step()


def case(name, network, inputs, targets, loss, optimizer, clip=None):
    """The mean loss of each epoch, over batches in the order of the rows."""
    start = parameters(network)
    step = optimizer(network.parameters())
    losses = []
    network.train()
    for _ in range(EPOCHS):
        total = 0.0
        for first in range(0, ROWS, BATCH):
            x, y = inputs[first : first + BATCH], targets[first : first + BATCH]
            step.zero_grad()
            value = loss(network(x), y)
            value.backward()
            if clip:
                nn.utils.clip_grad_norm_(network.parameters(), clip)
            step.step()
            total += value.item() * len(x)
        losses.append(total / ROWS)
    start = {f"{name}/{path}": value for path, value in start.items()}
    return {"name": name, "inputs": packed(inputs), "targets": packed(targets), "losses": losses}, start


def main():
    torch.manual_seed(7)
    x = torch.round(torch.randn(ROWS, 6), decimals=4)
    signal = x[:, 0] * x[:, 1] + x[:, 2] - 0.5 * x[:, 3] ** 2
    classes = (signal > -0.8).long() + (signal > 0.5).long()
    images = torch.round(torch.rand(ROWS, 8, 8, 1), decimals=3)
    quadrant = (images[:, :4, :4].mean((1, 2, 3)) > images[:, 4:, 4:].mean((1, 2, 3))).long() + classes % 2
    words = torch.randint(0, 7, (ROWS, 3))
    cases = [
        case(
            "binary",
            nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 1)),
            x, (signal > 0).float()[:, None], nn.functional.binary_cross_entropy_with_logits,
            lambda p: torch.optim.Adam(p, lr=0.01),
        ),
        case(
            "regression",
            nn.Sequential(nn.Linear(6, 16), nn.GELU(), nn.LayerNorm(16), nn.Linear(16, 1)),
            x, torch.round(signal, decimals=5)[:, None], nn.functional.mse_loss,
            lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True),
        ),
        case(
            "classes",
            nn.Sequential(nn.Linear(6, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, 3)),
            x, classes, nn.functional.cross_entropy,
            lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.05), clip=0.5,
        ),
        case(
            "images",
            nn.Sequential(
                ChannelsLast(nn.Sequential(
                    nn.Conv2d(1, 4, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
                    nn.Conv2d(4, 6, 3), nn.ReLU(), nn.AvgPool2d(2))),
                nn.Flatten(), nn.Linear(6, 3)),
            images, quadrant, nn.functional.cross_entropy, lambda p: torch.optim.Adam(p, lr=0.01),
        ),
        case(
            "words",
            nn.Sequential(nn.Embedding(7, 4), nn.Flatten(), nn.Linear(12, 3)),
            words, (words[:, 0] + words[:, 1]) % 3, nn.functional.cross_entropy,
            lambda p: torch.optim.SGD(p, lr=0.5),
        ),
        case(
            "rows",
            nn.Sequential(nn.Embedding(40, 4, sparse=True), nn.Flatten(), nn.Linear(12, 3)),
            words * 5 + classes[:, None], (words[:, 0] + words[:, 1]) % 3, nn.functional.cross_entropy,
            lambda p: LazyAdam(p, lr=0.05),
        ),
    ]
    folder = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Parity"
    (folder / "training.json").write_text(json.dumps([case for case, _ in cases], separators=(",", ":")) + "\n")
    parameters = {path: value for _, start in cases for path, value in start.items()}
    save_file(parameters, folder / "training.safetensors")


main()
