import functools
import time


def scrambled(n):
    xs = []
    x = 12345
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        xs.append(x)
    return xs


xs = scrambled(200_000)
start = time.perf_counter()
result = sorted(xs, key=functools.cmp_to_key(lambda a, b: -1 if a < b else 1 if b < a else 0))
print(time.perf_counter() - start)
assert result[0] <= result[1]
