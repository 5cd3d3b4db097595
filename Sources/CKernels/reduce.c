#include "math.h"
#include "tk_memory.h"
#include "tk_move.h"
#include "tk_reduce.h"

// Every reduction becomes one of two forms, on contiguous memory: rows [outer, n], each to one number; or columns
// [outer, n, inner], where each of outer × inner numbers comes from n that lie `inner` apart. An input that has
// neither form is copied first, with its combined axes last.

/// Elements that a row's sum adds in vector lanes before it goes on in a wider type.
#define BLOCK 2048
#define LANES 32
/// Columns that are combined at a time, so that their results stay in the first level cache.
#define STRIP 1024
/// Results that are kept on the stack until they are stored.
#define FEW 1024
/// A long row is cut in pieces of this many elements, a task each.
#define PIECE 65536

typedef struct shape3 {
    const char *in;
    char *out;
    int64_t outer, n, inner;
    int op;
} shape3;

// MARK: Rows

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

/// Two partial results as one.
static double combine(int op, double a, double b) {
    switch (op) {
    case TK_PRODUCT: return a * b;
    case TK_MAXIMUM: return a > b || a != a ? a : b;
    case TK_MINIMUM: return a < b || a != a ? a : b;
    default: return a + b;
    }
}

typedef struct rows_work {
    shape3 shape;
    int dtype;
    row_reducer reduce;
    /// Rows of one task, or pieces of one row.
    int64_t rows, pieces;
    double *partial;
} rows_work;

static void store(const rows_work *work, int64_t row, double value) {
    if (work->shape.op == TK_MEAN) value /= (double)work->shape.n;
    if (work->dtype == TK_F32) ((float *)work->shape.out)[row] = (float)value;
    else ((double *)work->shape.out)[row] = value;
}

static tk_status rows_task(const void *context, int64_t task) {
    const rows_work *work = context;
    int64_t n = work->shape.n, end = (task + 1) * work->rows;
    if (end > work->shape.outer) end = work->shape.outer;
    for (int64_t row = task * work->rows; row < end; row++) {
        store(work, row, work->reduce(work->shape.in + (size_t)(row * n) * tk_size(work->dtype), n));
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
        store(work, row, value);
    }
    tk_release(work->partial, bytes);
    return status;
}

static tk_status reduce_rows(const shape3 *shape, int dtype) {
    rows_work work = {.shape = *shape, .dtype = dtype, .reduce = reducer(shape->op, dtype)};
    if (shape->n > 2 * PIECE) return reduce_long_rows(&work);
    work.rows = PIECE / (shape->n + 1) + 1;
    return tk_parallel((shape->outer + work.rows - 1) / work.rows, rows_task, &work);
}

// MARK: Columns

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

static tk_status reduce_columns(const shape3 *s, int dtype) {
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
    rows_work target = {.shape = *s, .dtype = dtype};
    for (int64_t i = 0; status == TK_OK && i < results; i++) {
        double value = work.partial[i];
        for (int64_t slab = 1; slab < work.slabs; slab++) value = combine(s->op, value, work.partial[slab * results + i]);
        store(&target, i, value);
    }
    if (work.partial != few) tk_release(work.partial, bytes);
    return status;
}

// MARK: Integers and booleans

/// One result of an exact type; n elements `inner` apart.
static tk_status reduce_i64(const shape3 *s, int64_t outer, int64_t inner) {
    const int64_t *x = (const int64_t *)s->in + outer * s->n * s->inner + inner;
    int64_t value = s->op == TK_PRODUCT ? 1 : s->op == TK_SUM ? 0 : x[0];
    bool failed = false;
    for (int64_t i = 0; i < s->n; i++) {
        int64_t v = x[i * s->inner];
        switch (s->op) {
        case TK_SUM: failed |= __builtin_add_overflow(value, v, &value); break;
        case TK_PRODUCT: failed |= __builtin_mul_overflow(value, v, &value); break;
        case TK_MAXIMUM: value = v > value ? v : value; break;
        default: value = v < value ? v : value;
        }
    }
    ((int64_t *)s->out)[outer * s->inner + inner] = value;
    return failed ? TK_OVERFLOW : TK_OK;
}

static tk_status reduce_bool(const shape3 *s, int64_t outer, int64_t inner) {
    const uint8_t *x = (const uint8_t *)s->in + outer * s->n * s->inner + inner;
    bool any = s->op == TK_ANY || s->op == TK_MAXIMUM, value = !any;
    for (int64_t i = 0; i < s->n && value != any; i++) value = x[i * s->inner];
    ((uint8_t *)s->out)[outer * s->inner + inner] = value;
    return TK_OK;
}

