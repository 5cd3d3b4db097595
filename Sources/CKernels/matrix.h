/// Views as batches of matrices, in the form in which BLAS reads them.
#ifndef TENON_MATRIX_H
#define TENON_MATRIX_H
#include "tk_core.h"

/// One matrix for BLAS: its first element, the distance of its rows (or columns, if transposed).
typedef struct matrix {
    const void *data;
    int64_t leading;
    bool transposed;
} matrix;

static inline int64_t row_stride(const tk_view *v) { return v->strides[v->rank - 2]; }
static inline int64_t column_stride(const tk_view *v) { return v->strides[v->rank - 1]; }

/// The first matrix of a view that is readable.
matrix matrix_of(const tk_view *v);

/// How far, in elements, the matrix of this number in the output's batch begins.
int64_t batch_offset(const tk_view *out, const tk_view *v, int64_t number);

/// The view itself, or a copy in `*scratch` that BLAS can read; `*bytes` is what to release.
tk_status readable(const tk_view *v, tk_view *result, void **scratch, size_t *bytes);

static inline const void *element(const void *base, int64_t offset, int dtype) {
    return (const char *)base + offset * (int64_t)tk_size(dtype);
}

/// The matrix of this number in the output's batch.
static inline matrix matrix_at(const tk_view *out, const tk_view *v, int64_t number) {
    matrix result = matrix_of(v);
    result.data = element(result.data, batch_offset(out, v, number), v->dtype);
    return result;
}

static inline matrix transposed(matrix x) { return (matrix){x.data, x.leading, !x.transposed}; }

/// out = a · b + beta · out, on this thread: m × n, with rows of `out` `ldc` apart.
void multiply_float(int64_t m, int64_t n, int64_t k, matrix a, matrix b, float *out, int64_t ldc, float beta);
void multiply_double(int64_t m, int64_t n, int64_t k, matrix a, matrix b, double *out, int64_t ldc, double beta);

#endif
