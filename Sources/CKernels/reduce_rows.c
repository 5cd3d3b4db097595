#include "reduce.h"
#include "tk_memory.h"

/// Elements that a row's sum adds in vector lanes before it goes on in a wider type.
#define BLOCK 2048
/// Running values of a row, side by side.
#define LANES 32

/// The sum of a block: running sums in lanes, then the lanes in a wider type.
#define SUM_BLOCK(T)                                                                                     \
    TK_INLINE double sum_block_##T(const T *x, int64_t n) {                                              \
        T lanes[LANES] = {0};                                                                            \
        int64_t i = 0;                                                                                   \
        for (; i + LANES <= n; i += LANES) {                                                             \
            for (int l = 0; l < LANES; l++) lanes[l] += x[i + l];                                        \
        }                                                                                                \
        for (int l = 0; i < n; i++, l++) lanes[l] += x[i];                                               \
        double sums[4] = {0};                                                                            \
        for (int l = 0; l < LANES; l++) sums[l & 3] += lanes[l];                                         \
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);                                                \
    }                                                                                                    \
    TK_CLONES static double sum_row_##T(const void *row, int64_t n) {                                    \
        const T *x = row;                                                                                \
        double sum = 0;                                                                                  \
        for (int64_t i = 0; i < n; i += BLOCK) sum += sum_block_##T(x + i, n - i < BLOCK ? n - i : BLOCK); \
        return sum;                                                                                      \
    }
SUM_BLOCK(float)
SUM_BLOCK(double)

#define PRODUCT_ROW(T)                                                                                   \
    static double product_row_##T(const void *row, int64_t n) {                                          \
        const T *x = row;                                                                                \
        double product = 1;                                                                              \
        for (int64_t i = 0; i < n; i++) product *= x[i];                                                 \
        return product;                                                                                  \
    }
PRODUCT_ROW(float)
PRODUCT_ROW(double)

/// Lanes hold the extreme so far, and whether a NaN was seen.
#define EXTREME_ROW(NAME, T, BETTER)                                                                     \
    TK_CLONES static double NAME(const void *row, int64_t n) {                                           \
        const T *x = row;                                                                                \
        T lanes[LANES];                                                                                  \
        int32_t nan[LANES] = {0};                                                                        \
        for (int l = 0; l < LANES; l++) lanes[l] = x[0];                                                 \
        int64_t i = 0;                                                                                   \
        for (; i + LANES <= n; i += LANES) {                                                             \
            for (int l = 0; l < LANES; l++) {                                                            \
                T v = x[i + l];                                                                          \
                lanes[l] = v BETTER lanes[l] ? v : lanes[l];                                             \
                nan[l] |= v != v;                                                                        \
            }                                                                                            \
        }                                                                                                \
        for (int l = 0; i < n; i++, l++) {                                                               \
            lanes[l] = x[i] BETTER lanes[l] ? x[i] : lanes[l];                                           \
            nan[l] |= x[i] != x[i];                                                                      \
        }                                                                                                \
        T best = lanes[0];                                                                               \
        bool any = nan[0];                                                                               \
        for (int l = 1; l < LANES; l++) {                                                                \
            best = lanes[l] BETTER best ? lanes[l] : best;                                               \
            any |= nan[l];                                                                               \
        }                                                                                                \
        return any ? NAN : best;                                                                         \
    }
EXTREME_ROW(max_row_float, float, >)
EXTREME_ROW(min_row_float, float, <)
EXTREME_ROW(max_row_double, double, >)
EXTREME_ROW(min_row_double, double, <)

typedef double (*row_reducer)(const void *row, int64_t n);

static row_reducer reducer(int op, int dtype) {
    static const row_reducer f32[] = {sum_row_float, sum_row_float, product_row_float, max_row_float, min_row_float};
    static const row_reducer f64[] = {sum_row_double, sum_row_double, product_row_double, max_row_double, min_row_double};
    return dtype == TK_F32 ? f32[op] : f64[op];
}

typedef struct rows_work {
    shape3 shape;
    int dtype;
    row_reducer reduce;
    /// Rows of one task, or pieces of one row.
    int64_t rows, pieces;
    double *partial;
} rows_work;

static tk_status rows_task(const void *context, int64_t task) {
    const rows_work *work = context;
    int64_t n = work->shape.n, end = (task + 1) * work->rows;
    if (end > work->shape.outer) end = work->shape.outer;
    for (int64_t row = task * work->rows; row < end; row++) {
        store(&work->shape, work->dtype, row, work->reduce(work->shape.in + (size_t)(row * n) * tk_size(work->dtype), n));
    }
    return TK_OK;
}

static tk_status piece_task(const void *context, int64_t task) {
    const rows_work *work = context;
    int64_t row = task / work->pieces, start = task % work->pieces * PIECE, n = work->shape.n;
    int64_t length = n - start < PIECE ? n - start : PIECE;
    work->partial[task] = work->reduce(work->shape.in + (size_t)(row * n + start) * tk_size(work->dtype), length);
    return TK_OK;
}

/// Long rows: pieces on the pool, then a row's pieces in their order.
static tk_status reduce_long_rows(rows_work *work) {
    work->pieces = (work->shape.n + PIECE - 1) / PIECE;
    int64_t tasks = work->shape.outer * work->pieces;
    size_t bytes = (size_t)tasks * sizeof(double);
    work->partial = tk_allocate(bytes);
    if (!work->partial) return TK_MEMORY;
    tk_status status = tk_parallel(tasks, piece_task, work);
    for (int64_t row = 0; status == TK_OK && row < work->shape.outer; row++) {
        const double *partial = work->partial + row * work->pieces;
        double value = partial[0];
        for (int64_t i = 1; i < work->pieces; i++) value = combine(work->shape.op, value, partial[i]);
        store(&work->shape, work->dtype, row, value);
    }
    tk_release(work->partial, bytes);
    return status;
}

tk_status reduce_rows(const shape3 *shape, int dtype) {
    rows_work work = {.shape = *shape, .dtype = dtype, .reduce = reducer(shape->op, dtype)};
    if (shape->n > 2 * PIECE) return reduce_long_rows(&work);
    work.rows = PIECE / (shape->n + 1) + 1;
    return tk_parallel((shape->outer + work.rows - 1) / work.rows, rows_task, &work);
}

