#include "reduce.h"
#include "tk_memory.h"

/// Columns that are combined at a time, so that their results stay in the first level cache.
#define STRIP 1024
/// Results that are kept on the stack until they are stored.
#define FEW 1024

/// Adds 64 rows of a strip in T, four at a time, then goes on in double.
#define SUM_STRIP(T)                                                                                     \
    TK_CLONES static void sum_strip_##T(const T *x, int64_t n, int64_t stride, int64_t width, double *sums) { \
        for (int64_t j = 0; j < width; j++) sums[j] = 0;                                                 \
        for (int64_t start = 0; start < n; start += 64) {                                                \
            int64_t end = start + 64 < n ? start + 64 : n, i = start;                                    \
            T part[STRIP];                                                                               \
            for (int64_t j = 0; j < width; j++) part[j] = 0;                                             \
            for (; i + 4 <= end; i += 4) {                                                               \
                const T *a = x + i * stride, *b = a + stride, *c = b + stride, *d = c + stride;          \
                for (int64_t j = 0; j < width; j++) part[j] += (a[j] + b[j]) + (c[j] + d[j]);            \
            }                                                                                            \
            for (; i < end; i++) {                                                                       \
                const T *a = x + i * stride;                                                             \
                for (int64_t j = 0; j < width; j++) part[j] += a[j];                                     \
            }                                                                                            \
            for (int64_t j = 0; j < width; j++) sums[j] += part[j];                                      \
        }                                                                                                \
    }
SUM_STRIP(float)
SUM_STRIP(double)

#define FOLD_STRIP(NAME, T, EXPRESSION)                                                                  \
    TK_CLONES static void NAME(const T *x, int64_t n, int64_t stride, int64_t width, double *values) {   \
        for (int64_t j = 0; j < width; j++) values[j] = x[j];                                            \
        for (int64_t i = 1; i < n; i++) {                                                                \
            const T *row = x + i * stride;                                                               \
            for (int64_t j = 0; j < width; j++) {                                                        \
                double a = values[j], b = row[j];                                                        \
                values[j] = (EXPRESSION);                                                                \
            }                                                                                            \
        }                                                                                                \
    }
#define FOLD_STRIPS(T)                                                                                   \
    FOLD_STRIP(product_strip_##T, T, a * b)                                                              \
    FOLD_STRIP(max_strip_##T, T, a > b || a != a ? a : b)                                                \
    FOLD_STRIP(min_strip_##T, T, a < b || a != a ? a : b)
FOLD_STRIPS(float)
FOLD_STRIPS(double)

/// A strip's values; n is not 0.
#define STRIP_VALUES(T)                                                                                  \
    static void strip_values_##T(int op, const T *x, int64_t n, int64_t stride, int64_t width, double *values) { \
        switch (op) {                                                                                    \
        case TK_PRODUCT: product_strip_##T(x, n, stride, width, values); break;                          \
        case TK_MAXIMUM: max_strip_##T(x, n, stride, width, values); break;                              \
        case TK_MINIMUM: min_strip_##T(x, n, stride, width, values); break;                              \
        default: sum_strip_##T(x, n, stride, width, values);                                             \
        }                                                                                                \
    }
STRIP_VALUES(float)
STRIP_VALUES(double)

typedef struct columns_work {
    shape3 shape;
    int dtype;
    int64_t strips;
    /// A tall matrix is cut in slabs of rows, a task each.
    int64_t slabs, slab;
    double *partial;
} columns_work;

static void strip_values(const columns_work *work, const char *in, int64_t n, int64_t width, double *values) {
    const shape3 *s = &work->shape;
    if (work->dtype == TK_F32) strip_values_float(s->op, (const float *)in, n, s->inner, width, values);
    else strip_values_double(s->op, (const double *)in, n, s->inner, width, values);
}

static tk_status columns_task(const void *context, int64_t task) {
    const columns_work *work = context;
    const shape3 *s = &work->shape;
    int64_t slab = task % work->slabs, strip = task / work->slabs % work->strips, outer = task / work->slabs / work->strips;
    int64_t start = strip * STRIP, width = s->inner - start < STRIP ? s->inner - start : STRIP;
    int64_t first = slab * work->slab, n = s->n - first < work->slab ? s->n - first : work->slab;
    const char *in = s->in + (size_t)((outer * s->n + first) * s->inner + start) * tk_size(work->dtype);
    strip_values(work, in, n, width, work->partial + (slab * s->outer + outer) * s->inner + start);
    return TK_OK;
}

tk_status reduce_columns(const shape3 *s, int dtype) {
    columns_work work = {.shape = *s, .dtype = dtype, .strips = (s->inner + STRIP - 1) / STRIP};
    int64_t width = s->inner < STRIP ? s->inner : STRIP;
    work.slab = PIECE / width + 1;
    work.slabs = (s->n + work.slab - 1) / work.slab;
    int64_t results = s->outer * s->inner;
    double few[FEW];
    size_t bytes = (size_t)(results * work.slabs) * sizeof(double);
    work.partial = results * work.slabs <= FEW ? few : tk_allocate(bytes);
    if (!work.partial) return TK_MEMORY;
    tk_status status = tk_parallel(s->outer * work.strips * work.slabs, columns_task, &work);
    for (int64_t i = 0; status == TK_OK && i < results; i++) {
        double value = work.partial[i];
        for (int64_t slab = 1; slab < work.slabs; slab++) value = combine(s->op, value, work.partial[slab * results + i]);
        store(s, dtype, i, value);
    }
    if (work.partial != few) tk_release(work.partial, bytes);
    return status;
}
