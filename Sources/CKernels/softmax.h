/// Rows of softmax, for kernels that make their scores themselves.
#ifndef TENON_SOFTMAX_H
#define TENON_SOFTMAX_H
#include "loop.h"

/// x becomes softmax(scale x), where scale is positive.
void softmax_in_place_float(float *x, float scale, int64_t n);
void softmax_in_place_double(double *x, double scale, int64_t n);

/// dy becomes scale y (dy − Σ y dy), where y is what softmax gave.
void softmax_gradient_in_place_float(float *dy, const float *y, float scale, int64_t n);
void softmax_gradient_in_place_double(double *dy, const double *y, double scale, int64_t n);

#endif
