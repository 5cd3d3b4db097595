#include "loop.h"
#include "tk_move.h"

// Conversions between dtypes. Only decimals to i64 can fail: those that are not finite or too large.

#define PLAIN(x) (x)
#define TRUTH(x) ((x) != 0)

/// One row function: a loop that the compiler turns into vectors where both sides lie one after another.
#define CAST_ROW(NAME, FROM, TO, CONVERT)                                                                \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        char *to = data[0], *from = data[1];                                                             \
        int64_t a = strides[0], b = strides[1];                                                          \
        if (a == sizeof(TO) && b == sizeof(FROM)) {                                                      \
            TO *restrict out = (TO *)to;                                                                 \
            const FROM *restrict in = (const FROM *)from;                                                \
            for (int64_t i = 0; i < n; i++) out[i] = (TO)CONVERT(in[i]);                                 \
        } else {                                                                                         \
            for (int64_t i = 0; i < n; i++) *(TO *)(to + i * a) = (TO)CONVERT(*(const FROM *)(from + i * b)); \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }

#define CHECKED_ROW(NAME, FROM)                                                                          \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) {         \
        bool fits = true;                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                                \
            double x = *(const FROM *)(data[1] + i * strides[1]);                                        \
            bool ok = x >= -0x1p63 && x < 0x1p63;                                                        \
            fits &= ok;                                                                                  \
            *(int64_t *)(data[0] + i * strides[0]) = ok ? (int64_t)x : 0;                                \
        }                                                                                                \
        return fits ? TK_OK : TK_OVERFLOW;                                                               \
    }

CAST_ROW(bool_bool, uint8_t, uint8_t, TRUTH)
CAST_ROW(bool_i64, uint8_t, int64_t, PLAIN)
CAST_ROW(bool_f32, uint8_t, float, PLAIN)
CAST_ROW(bool_f64, uint8_t, double, PLAIN)
CAST_ROW(i64_bool, int64_t, uint8_t, TRUTH)
CAST_ROW(i64_i64, int64_t, int64_t, PLAIN)
CAST_ROW(i64_f32, int64_t, float, PLAIN)
CAST_ROW(i64_f64, int64_t, double, PLAIN)
CAST_ROW(f32_bool, float, uint8_t, TRUTH)
CHECKED_ROW(f32_i64, float)
CAST_ROW(f32_f32, float, float, PLAIN)
CAST_ROW(f32_f64, float, double, PLAIN)
CAST_ROW(f64_bool, double, uint8_t, TRUTH)
CHECKED_ROW(f64_i64, double)
CAST_ROW(f64_f32, double, float, PLAIN)
CAST_ROW(f64_f64, double, double, PLAIN)

/// By dtype of the input, then of the output.
static const row_fn casts[4][4] = {
    {bool_bool, bool_i64, bool_f32, bool_f64},
    {i64_bool, i64_i64, i64_f32, i64_f64},
    {f32_bool, f32_i64, f32_f32, f32_f64},
    {f64_bool, f64_i64, f64_f32, f64_f64},
};

tk_status tk_cast(const tk_call *call) {
    loop over = loop_over(call->views, 2);
    return loop_run(&over, casts[call->views[1].dtype & 3][call->views[0].dtype & 3], NULL);
}
