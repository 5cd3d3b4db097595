import time


def adder(step):
    return lambda x: x + step


def walk(f, n):
    x = 0
    i = 0
    while i < n:
        x = f(x)
        i += 1
    return x


start = time.perf_counter()
result = walk(adder(3), 5_000_000)
print(time.perf_counter() - start)
assert result == 15_000_000
