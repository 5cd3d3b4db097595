#include "math.h"
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

/// A short row, filled up with −∞ to one vector's length.
#define SHORT_ROW(T, EXP)                                                                                \
    TK_INLINE void softmax_short_##T(T *restrict y, const T *restrict x, int64_t n) {                    \
        T lanes[LANES], m = x[0], sum = 0;                                                               \
        for (int l = 0; l < LANES; l++) lanes[l] = -INFINITY;                                            \
        for (int64_t i = 0; i < n; i++) {                                                                \
            lanes[i] = x[i];                                                                             \
            m = x[i] > m ? x[i] : m;                                                                     \
        }                                                                                                \
        for (int l = 0; l < LANES; l++) lanes[l] = EXP(lanes[l] - m);                                    \
        for (int64_t i = 0; i < n; i++) sum += lanes[i];                                                 \
        T scale = 1 / sum;                                                                               \
        for (int64_t i = 0; i < n; i++) y[i] = lanes[i] * scale;                                         \
    }
SHORT_ROW(float, exp_f32)
SHORT_ROW(double, exp_f64)

#define SOFTMAX_ROWS(T, EXP, LOG)                                                                        \
    TK_CLONES static void softmax_##T(T *restrict y, const T *restrict x, int64_t n) {                   \
        if (n > 0 && n <= LANES) {                                                                       \
            softmax_short_##T(y, x, n);                                                                  \
            return;                                                                                      \
        }                                                                                                \
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

tk_status tk_softmax(const tk_call *call) { return run(call, softmax_line_float, softmax_line_double); }

tk_status tk_log_softmax(const tk_call *call) { return run(call, log_softmax_line_float, log_softmax_line_double); }

tk_status tk_softmax_gradient(const tk_call *call) {
    return run(call, softmax_gradient_line_float, softmax_gradient_line_double);
}

tk_status tk_log_softmax_gradient(const tk_call *call) {
    return run(call, log_softmax_gradient_line_float, log_softmax_gradient_line_double);
}
