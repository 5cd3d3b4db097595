#!/usr/bin/env python3
"""Writes Tests/Scripts/fixtures/losses.json: each loss and its gradient for given predictions, as PyTorch computes them.

Run it with a Python that has torch (CPU):  python scripts/parity/losses.py
"""
import json
import pathlib

import torch
from torch.nn import functional

torch.manual_seed(3)
numbers, targets = torch.randn(4, 3, dtype=torch.float64) * 2, torch.randn(4, 3, dtype=torch.float64)
truths = (torch.rand(4, 3) > 0.4).double()
classes = torch.randint(0, 3, (4,))
places = torch.randint(0, 3, (2, 4))
spread = torch.softmax(torch.randn(4, 3, dtype=torch.float64), 1)
cases = {
    "mse": (numbers, targets, functional.mse_loss),
    "mae": (numbers, targets, functional.l1_loss),
    "huber": (numbers, targets, functional.huber_loss),
    "huber, delta: 0.4": (numbers, targets, lambda x, t: functional.huber_loss(x, t, delta=0.4)),
    "bce": (torch.sigmoid(numbers), truths, functional.binary_cross_entropy),
    "bce, logits: true": (numbers * 9, truths, functional.binary_cross_entropy_with_logits),
    "cross_entropy": (spread, classes, lambda x, t: functional.nll_loss(torch.log(x), t)),
    "cross_entropy, logits: true": (numbers * 9, classes, functional.cross_entropy),
    "cross_entropy of shares": (numbers, spread, functional.cross_entropy),
    "cross_entropy of places": (
        torch.randn(2, 4, 3, dtype=torch.float64), places,
        lambda x, t: functional.cross_entropy(x.transpose(1, 2), t)),
}
results = {}
for name, (prediction, target, loss) in cases.items():
    prediction = prediction.clone().requires_grad_()
    value = loss(prediction, target)
    value.backward()
    results[name] = {"prediction": prediction.tolist(), "target": target.tolist(), "value": value.item(),
                     "gradient": prediction.grad.tolist()}
root = pathlib.Path(__file__).resolve().parents[2]
(root / "Tests/Scripts/fixtures/losses.json").write_text(json.dumps(results, separators=(",", ":")) + "\n")
