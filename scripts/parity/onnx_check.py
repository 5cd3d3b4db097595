#!/usr/bin/env python3
"""Trains models with tenon, exports them, and compares their predictions with those of onnxruntime.

Usage: onnx_check.py TENON, with the path of the program. Needs numpy, pandas, onnx and onnxruntime.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
import pandas

root = Path(__file__).resolve().parents[2]

cases = {
    "penguins": ("penguins", "probabilities", """
net = impute() >> one_hot() >> standardize() >> dense(32, relu) >> dense(3, softmax)
model = fit(net, table, target: .species, epochs: 20, optimizer: adam(0.01))
"""),
    "sex": ("penguins", "probabilities", """
table = drop_missing(table)
net = derive(heavy: .body_mass_g > 4000, ratio: .bill_length_mm / .bill_depth_mm) >> one_hot() >> min_max() >> dense(8, tanh) >> dropout(0.2) >> dense(1, sigmoid)
model = fit(net, table, target: .sex, epochs: 20)
"""),
    "logistic": ("penguins", "probabilities", """
model = fit(impute() >> one_hot() >> standardize() >> logistic_regression(), table, target: .species)
"""),
    "mpg": ("mpg", "predict", """
net = drop(.column1, .model) >> one_hot() >> standardize() >> dense(16, relu) >> batch_norm() >> dense(1)
model = fit(net, table, target: .hwy, epochs: 20)
"""),
    "mpg_linear": ("mpg", "predict", """
model = fit(drop(.column1, .model) >> one_hot() >> linear_regression(), table, target: .hwy)
"""),
    "digits": ("digits", "probabilities", """
net = reshape(8, 8, 1) >> conv2d(8, 3, relu, padding: "same") >> max_pool(2) >> conv2d(8, 3, relu) >> avg_pool(2) >> flatten() >> layer_norm() >> dense(10, softmax)
model = fit(net, table, target: .digit, epochs: 3)
"""),
}


def script(name, data, ask, training):
    finish = "write_csv(probabilities(model, table), \"out.csv\")" if ask == "probabilities" else \
        "write_csv(frame({prediction: predict(model, table)}), \"out.csv\")"
    return f"""
table = read_csv("{root}/examples/data/{data}.csv")
{training}
write_csv(table, "table.csv")
export(model, "model.onnx")
{finish}
"""


def column(table, entry):
    values = table[entry.name]
    if entry.type == "tensor(string)":
        return values.fillna("").astype(str).to_numpy(object).reshape(-1, 1)
    return values.astype(float).to_numpy(numpy.float32).reshape(-1, 1)


def check(tenon, name):
    data, ask, training = cases[name]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "case.mlx").write_text(script(name, data, ask, training))
        subprocess.run([tenon, "run", "case.mlx"], cwd=folder, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.PIPE, text=True)
        path = str(Path(folder, "model.onnx"))
        onnx.checker.check_model(onnx.load(path), full_check=True)
        table = pandas.read_csv(Path(folder, "table.csv"))
        expected = pandas.read_csv(Path(folder, "out.csv"))
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        outputs = session.run(None, {one.name: column(table, one) for one in session.get_inputs()})
        got, ours = outputs[-1].astype(float), expected.to_numpy(float).reshape(outputs[-1].shape)
        error = numpy.max(numpy.abs(got - ours) / numpy.maximum(1, numpy.abs(ours)))
        labels = "" if ask == "predict" else f", first label {outputs[0].tolist()[0]!r}"
        print(f"{name}: {len(table)} rows, largest difference {error:.2e}{labels}")
        return error <= 1e-5


def main():
    tenon = str(Path(sys.argv[1]).resolve())
    results = []
    for name in cases:
        try:
            results.append(check(tenon, name))
        except subprocess.CalledProcessError as failure:
            print(f"{name}: {failure.stderr}")
            results.append(False)
    sys.exit(0 if all(results) else 1)


main()
