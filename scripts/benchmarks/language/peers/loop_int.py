import time

def walk(n):
    i = s = 0
    while i < n:
        s = (s + i * 3) % 1000003
        i += 1
    return s

walk(100)  # CPython specialises a while loop from the second call on
start = time.perf_counter()
result = walk(10_000_000)
print(time.perf_counter() - start)
assert result == 1395
