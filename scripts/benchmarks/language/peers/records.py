import time


class Point:
    __slots__ = ("x", "y", "steps")


def wander(n):
    p = Point()
    p.x, p.y, p.steps = 0, 1, 0
    for i in range(n):
        p.x += p.y
        p.y = i % 7 - p.y
        p.steps += 1
    return p


start = time.perf_counter()
result = wander(1_000_000)
print(time.perf_counter() - start)
assert result.steps == 1_000_000 and result.x == 1500000
