"""Writes Tests/Parity/gradients.json: results and gradients of PyTorch that the tests of Graphs compare with.

Each case has operands, the result for them, and the gradients of the sum of the result times `weights`.
Images are [batch, height, width, channel] and filters [height, width, channel, filter], as in Tenon.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def numbers(*sizes):
    return torch.randn(sizes, dtype=torch.float64).round(decimals=3)


def image(x):
    return x.permute(0, 3, 1, 2)


def back(x):
    return x.permute(0, 2, 3, 1)


def convolution(x, w):
    return back(F.conv2d(image(x), w.permute(3, 2, 0, 1)))


def strided_convolution(x, w):
    return back(F.conv2d(image(x), w.permute(3, 2, 0, 1), stride=2, padding=1))


def slope_of_tanh(x, w):
    """A second derivative: the gradient of a gradient."""
    y = torch.tanh(x @ w).square().sum()
    return torch.autograd.grad(y, x, create_graph=True)[0]


CLASSES = torch.tensor([2, 0, 1, 2])
TRUTH = torch.tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0]], dtype=torch.float64)

CASES = {
    "cross_entropy": (lambda x: F.cross_entropy(x, CLASSES), [numbers(4, 3)]),
    "bce_with_logits": (lambda x: F.binary_cross_entropy_with_logits(x, TRUTH), [numbers(2, 3)]),
    "gelu": (F.gelu, [numbers(3, 4)]),
    "layer_norm": (lambda x: F.layer_norm(x, (5,)), [numbers(2, 3, 5)]),
    "logsumexp": (lambda x: torch.logsumexp(x, 0), [numbers(3, 4)]),
    "std": (lambda x: x.std(1), [numbers(3, 4)]),
    "prod_with_zeros": (
        lambda x: x.prod(1),
        [torch.tensor([[1.0, 0.0, 3.0], [0.0, 2.0, 0.0], [4.0, 5.0, 6.0]], dtype=torch.float64)],
    ),
    "max_with_ties": (
        lambda x: torch.amax(x, 1),
        [torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], dtype=torch.float64)],
    ),
    "clip_at_edges": (
        lambda x: torch.clamp(x, -1, 1),
        [torch.tensor([-2.0, -1.0, 0.5, 1.0, 3.0], dtype=torch.float64)],
    ),
    "relu_at_zero": (F.relu, [torch.tensor([-1.0, 0.0, 2.0], dtype=torch.float64)]),
    "maximum_of_equals": (
        torch.maximum,
        [
            torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64),
            torch.tensor([1.0, 5.0, 0.0], dtype=torch.float64),
        ],
    ),
    "batched_matmul": (torch.matmul, [numbers(2, 1, 3, 4), numbers(3, 4, 2)]),
    "embedding": (lambda x: x[CLASSES], [numbers(3, 2)]),
    "conv2d": (convolution, [numbers(2, 5, 6, 2), numbers(3, 3, 2, 4)]),
    "conv2d_strided": (strided_convolution, [numbers(2, 5, 7, 2), numbers(3, 3, 2, 4)]),
    "max_pool": (lambda x: back(F.max_pool2d(image(x), 2)), [numbers(2, 4, 6, 3)]),
    "avg_pool": (lambda x: back(F.avg_pool2d(image(x), 3, stride=1)), [numbers(2, 4, 5, 3)]),
    "second_derivative": (slope_of_tanh, [numbers(3, 4), numbers(4, 2)]),
}


def tensor(x):
    return {"sizes": list(x.shape), "values": x.detach().flatten().tolist()}


def case(name, function, operands):
    operands = [x.requires_grad_() for x in operands]
    result = function(*operands)
    weights = numbers(*result.shape)
    (result * weights).sum().backward()
    return {
        "name": name,
        "operands": [tensor(x) for x in operands],
        "result": tensor(result),
        "weights": tensor(weights),
        "gradients": [tensor(x.grad) for x in operands],
    }


figures = [case(name, *rest) for name, rest in CASES.items()]
target = Path(__file__).parents[2] / "Tests" / "Parity" / "gradients.json"
target.write_text("[\n" + ",\n".join(json.dumps(figure) for figure in figures) + "\n]\n")
