#!/usr/bin/env python3
"""Runs the exports of Tests/FormatsTests/SampleModels*.swift with onnxruntime and keeps the outputs.

Writes Tests/Parity/onnx_reference.json. Needs numpy, onnx and onnxruntime. Call it again after a change of what is exported.
With a folder as its argument it takes the exports from there instead of building them.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime

root = Path(__file__).resolve().parents[2]
names = ["flowers", "pictures", "linear", "formulas", "operations"]


def build(folder):
    command = ["swift", "test", "--filter", "ONNXReferenceTests/testWriteExportsWhereAskedTo"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "TENON_ONNX_FOLDER": folder})


def value(column):
    values = column["values"]
    if any(isinstance(one, str) for one in values):
        return numpy.array(values, dtype=object).reshape(column["sizes"])
    return numpy.array([numpy.nan if one is None else one for one in values], numpy.float32).reshape(column["sizes"])


def run(folder, name):
    path = os.path.join(folder, name + ".onnx")
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    description = json.loads(Path(folder, name + ".json").read_text())
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    outputs = session.run(None, {key: value(column) for key, column in description["rows"].items()})
    result = {"graph": description["graph"], "outputs": outputs[-1].astype(float).ravel().tolist()}
    if len(outputs) == 2:
        result["labels"] = outputs[0].tolist()
    return result


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = sys.argv[1] if len(sys.argv) > 1 else scratch
        if len(sys.argv) == 1:
            build(folder)
        reference = {"onnxruntime": onnxruntime.__version__, **{name: run(folder, name) for name in names}}
    (root / "Tests/Parity/onnx_reference.json").write_text(json.dumps(reference, indent=1) + "\n")


main()
