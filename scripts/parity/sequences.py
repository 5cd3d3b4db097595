#!/usr/bin/env python3
"""Outputs and gradients of the layers for sequences, as PyTorch computes them from tenon's parameters.

Usage: sequences.py TENON, with the path of the program. Needs torch. Writes Tests/Scripts/fixtures/sequences.json.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from torch.nn import functional

root = Path(__file__).resolve().parents[2]
layers = {
    "rnn": "rnn(4, every: true)", "lstm": "lstm(4, every: true)", "gru": "gru(4, every: true)",
    "attention": "self_attention(6, 2)", "causal": "self_attention(6, 3, causal: true)",
    "transformer": "transformer(6, 2, causal: true, hidden: 10)", "positions": "positions(7, 6)",
}

script = """
seed(5)
x = randn(2, 5, 6)
cases = {}
%s
write_json("cases.json", cases)
""" % "\n".join(
    f'net = init({layer}, x) * 0.9 + 0.05\n'
    f'cases = {{...cases, {name}: {{layer: "{layer}", x: x, parameters: net.parameters, output: net(x)}}}}'
    for name, layer in layers.items())


def tenons_cases():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cases.mlx").write_text(script)
        subprocess.run([sys.argv[1], "cases.mlx"], cwd=folder, check=True)
        return json.loads(Path(folder, "cases.json").read_text())


def recurrent(cell, p, x):
    module = cell(6, 4, batch_first=True)
    blank = torch.zeros(module.bias_hh_l0.shape)
    if "offset" in p:
        blank = torch.cat([torch.zeros(8), p["offset"]])
    weights = {"weight_ih_l0": p["entry.weight"].T, "weight_hh_l0": p["u"].T, "bias_ih_l0": p["entry.bias"],
               "bias_hh_l0": blank}
    return torch.func.functional_call(module, weights, (x,))[0]


def attention(p, x, heads, causal):
    batch, time, width = x.shape
    q, k, v = (x @ p["projection.weight"] + p["projection.bias"]).split(width, 2)
    weights = {"q": torch.eye(width), "k": torch.eye(width), "v": torch.eye(width)}
    mask = torch.triu(torch.full((time, time), float("-inf")), 1) if causal else None
    seen, _ = functional.multi_head_attention_forward(
        q.transpose(0, 1), k.transpose(0, 1), v.transpose(0, 1), width, heads, None, torch.zeros(3 * width), None,
        None, False, 0.0, p["mixture.weight"].T, p["mixture.bias"], attn_mask=mask, use_separate_proj_weight=True,
        q_proj_weight=weights["q"], k_proj_weight=weights["k"], v_proj_weight=weights["v"])
    return seen.transpose(0, 1)


def transformer(p, x):
    def norm(name, x):
        return functional.layer_norm(x, (6,), p[name + ".scale"], p[name + ".offset"])

    def part(prefix):
        return {name[len(prefix) + 1:]: value for name, value in p.items() if name.startswith(prefix + ".")}

    looking, thinking = "looking.inner.", "thinking.inner."
    x = x + attention(part(looking + "self_attention_1"), norm(looking + "layer_norm_1", x), 2, True)
    inner = norm(thinking + "layer_norm_1", x) @ p[thinking + "dense_1.weight"] + p[thinking + "dense_1.bias"]
    return x + functional.gelu(inner) @ p[thinking + "dense_2.weight"] + p[thinking + "dense_2.bias"]


outputs = {
    "rnn": lambda p, x: recurrent(torch.nn.RNN, p, x), "lstm": lambda p, x: recurrent(torch.nn.LSTM, p, x),
    "gru": lambda p, x: recurrent(torch.nn.GRU, p, x), "attention": lambda p, x: attention(p, x, 2, False),
    "causal": lambda p, x: attention(p, x, 3, True), "transformer": transformer,
    "positions": lambda p, x: x + p["rows"][:5],
}

figures = {}
for name, case in tenons_cases().items():
    x = torch.tensor(case["x"], requires_grad=True)
    paths = list(case["parameters"])
    leaves = [torch.tensor(value, requires_grad=True) for value in case["parameters"].values()]
    y = outputs[name]({path.split(".", 1)[1]: leaf for path, leaf in zip(paths, leaves)}, x)
    gradients = torch.autograd.grad((y * torch.arange(y.numel()).reshape(y.shape) * 0.01).sum(), leaves + [x])
    figures[name] = {
        "layer": case["layer"], "parameters": case["parameters"], "output": y.tolist(),
        "gradients": dict(zip(paths, (g.tolist() for g in gradients))), "input_gradient": gradients[-1].tolist()}


def rounded(value):
    return round(value, 7) if isinstance(value, float) else [rounded(v) for v in value] if isinstance(value, list) else \
        {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


(root / "Tests/Scripts/fixtures/sequences.json").write_text(json.dumps(rounded(figures)) + "\n")
