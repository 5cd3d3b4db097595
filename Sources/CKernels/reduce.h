/// The two forms of a reduction.
#ifndef TENON_REDUCE_H
#define TENON_REDUCE_H
#include "math.h"
#include "tk_reduce.h"

/// A long row is cut in pieces of this many elements, a task each.
#define PIECE 65536

/// [outer, n, inner] elements, of which n become one; contiguous.
typedef struct shape3 {
    const char *in;
    char *out;
    int64_t outer, n, inner;
    int op;
} shape3;

/// Two partial results as one.
static inline double combine(int op, double a, double b) {
    switch (op) {
    case TK_PRODUCT: return a * b;
    case TK_MAXIMUM: return a > b || a != a ? a : b;
    case TK_MINIMUM: return a < b || a != a ? a : b;
    default: return a + b;
    }
}

/// Writes a result, divided by n if it is to be a mean.
static inline void store(const shape3 *shape, int dtype, int64_t place, double value) {
    if (shape->op == TK_MEAN) value /= (double)shape->n;
    if (dtype == TK_F32) ((float *)shape->out)[place] = (float)value;
    else ((double *)shape->out)[place] = value;
}

/// For f32 and f64, with n > 0; rows have inner = 1.
tk_status reduce_rows(const shape3 *shape, int dtype);
tk_status reduce_columns(const shape3 *shape, int dtype);

#endif
