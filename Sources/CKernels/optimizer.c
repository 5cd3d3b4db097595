#include "loop.h"
#include "tk_optimizer.h"
#include "tk_threads.h"

#include <math.h>
#include <string.h>

/// Parameters in one task of the pool: fewer are not worth handing over.
#define PART 65536

/// A step, and what it goes over.
typedef struct step {
    size_t n;
    float *p;
    const float *g;
    float *m, *v;
    tk_adam adam;
    float rate, momentum, decay;
    int nesterov;
} step;

/// Splits a step over the pool. It is not broken off: half of the parameters would be a step ahead.
static void run_step(const step *s, tk_task task) {
    tk_parallel_whole((int64_t)((s->n + PART - 1) / PART), task, s);
}

static size_t part_size(const step *s, size_t start) { return s->n - start < PART ? s->n - start : PART; }

TK_CLONES static void descend(size_t n, float *restrict p, const float *restrict g, float rate, float decay) {
    for (size_t i = 0; i < n; i++) p[i] -= rate * (g[i] + decay * p[i]);
}

static tk_status descent_task(const void *context, int64_t task) {
    const step *s = context;
    const size_t start = (size_t)task * PART;
    descend(part_size(s, start), s->p + start, s->g + start, s->rate, s->decay);
    return TK_OK;
}

void tk_sgd_f32(size_t n, float *p, const float *g, float rate, float decay) {
    const step s = {.n = n, .p = p, .g = g, .rate = rate, .decay = decay};
    run_step(&s, descent_task);
}

TK_CLONES static void roll(size_t n, float *restrict p, const float *restrict g, float *restrict v, const step *s) {
    const float rate = s->rate, momentum = s->momentum, decay = s->decay;
    if (s->nesterov) {
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

static tk_status momentum_task(const void *context, int64_t task) {
    const step *s = context;
    const size_t start = (size_t)task * PART;
    roll(part_size(s, start), s->p + start, s->g + start, s->v + start, s);
    return TK_OK;
}

void tk_momentum_f32(size_t n, float *p, const float *g, float *v, float rate, float momentum, int nesterov,
                     float decay) {
    const step s = {.n = n, .p = p, .g = g, .v = v, .rate = rate, .momentum = momentum, .decay = decay, .nesterov = nesterov};
    run_step(&s, momentum_task);
}

/// The loop holds nothing but products, a square root and a division, which the compiler turns into vectors of
/// whatever width the processor has.
TK_CLONES static void adam(size_t n, float *restrict p, const float *restrict g, float *restrict m, float *restrict v,
                           const tk_adam *s) {
    const float beta1 = s->beta1, beta2 = s->beta2, epsilon = s->epsilon, shrink = s->shrink;
    const float step = s->rate / s->correction1, scale = 1.0f / sqrtf(s->correction2);
    for (size_t i = 0; i < n; i++) {
        float slope = g[i];
        m[i] += (1.0f - beta1) * (slope - m[i]);
        v[i] = beta2 * v[i] + (1.0f - beta2) * slope * slope;
        p[i] = shrink * p[i] - step * m[i] / (sqrtf(v[i]) * scale + epsilon);
    }
}

static tk_status adam_task(const void *context, int64_t task) {
    const step *s = context;
    const size_t start = (size_t)task * PART;
    adam(part_size(s, start), s->p + start, s->g + start, s->m + start, s->v + start, &s->adam);
    return TK_OK;
}

void tk_adam_f32(size_t n, float *p, const float *g, float *m, float *v, const tk_adam *settings) {
    const step s = {.n = n, .p = p, .g = g, .m = m, .v = v, .adam = *settings};
    run_step(&s, adam_task);
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
