import time

def mandelbrot(width, height, most):
    total = 0
    for y in range(height):
        ci = 2.0 * y / height - 1.0
        for x in range(width):
            cr = 3.0 * x / width - 2.0
            zr = zi = 0.0
            k = 0
            while k < most and zr * zr + zi * zi <= 4.0:
                following = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = following
                k += 1
            total += k
    return total

mandelbrot(4, 4, 10)  # CPython specialises a while loop from the second call on
start = time.perf_counter()
result = mandelbrot(200, 200, 100)
print(time.perf_counter() - start)
assert result == 1214379
