import time


def primes(n):
    marks = [True] * n
    count = 0
    for i in range(2, n):
        if marks[i]:
            count += 1
            k = i * i
            while k < n:
                marks[k] = False
                k += i
    return count


start = time.perf_counter()
result = primes(2_000_000)
print(time.perf_counter() - start)
assert result == 148933
