#include "COpenBLAS.h"
#include "matrix.h"
#include "tk_memory.h"
#include "tk_move.h"

/// Whether BLAS can read the view's matrices where they are, as rows (or as columns, if `transposed`).
static bool is_readable(const tk_view *v, bool transposed) {
    int64_t rows = v->sizes[v->rank - 2], columns = v->sizes[v->rank - 1];
    int64_t near = transposed ? row_stride(v) : column_stride(v), far = transposed ? column_stride(v) : row_stride(v);
    int64_t across = transposed ? rows : columns, along = transposed ? columns : rows;
    return (across == 1 || near == 1) && (along == 1 || far >= across) && far <= INT32_MAX;
}

matrix matrix_of(const tk_view *v) {
    bool transposed = !is_readable(v, false);
    int64_t across = v->sizes[v->rank - (transposed ? 2 : 1)], along = v->sizes[v->rank - (transposed ? 1 : 2)];
    int64_t far = transposed ? column_stride(v) : row_stride(v);
    return (matrix){v->data, along == 1 || far < across ? (across > 0 ? across : 1) : far, transposed};
}

int64_t batch_offset(const tk_view *out, const tk_view *v, int64_t number) {
    int64_t offset = 0;
    for (int axis = out->rank - 3; axis >= 0; axis--) {
        int64_t index = number % out->sizes[axis];
        number /= out->sizes[axis];
        int own = axis - (out->rank - v->rank);
        if (own >= 0 && v->sizes[own] != 1) offset += index * v->strides[own];
    }
    return offset;
}

tk_status readable(const tk_view *v, tk_view *result, void **scratch, size_t *bytes) {
    *result = *v;
    if (is_readable(v, false) || is_readable(v, true)) return TK_OK;
    int64_t step = 1;
    for (int axis = v->rank - 1; axis >= 0; axis--) {
        // A stretched batch axis stays stretched: one copy serves all of it.
        if (axis < v->rank - 2 && v->strides[axis] == 0) result->sizes[axis] = 1;
        result->strides[axis] = step;
        step *= result->sizes[axis];
    }
    *bytes = (size_t)step * tk_size(v->dtype);
    *scratch = result->data = tk_allocate(*bytes);
    if (!*scratch) return TK_MEMORY;
    tk_view from = *v;
    for (int axis = 0; axis < v->rank; axis++) from.sizes[axis] = result->sizes[axis];
    return tk_copy(&(tk_call){.views = (tk_view[]){*result, from}, .outputs = 1, .inputs = 1});
}

#define MULTIPLY(PREFIX, T)                                                                              \
    void multiply_##T(int64_t m, int64_t n, int64_t k, matrix a, matrix b, T *out, int64_t ldc, T beta) { \
        if (m == 0 || n == 0) return;                                                                    \
        if (n == 1 && ldc == 1) {                                                                        \
            int64_t step = b.transposed ? 1 : b.leading;                                                 \
            cblas_##PREFIX##gemv(CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,                \
                                 (int)(a.transposed ? k : m), (int)(a.transposed ? m : k), 1, a.data,    \
                                 (int)a.leading, b.data, (int)step, beta, out, 1);                       \
        } else if (m == 1) {                                                                             \
            int64_t step = a.transposed ? a.leading : 1;                                                 \
            cblas_##PREFIX##gemv(CblasRowMajor, b.transposed ? CblasNoTrans : CblasTrans,                \
                                 (int)(b.transposed ? n : k), (int)(b.transposed ? k : n), 1, b.data,    \
                                 (int)b.leading, a.data, (int)step, beta, out, 1);                       \
        } else {                                                                                         \
            cblas_##PREFIX##gemm(CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,                \
                                 b.transposed ? CblasTrans : CblasNoTrans, (int)m, (int)n, (int)k, 1, a.data, \
                                 (int)a.leading, b.data, (int)b.leading, beta, out, (int)ldc);           \
        }                                                                                                \
    }
MULTIPLY(s, float)
MULTIPLY(d, double)
