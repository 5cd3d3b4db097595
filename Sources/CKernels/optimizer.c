#include "tk_optimizer.h"

#include <math.h>
#include <string.h>

void tk_sgd_f32(size_t n, float *restrict p, const float *restrict g, float rate, float decay) {
    for (size_t i = 0; i < n; i++) p[i] -= rate * (g[i] + decay * p[i]);
}

void tk_momentum_f32(size_t n, float *restrict p, const float *restrict g, float *restrict v, float rate,
                     float momentum, int nesterov, float decay) {
    if (nesterov) {
        for (size_t i = 0; i < n; i++) {
            float slope = g[i] + decay * p[i];
            v[i] = momentum * v[i] + slope;
            p[i] -= rate * (slope + momentum * v[i]);
        }
    } else {
        for (size_t i = 0; i < n; i++) {
            v[i] = momentum * v[i] + (g[i] + decay * p[i]);
            p[i] -= rate * v[i];
        }
    }
}

/* One body, compiled twice: the loop holds nothing but products, a square root and a division, which the
   compiler turns into vectors of whatever width the processor has. */
static inline __attribute__((always_inline)) void adam(size_t n, float *restrict p, const float *restrict g,
                                                       float *restrict m, float *restrict v, const tk_adam *s) {
    const float beta1 = s->beta1, beta2 = s->beta2, epsilon = s->epsilon, shrink = s->shrink;
    const float step = s->rate / s->correction1, scale = 1.0f / sqrtf(s->correction2);
    for (size_t i = 0; i < n; i++) {
        float slope = g[i];
        m[i] += (1.0f - beta1) * (slope - m[i]);
        v[i] = beta2 * v[i] + (1.0f - beta2) * slope * slope;
        p[i] = shrink * p[i] - step * m[i] / (sqrtf(v[i]) * scale + epsilon);
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) static void adam_avx2(size_t n, float *p, const float *g, float *m, float *v,
                                                         const tk_adam *s) {
    adam(n, p, g, m, v, s);
}
#endif

void tk_adam_f32(size_t n, float *p, const float *g, float *m, float *v, const tk_adam *settings) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        adam_avx2(n, p, g, m, v, settings);
        return;
    }
#endif
    adam(n, p, g, m, v, settings);
}

double tk_sum_squares_f32(size_t n, const float *g) {
    /* Eight running sums break the chain of additions; their number is fixed, and so is the result. */
    double sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (size_t lane = 0; lane < 8; lane++) sums[lane] += (double)g[i + lane] * g[i + lane];
    for (; i < n; i++) sums[0] += (double)g[i] * g[i];
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

void tk_scale_f32(size_t n, float *g, float factor) {
    for (size_t i = 0; i < n; i++) g[i] *= factor;
}

void tk_add_scaled_f32(size_t n, float *restrict sum, const float *restrict g, float factor) {
    for (size_t i = 0; i < n; i++) sum[i] += factor * g[i];
}

size_t tk_first_not_finite_f32(size_t n, const float *x) {
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i])) return i;
    return n;
}

void tk_gather_rows(size_t count, size_t bytes, const void *matrix, const long *rows, void *out) {
    for (size_t i = 0; i < count; i++)
        memcpy((char *)out + i * bytes, (const char *)matrix + (size_t)rows[i] * bytes, bytes);
}
