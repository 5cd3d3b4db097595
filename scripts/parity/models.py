"""Writes Tests/Parity/models.json: what scikit-learn gives for steps, metrics and classical models.

Run with a Python that has scikit-learn and pandas: python scripts/parity/models.py
"""

import json
import pathlib

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import MinMaxScaler, StandardScaler

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "examples" / "data"


def numbers(array):
    return [float(value) for value in np.asarray(array, dtype=float).ravel()]


def steps():
    column = np.array([[4.0], [np.nan], [10.0], [1.0], [7.5], [-3.0]])
    filled = SimpleImputer(strategy="median").fit_transform(column)
    return {
        "input": [None if np.isnan(value) else value for value in column.ravel()],
        "imputed": numbers(filled),
        "standardized": numbers(StandardScaler().fit_transform(filled)),
        "min_max": numbers(MinMaxScaler().fit_transform(filled)),
    }


def labels():
    random = np.random.default_rng(7)
    target = random.integers(0, 3, 60)
    predicted = np.where(random.random(60) < 0.7, target, random.integers(0, 3, 60))
    scores = random.random((60, 3)) + np.eye(3)[target]
    scores /= scores.sum(axis=1, keepdims=True)
    binary = (target == 2).astype(int)
    positive = np.round(scores[:, 2], 2)  # rounded, so that there are ties
    precision, recall, f1, support = metrics.precision_recall_fscore_support(target, predicted)
    return {
        "target": target.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": [numbers(column) for column in scores.T],
        "accuracy": metrics.accuracy_score(target, predicted),
        "precision": numbers(precision),
        "recall": numbers(recall),
        "f1": numbers(f1),
        "rows": support.tolist(),
        "macro_precision": metrics.precision_score(target, predicted, average="macro"),
        "macro_recall": metrics.recall_score(target, predicted, average="macro"),
        "macro_f1": metrics.f1_score(target, predicted, average="macro"),
        "weighted_f1": metrics.f1_score(target, predicted, average="weighted"),
        "confusion": metrics.confusion_matrix(target, predicted).tolist(),
        "auc": metrics.roc_auc_score(target, scores, multi_class="ovr"),
        "log_loss": metrics.log_loss(target, scores),
        "binary_target": binary.tolist(),
        "binary_scores": numbers(positive),
        "binary_auc": metrics.roc_auc_score(binary, positive),
        "binary_log_loss": metrics.log_loss(binary, positive),
    }


def regression():
    random = np.random.default_rng(8)
    target = random.normal(20, 6, 50)
    predicted = target + random.normal(0, 2, 50)
    return {
        "target": numbers(target),
        "predicted": numbers(predicted),
        "r2": metrics.r2_score(target, predicted),
        "rmse": metrics.root_mean_squared_error(target, predicted),
        "mae": metrics.mean_absolute_error(target, predicted),
    }


def linear():
    frame = pd.read_csv(DATA / "mpg.csv")
    features = frame[["displ", "year", "cyl", "cty"]].to_numpy(float)
    model = LinearRegression().fit(features, frame["hwy"])
    return {"coefficients": numbers(model.coef_), "intercept": float(model.intercept_)}


def logistic():
    frame = pd.read_csv(DATA / "penguins.csv").dropna()
    columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    features = StandardScaler().fit_transform(frame[columns].to_numpy(float))

    def fit(target, matrix):
        model = LogisticRegression(C=1.0, tol=1e-12, max_iter=100_000, solver="newton-cg").fit(matrix, target)
        return {"coefficients": numbers(model.coef_), "intercepts": numbers(model.intercept_)}

    return {
        "species": fit(frame["species"], features),
        "sex": fit(frame["sex"], features),
        "raw_sex": fit(frame["sex"], frame[["bill_length_mm", "bill_depth_mm"]].to_numpy(float)),
    }


figures = {
    "steps": steps(),
    "labels": labels(),
    "regression": regression(),
    "linear": linear(),
    "logistic": logistic(),
}
target = ROOT / "Tests" / "Parity" / "models.json"
target.write_text(json.dumps(figures, indent=1) + "\n")
