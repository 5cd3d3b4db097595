"""What the peers share: two threads, the table, and the least time of several runs."""
import os, sys, time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
    os.environ.setdefault(name, "2")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


def table():
    import numpy as np
    rows = np.loadtxt("table.csv", delimiter=",", skiprows=1, dtype="float32")
    return rows[:, :20].copy(), rows[:, 20].copy()


def timed(f):
    start = time.perf_counter()
    f()
    return time.perf_counter() - start


def least(f, runs=7):
    return min(timed(f) for _ in range(runs))


def each(f, calls, rounds=5):
    def many():
        for _ in range(calls):
            f()
    return least(many, rounds) / calls
