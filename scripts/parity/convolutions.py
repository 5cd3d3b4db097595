#!/usr/bin/env python3
"""Outputs and gradients of convolution layers, as PyTorch computes them from tenon's parameters.

Usage: convolutions.py TENON, with the path of the program. Needs torch. Writes
Tests/Scripts/fixtures/convolutions.json.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from torch.nn import functional

root = Path(__file__).resolve().parents[2]
# The layer, the input's sizes, and what PyTorch is told: stride, zeros on each side (before and after), groups.
cases = {
    "stride": ("conv2d(4, 3, stride: 2)", (2, 7, 6, 3), 2, (0, 0, 0, 0), 1),
    "same": ("conv2d(4, (3, 2), stride: (2, 1), padding: \"same\")", (2, 6, 5, 3), (2, 1), (0, 1, 0, 1), 1),
    "zeros": ("conv2d(4, 3, padding: 2)", (2, 5, 5, 3), 1, (2, 2, 2, 2), 1),
    "unlike_zeros": ("conv2d(4, 3, padding: (0, 1), bias: false)", (1, 5, 4, 2), 1, (1, 1, 0, 0), 1),
    "groups": ("conv2d(6, 3, padding: 1, groups: 2)", (2, 5, 5, 4), 1, (1, 1, 1, 1), 2),
    "depthwise": ("conv2d(4, 3, stride: 2, padding: \"same\", groups: 4)", (2, 6, 7, 4), 2, (1, 1, 0, 1), 4),
    "depthwise_wide": ("conv2d(8, (2, 3), groups: 4)", (2, 5, 5, 4), 1, (0, 0, 0, 0), 4),
    "line": ("conv1d(4, 3)", (2, 7, 3), 1, (0, 0), 1),
    "line_same": ("conv1d(4, 3, stride: 2, padding: \"same\")", (2, 7, 3), 2, (1, 1), 1),
    "line_zeros": ("conv1d(4, 4, padding: 3, groups: 2)", (2, 6, 4), 1, (3, 3), 2),
}

script = "seed(6)\ncases = {}\n%s\nwrite_json(\"cases.json\", cases)\n" % "\n".join(
    f"x = randn{sizes}\nnet = init({layer}, x) * 0.9 + 0.05\n"
    f"cases = {{...cases, {name}: {{x: x, parameters: net.parameters}}}}"
    for name, (layer, sizes, *_) in cases.items())


def tenons_cases():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cases.mlx").write_text(script)
        subprocess.run([sys.argv[1], "cases.mlx"], cwd=folder, check=True)
        return json.loads(Path(folder, "cases.json").read_text())


def output(x, weight, bias, stride, zeros, groups):
    if x.dim() == 3:
        y = functional.conv1d(
            functional.pad(x.transpose(1, 2), zeros), weight[0].permute(2, 1, 0), bias, stride, groups=groups)
        return y.transpose(1, 2)
    y = functional.conv2d(
        functional.pad(x.permute(0, 3, 1, 2), zeros), weight.permute(3, 2, 0, 1), bias, stride, groups=groups)
    return y.permute(0, 2, 3, 1)


def rounded(value):
    return round(value, 7) if isinstance(value, float) else [rounded(v) for v in value] if isinstance(value, list) else \
        {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


figures = {}
for name, case in tenons_cases().items():
    layer, sizes, stride, zeros, groups = cases[name]
    x = torch.tensor(case["x"], requires_grad=True)
    leaves = {path: torch.tensor(value, requires_grad=True) for path, value in case["parameters"].items()}
    by_end = {path.split(".")[-1]: leaf for path, leaf in leaves.items()}
    y = output(x, by_end["weight"], by_end.get("bias"), stride, zeros, groups)
    weights = torch.arange(y.numel()).reshape(y.shape) * 0.01
    gradients = torch.autograd.grad((y * weights).sum(), list(leaves.values()) + [x])
    figures[name] = {"sizes": list(sizes), "output": y.tolist(), "input_gradient": gradients[-1].tolist(),
                     "gradients": dict(zip(leaves, (g.tolist() for g in gradients)))}
(root / "Tests/Scripts/fixtures/convolutions.json").write_text(json.dumps(rounded(figures)) + "\n")
