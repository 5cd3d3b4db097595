import time


def product(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c


n = 120
a = [[float((i * n + j) % 7) for j in range(n)] for i in range(n)]
b = [[float((i * n + j) % 5) for j in range(n)] for i in range(n)]
start = time.perf_counter()
result = product(a, b, n)
print(time.perf_counter() - start)
assert result[1][1] == sum(a[1][k] * b[k][1] for k in range(n))
