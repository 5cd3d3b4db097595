/// matmul: the products of benchmark matmul by the same OpenBLAS on one thread and on two, the faster of them.
#include "clock.h"
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>

extern void openblas_set_num_threads(int);

#define PRODUCT(NAME, T, GEMM)                                                                            \
    static double NAME(int n, long calls) {                                                               \
        size_t size = (size_t)n * (size_t)n;                                                              \
        T *a = malloc(size * sizeof(T)), *b = malloc(size * sizeof(T)), *c = malloc(size * sizeof(T));     \
        if (!a || !b || !c) exit(1);                                                                      \
        for (size_t i = 0; i < size; i++) a[i] = b[i] = (T)rand() / (T)RAND_MAX;                             \
        double best = 1e9;                                                                                \
        for (int round = 0; round < 10; round++) {                                                        \
            openblas_set_num_threads(round % 2 + 1);                                                      \
            double start = seconds_now();                                                                 \
            for (long i = 0; i < calls; i++)                                                              \
                GEMM(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);         \
            double each = (seconds_now() - start) / (double)calls;                                        \
            if (each < best) best = each;                                                                 \
        }                                                                                                 \
        free(a), free(b), free(c);                                                                        \
        return best;                                                                                      \
    }
PRODUCT(product_f32, float, cblas_sgemm)
PRODUCT(product_f64, double, cblas_dgemm)

int main(void) {
    for (int n = 32; n <= 2048; n *= 2) {
        long calls = 40000000L / ((long)n * n * n);
        if (calls < 1) calls = 1;
        printf("f32_%d %g\n", n, product_f32(n, calls));
        printf("f64_%d %g\n", n, product_f64(n, calls));
    }
    return 0;
}
