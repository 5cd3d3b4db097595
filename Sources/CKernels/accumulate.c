#include "math.h"
#include "tk_move.h"

// Adding onto an output, and filling one.

#define ADD_ROW(NAME, T)                                                                                 \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        if (strides[0] == sizeof(T) && strides[1] == sizeof(T)) {                                        \
            T *out = (T *)data[0];                                                                       \
            const T *in = (const T *)data[1];                                                            \
            _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < n; i++) out[i] += in[i]; \
            return TK_OK;                                                                                \
        }                                                                                                \
        for (int64_t i = 0; i < n; i++) *(T *)(data[0] + i * strides[0]) += *(const T *)(data[1] + i * strides[1]); \
        return TK_OK;                                                                                    \
    }
ADD_ROW(add_f32, float)
ADD_ROW(add_f64, double)

static tk_status add_i64(char *const *data, const int64_t *strides, int64_t n, const void *_) {
    bool failed = false;
    for (int64_t i = 0; i < n; i++) {
        int64_t *to = (int64_t *)(data[0] + i * strides[0]);
        failed |= __builtin_add_overflow(*to, *(const int64_t *)(data[1] + i * strides[1]), to);
    }
    return failed ? TK_OVERFLOW : TK_OK;
}

tk_status tk_accumulate(const tk_call *call) {
    static const row_fn rows[4] = {NULL, add_i64, add_f32, add_f64};
    row_fn row = rows[call->views[0].dtype & 3];
    if (!row) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 2);
    return loop_run(&over, row, NULL);
}

#define FILL_ROW(NAME, T, VALUE)                                                                         \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *context) { \
        const tk_call *call = context;                                                                   \
        T value = (T)(VALUE);                                                                            \
        if (strides[0] == sizeof(T)) {                                                                   \
            T *out = (T *)data[0];                                                                       \
            for (int64_t i = 0; i < n; i++) out[i] = value;                                              \
        } else {                                                                                         \
            for (int64_t i = 0; i < n; i++) *(T *)(data[0] + i * strides[0]) = value;                    \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
FILL_ROW(fill_bool, uint8_t, call->reals[0] != 0)
FILL_ROW(fill_f32, float, call->reals[0])
FILL_ROW(fill_f64, double, call->reals[0])
/// An i64 value stands in `ints[0]`, unless it is a whole number that a double holds.
FILL_ROW(fill_i64, int64_t, call->reals[0] != 0 ? (int64_t)call->reals[0] : call->ints[0])

tk_status tk_fill(const tk_call *call) {
    static const row_fn rows[4] = {fill_bool, fill_i64, fill_f32, fill_f64};
    loop over = loop_over(call->views, 1);
    return loop_run(&over, rows[call->views[0].dtype & 3], call);
}
