import time

def walk(n):
    i, x = 0, 0.0
    while i < n:
        x = x * 0.999999 + 0.5
        i += 1
    return x

walk(100)  # CPython specialises a while loop from the second call on
start = time.perf_counter()
result = walk(10_000_000)
print(time.perf_counter() - start)
assert abs(result - 499977.30013424) < 1e-6