static tk_status reduce_exact(const shape3 *s, int dtype) {
    tk_status worst = TK_OK;
    for (int64_t outer = 0; outer < s->outer; outer++) {
        if (tk_interrupted()) return TK_INTERRUPTED;
        for (int64_t inner = 0; inner < s->inner; inner++) {
            tk_status status = dtype == TK_I64 ? reduce_i64(s, outer, inner) : reduce_bool(s, outer, inner);
            if (status > worst) worst = status;
        }
    }
    return worst;
}

// MARK: Bringing a call to one of the forms

static bool is_combined(const tk_view *out, const tk_view *in, int axis) {
    return out->sizes[axis] == 1 && in->sizes[axis] != 1;
}

/// Whether the combined axes of a contiguous input are neighbours; then its sizes are [outer, n, inner].
static bool find_form(const tk_view *out, const tk_view *in, shape3 *s) {
    s->outer = s->n = s->inner = 1;
    bool before = true, after = false;
    for (int axis = 0; axis < in->rank; axis++) {
        int64_t size = in->sizes[axis];
        if (size == 1) continue;
        if (is_combined(out, in, axis)) {
            if (after) return false;
            before = false;
            s->n *= size;
        } else {
            if (!before) after = true;
            *(after ? &s->inner : &s->outer) *= size;
        }
    }
    return tk_is_contiguous(in);
}

/// The same input with its combined axes last.
static tk_view combined_last(const tk_view *out, const tk_view *in) {
    tk_view moved = *in;
    int next = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int axis = 0; axis < in->rank; axis++) {
            if (is_combined(out, in, axis) != (pass == 1)) continue;
            moved.sizes[next] = in->sizes[axis];
            moved.strides[next++] = in->strides[axis];
        }
    }
    return moved;
}

static tk_view packed(const tk_view *view, void *data) {
    tk_view result = *view;
    result.data = data;
    int64_t step = 1;
    for (int axis = view->rank - 1; axis >= 0; axis--) {
        result.strides[axis] = step;
        step *= view->sizes[axis];
    }
    return result;
}

static tk_status reduce_form(const shape3 *s, int dtype) {
    if (dtype == TK_BOOL || dtype == TK_I64) return reduce_exact(s, dtype);
    return s->inner == 1 ? reduce_rows(s, dtype) : reduce_columns(s, dtype);
}

/// Copies the input so that its combined axes come last.
static tk_status reduce_copied(const tk_view *out, const tk_view *in, shape3 *s) {
    tk_view moved = combined_last(out, in);
    size_t bytes = (size_t)tk_count(in) * tk_size(in->dtype);
    void *scratch = tk_allocate(bytes);
    if (!scratch) return TK_MEMORY;
    tk_view views[2] = {packed(&moved, scratch), moved};
    tk_call copy = {.views = views, .outputs = 1, .inputs = 1};
    tk_status status = tk_copy(&copy);
    s->outer = tk_count(out);
    s->n = tk_count(in) / s->outer;
    s->inner = 1;
    s->in = scratch;
    if (status == TK_OK) status = reduce_form(s, in->dtype);
    tk_release(scratch, bytes);
    return status;
}

/// What combining nothing gives.
static tk_status fill_empty(const tk_view *out, int op, int dtype) {
    if (op == TK_MAXIMUM || op == TK_MINIMUM) return TK_EMPTY;
    tk_call fill = {.views = (tk_view *)out, .outputs = 1};
    fill.reals[0] = op == TK_PRODUCT || op == TK_ALL ? 1 : op == TK_MEAN ? NAN : 0;
    return tk_fill(&fill);
}

static bool is_supported(int op, int dtype) {
    if (op < 0 || op >= TK_REDUCE_OPS) return false;
    if (dtype == TK_BOOL) return op >= TK_MAXIMUM;
    if (op >= TK_ANY) return false;
    return dtype != TK_I64 || op != TK_MEAN;
}

tk_status tk_reduce(const tk_call *call) {
    const tk_view *out = &call->views[0], *in = &call->views[1];
    if (!is_supported(call->op, in->dtype)) return TK_UNSUPPORTED;
    if (tk_count(out) == 0) return TK_OK;
    if (tk_count(in) == 0) return fill_empty(out, call->op, in->dtype);
    shape3 s = {.in = in->data, .out = out->data, .op = call->op};
    if (find_form(out, in, &s)) return reduce_form(&s, in->dtype);
    return reduce_copied(out, in, &s);
}
