#include "math.h"
#include "softmax.h"
#include "tk_softmax.h"

/// Running values that a row keeps side by side, so that vectors need no reordering and the order is fixed.
#define LANES 16

/// Folds a row into lanes, then lanes into one; `EXPRESSION` combines `value` with element i.
#define FOLD(T, START, EXPRESSION, LANE_EXPRESSION)                                                      \
    T lanes[LANES], value = (START);                                                                     \
    for (int l = 0; l < LANES; l++) lanes[l] = value;                                                    \
    int64_t i = 0;                                                                                       \
    for (; i + LANES <= n; i += LANES) {                                                                 \
        for (int l = 0; l < LANES; l++) {                                                                \
            T value = lanes[l];                                                                          \
            const int64_t k = i + l;                                                                     \
            lanes[l] = (EXPRESSION);                                                                     \
        }                                                                                                \
    }                                                                                                    \
    for (int l = 0; i < n; i++, l++) {                                                                   \
        T value = lanes[l];                                                                              \
        const int64_t k = i;                                                                             \
        lanes[l] = (EXPRESSION);                                                                         \
    }                                                                                                    \
    for (int l = 0; l < LANES; l++) {                                                                    \
        const T lane = lanes[l];                                                                         \
        value = (LANE_EXPRESSION);                                                                       \
    }                                                                                                    \
    return value;

#define HELPERS(T, EXP)                                                                                  \
    TK_INLINE T largest_##T(const T *x, int64_t n) {                                                     \
        FOLD(T, (T)-INFINITY, x[k] > value ? x[k] : value, lane > value ? lane : value)                  \
    }                                                                                                    \
    TK_INLINE T sum_##T(const T *x, int64_t n) { FOLD(T, 0, value + x[k], value + lane) }                \
    TK_INLINE T dot_##T(const T *x, const T *y, int64_t n) { FOLD(T, 0, value + x[k] * y[k], value + lane) } \
    TK_INLINE T sum_exp_##T(const T *x, T m, int64_t n) { FOLD(T, 0, value + EXP(x[k] - m), value + lane) } \
    TK_INLINE T exp_and_sum_##T(T *y, const T *x, T m, int64_t n) {                                      \
        FOLD(T, 0, value + (y[k] = EXP(x[k] - m)), value + lane)                                         \
    }
HELPERS(float, exp_f32)
HELPERS(double, exp_f64)

#define SOFTMAX_ROWS(T, EXP, LOG)                                                                        \
    TK_CLONES static void softmax_##T(T *restrict y, const T *restrict x, int64_t n) {                   \
        T m = largest_##T(x, n), scale = 1 / exp_and_sum_##T(y, x, m, n);                                \
        for (int64_t i = 0; i < n; i++) y[i] *= scale;                                                   \
    }                                                                                                    \
    TK_CLONES static void log_softmax_##T(T *restrict y, const T *restrict x, int64_t n) {               \
        T m = largest_##T(x, n), rest = LOG(sum_exp_##T(x, m, n));                                       \
        for (int64_t i = 0; i < n; i++) y[i] = (x[i] - m) - rest;                                        \
    }                                                                                                    \
    TK_CLONES static void softmax_gradient_##T(T *restrict dx, const T *restrict y, const T *restrict dy, int64_t n) { \
        T dot = dot_##T(y, dy, n);                                                                       \
        for (int64_t i = 0; i < n; i++) dx[i] = y[i] * (dy[i] - dot);                                    \
    }                                                                                                    \
    TK_CLONES static void log_softmax_gradient_##T(T *restrict dx, const T *restrict y, const T *restrict dy, \
                                                   int64_t n) {                                          \
        T sum = sum_##T(dy, n);                                                                          \
        for (int64_t i = 0; i < n; i++) dx[i] = dy[i] - EXP(y[i]) * sum;                                 \
    }
SOFTMAX_ROWS(float, exp_f32, log_f32)
SOFTMAX_ROWS(double, exp_f64, log_f64)

#define ROWS_IN_PLACE(T, EXP)                                                                            \
    TK_INLINE T exp_in_place_##T(T *x, T m, T scale, int64_t n) {                                        \
        FOLD(T, 0, value + (x[k] = EXP((x[k] - m) * scale)), value + lane)                               \
    }                                                                                                    \
    TK_CLONES void softmax_in_place_##T(T *x, T scale, int64_t n) {                                      \
        T m = largest_##T(x, n), part = 1 / exp_in_place_##T(x, m, scale, n);                            \
        for (int64_t i = 0; i < n; i++) x[i] *= part;                                                    \
    }                                                                                                    \
    TK_CLONES void softmax_gradient_in_place_##T(T *restrict dy, const T *restrict y, T scale, int64_t n) { \
        T dot = dot_##T(y, dy, n);                                                                       \
        for (int64_t i = 0; i < n; i++) dy[i] = scale * y[i] * (dy[i] - dot);                            \
    }
