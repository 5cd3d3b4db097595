#ifndef TENON_TK_OPTIMIZER_H
#define TENON_TK_OPTIMIZER_H
#include <stddef.h>

/* One optimizer step over all of a network's parameters, which lie in one flat buffer, as do their gradients and
   the optimizer's own state. Every element is independent of the others, so results have the same bits however
   the work is split. */

/* p -= rate * (g + decay * p) */
void tk_sgd_f32(size_t n, float *p, const float *g, float rate, float decay);

/* v = momentum * v + g + decay * p;  p -= rate * v, or rate * (g + momentum * v) where `nesterov` is set. */
void tk_momentum_f32(size_t n, float *p, const float *g, float *v, float rate, float momentum, int nesterov,
                     float decay);

/* What Adam's update needs beside the buffers. `shrink` is the factor on p before the step: 1 - rate * decay.
   `correction1` and `correction2` are 1 - beta1^t and 1 - beta2^t for step t. */
typedef struct {
    float rate, beta1, beta2, epsilon, correction1, correction2, shrink;
} tk_adam;

void tk_adam_f32(size_t n, float *p, const float *g, float *m, float *v, const tk_adam *settings);

/* The sum of squares, in double, added in an order that depends on n alone. */
double tk_sum_squares_f32(size_t n, const float *g);

void tk_scale_f32(size_t n, float *g, float factor);

/* sum += factor * g */
void tk_add_scaled_f32(size_t n, float *sum, const float *g, float factor);

/* The index of the first element that is NaN or infinite, or n. */
size_t tk_first_not_finite_f32(size_t n, const float *x);

/* Rows `rows[0..<count]` of a matrix whose rows are `bytes` long, one after the other into `out`. */
void tk_gather_rows(size_t count, size_t bytes, const void *matrix, const long *rows, void *out);

#endif