ROWS_IN_PLACE(float, exp_f32)
ROWS_IN_PLACE(double, exp_f64)

/// Lines as rows; the caller has made sure that each lies in one piece.
#define LINE2(NAME, T)                                                                                   \
    static tk_status NAME##_line_##T(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        NAME##_##T((T *)data[0], (const T *)data[1], n);                                                 \
        return TK_OK;                                                                                    \
    }
#define LINE3(NAME, T)                                                                                   \
    static tk_status NAME##_line_##T(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        NAME##_##T((T *)data[0], (const T *)data[1], (const T *)data[2], n);                             \
        return TK_OK;                                                                                    \
    }
LINE2(softmax, float)
LINE2(softmax, double)
LINE2(log_softmax, float)
LINE2(log_softmax, double)
LINE3(softmax_gradient, float)
LINE3(softmax_gradient, double)
LINE3(log_softmax_gradient, float)
LINE3(log_softmax_gradient, double)

static tk_status run(const tk_call *call, row_fn f32, row_fn f64) {
    int count = call->outputs + call->inputs, axis = call->views[0].rank - 1, dtype = call->views[0].dtype;
    if (dtype != TK_F32 && dtype != TK_F64) return TK_UNSUPPORTED;
    for (int v = 0; v < count; v++) {
        if (call->views[v].rank == 0 || (call->views[v].strides[axis] != 1 && call->views[v].sizes[axis] > 1))
            return TK_UNSUPPORTED;
    }
    return lines_run(call->views, count, axis, dtype == TK_F32 ? f32 : f64, NULL);
}

// MARK: Short rows

/// Rows up to this long are done many at a time, since a call for each would cost more than the row.
#define SHORT 24
/// Short rows that are done at a time, in the first level cache.
#define BLOCK_ROWS 128

#define SHORT_ROWS(T, EXP)                                                                               \
    TK_CLONES static void short_rows_##T(T *restrict y, const T *restrict x, int64_t rows, int64_t n) {  \
        for (int64_t r = 0; r < rows; r++) {                                                             \
            T m = x[r * n];                                                                              \
            for (int64_t i = 1; i < n; i++) m = x[r * n + i] > m ? x[r * n + i] : m;                     \
            for (int64_t i = 0; i < n; i++) y[r * n + i] = x[r * n + i] - m;                             \
        }                                                                                                \
        for (int64_t i = 0; i < rows * n; i++) y[i] = EXP(y[i]);                                         \
        for (int64_t r = 0; r < rows; r++) {                                                             \
            T sum = 0;                                                                                   \
            for (int64_t i = 0; i < n; i++) sum += y[r * n + i];                                         \
            T scale = 1 / sum;                                                                           \
            for (int64_t i = 0; i < n; i++) y[r * n + i] *= scale;                                       \
        }                                                                                                \
    }                                                                                                    \
    static tk_status short_rows_task_##T(const void *context, int64_t task) {                            \
        const tk_view *views = context;                                                                  \
        int64_t n = views[0].sizes[views[0].rank - 1], rows = tk_count(&views[0]) / n, start = task * BLOCK_ROWS; \
        int64_t block = rows - start < BLOCK_ROWS ? rows - start : BLOCK_ROWS;                           \
        short_rows_##T((T *)views[0].data + start * n, (const T *)views[1].data + start * n, block, n);  \
        return TK_OK;                                                                                    \
    }
SHORT_ROWS(float, exp_f32)
SHORT_ROWS(double, exp_f64)

static bool has_short_rows(const tk_view *y, const tk_view *x) {
    if (y->rank == 0 || tk_count(y) == 0 || y->dtype < TK_F32) return false;
    return y->sizes[y->rank - 1] <= SHORT && tk_is_contiguous(y) && tk_is_contiguous(x);
}

static tk_status softmax_short_rows(const tk_view *views) {
    const tk_view *y = &views[0];
    tk_task task = y->dtype == TK_F32 ? short_rows_task_float : short_rows_task_double;
    int64_t rows = tk_count(y) / y->sizes[y->rank - 1], tasks = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
    if (tk_count(y) >= LOOP_CHUNK) return tk_parallel(tasks, task, views);
    for (int64_t i = 0; i < tasks; i++) task(views, i);
    return TK_OK;
}

tk_status tk_softmax(const tk_call *call) {
    if (has_short_rows(&call->views[0], &call->views[1])) return softmax_short_rows(call->views);
    return run(call, softmax_line_float, softmax_line_double);
}

tk_status tk_log_softmax(const tk_call *call) { return run(call, log_softmax_line_float, log_softmax_line_double); }

tk_status tk_softmax_gradient(const tk_call *call) {
    return run(call, softmax_gradient_line_float, softmax_gradient_line_double);
}

tk_status tk_log_softmax_gradient(const tk_call *call) {
    return run(call, log_softmax_gradient_line_float, log_softmax_gradient_line_double);
}
