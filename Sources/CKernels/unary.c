#include "math.h"
#include "rows.h"

// Loops that call the C library stay loops.
#pragma clang diagnostic ignored "-Wpass-failed"

#define FLOATING_ROWS(NAME, F32, F64)                                                                    \
    UNARY_ROW(NAME##_f32_row, float, F32)                                                                    \
    UNARY_ROW(NAME##_f64_row, double, F64)

#define SIGN(x) ((x) > 0 ? 1 : (x) < 0 ? -1 : (x))

FLOATING_ROWS(neg, -x, -x)
FLOATING_ROWS(absolute, fabsf(x), fabs(x))
FLOATING_ROWS(sign, SIGN(x), SIGN(x))
FLOATING_ROWS(square, x * x, x * x)
FLOATING_ROWS(reciprocal, 1.0f / x, 1.0 / x)
FLOATING_ROWS(sqrt, sqrtf(x), sqrt(x))
FLOATING_ROWS(rsqrt, 1.0f / sqrtf(x), 1.0 / sqrt(x))
FLOATING_ROWS(exp, exp_f32(x), exp_f64(x))
FLOATING_ROWS(expm1, expm1_f32(x), expm1_f64(x))
FLOATING_ROWS(log, log_f32(x), log_f64(x))
FLOATING_ROWS(log1p, log1p_f32(x), log1p_f64(x))
UNARY_ROW(sin_f64_row, double, sin(x))
UNARY_ROW(cos_f64_row, double, cos(x))

#define SINE_BLOCK 256

/// Blocks without a number that lies too far out for `sine_f32`, or is not finite, are vectors.
#define SINE_ROW(NAME, QUARTER, FAR)                                                                     \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        bool packed = strides[0] == sizeof(float) && strides[1] == sizeof(float);                        \
        for (int64_t start = 0; start < n; start += SINE_BLOCK) {                                        \
            int64_t end = start + SINE_BLOCK < n ? start + SINE_BLOCK : n;                               \
            int far = 0;                                                                                 \
            for (int64_t i = start; i < end; i++) far |= !(fabsf(LEFT(float, i)) <= SINE_LIMIT);         \
            float *out = (float *)data[0];                                                               \
            const float *in = (const float *)data[1];                                                    \
            if (packed && !far) {                                                                        \
                VECTORS for (int64_t i = start; i < end; i++) out[i] = sine_f32(in[i], QUARTER);         \
                continue;                                                                                \
            }                                                                                            \
            for (int64_t i = start; i < end; i++) {                                                      \
                const float x = LEFT(float, i);                                                          \
                OUT(float, i) = fabsf(x) <= SINE_LIMIT ? sine_f32(x, QUARTER) : FAR(x);                  \
            }                                                                                            \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
SINE_ROW(sin_f32_row, 0, sinf)
SINE_ROW(cos_f32_row, 1, cosf)
FLOATING_ROWS(tan, tanf(x), tan(x))
FLOATING_ROWS(tanh, tanh_f32(x), tanh_f64(x))
FLOATING_ROWS(sigmoid, sigmoid_f32(x), sigmoid_f64(x))
FLOATING_ROWS(relu, x < 0 ? 0 : x, x < 0 ? 0 : x)
FLOATING_ROWS(softplus, (x < 0 ? 0 : x) + log1p_f32(exp_f32(-fabsf(x))), (x < 0 ? 0 : x) + log1p_f64(exp_f64(-fabs(x))))
FLOATING_ROWS(gelu, gelu_f32(x), gelu_f64(x))
FLOATING_ROWS(erf, erf_f32(x), erf(x))
FLOATING_ROWS(floor, floorf(x), floor(x))
FLOATING_ROWS(ceil, ceilf(x), ceil(x))
FLOATING_ROWS(round, rintf(x), rint(x))
UNARY_ROW(sign_i64, int64_t, SIGN(x))
UNARY_ROW(relu_i64, int64_t, x < 0 ? 0 : x)
UNARY_ROW(same_i64, int64_t, x)
UNARY_ROW(not_bool, uint8_t, !x)

/// A row function on integers whose result may not fit.
#define CHECKED_ROW(NAME, FAILS)                                                                         \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) {         \
        bool failed = false;                                                                             \
        for (int64_t i = 0; i < n; i++) {                                                                \
            int64_t x = LEFT(int64_t, i), y;                                                               \
            failed |= (FAILS);                                                                           \
            OUT(int64_t, i) = y;                                                                         \
        }                                                                                                \
        return failed ? TK_OVERFLOW : TK_OK;                                                             \
    }

CHECKED_ROW(neg_i64, __builtin_sub_overflow((int64_t)0, x, &y))
CHECKED_ROW(absolute_i64, x < 0 ? __builtin_sub_overflow((int64_t)0, x, &y) : __builtin_add_overflow(x, 0, &y))
CHECKED_ROW(square_i64, __builtin_mul_overflow(x, x, &y))

/// By op, then by dtype: bool, i64, f32, f64.
static const row_fn rows[TK_UNARY_OPS][4] = {
    [TK_NEG] = {NULL, neg_i64, neg_f32_row, neg_f64_row},
    [TK_ABS] = {NULL, absolute_i64, absolute_f32_row, absolute_f64_row},
    [TK_SIGN] = {NULL, sign_i64, sign_f32_row, sign_f64_row},
    [TK_SQUARE] = {NULL, square_i64, square_f32_row, square_f64_row},
    [TK_RECIPROCAL] = {NULL, NULL, reciprocal_f32_row, reciprocal_f64_row},
    [TK_SQRT] = {NULL, NULL, sqrt_f32_row, sqrt_f64_row},
    [TK_RSQRT] = {NULL, NULL, rsqrt_f32_row, rsqrt_f64_row},
    [TK_EXP] = {NULL, NULL, exp_f32_row, exp_f64_row},
    [TK_EXPM1] = {NULL, NULL, expm1_f32_row, expm1_f64_row},
    [TK_LOG] = {NULL, NULL, log_f32_row, log_f64_row},
    [TK_LOG1P] = {NULL, NULL, log1p_f32_row, log1p_f64_row},
    [TK_SIN] = {NULL, NULL, sin_f32_row, sin_f64_row},
    [TK_COS] = {NULL, NULL, cos_f32_row, cos_f64_row},
    [TK_TAN] = {NULL, NULL, tan_f32_row, tan_f64_row},
    [TK_TANH] = {NULL, NULL, tanh_f32_row, tanh_f64_row},
    [TK_SIGMOID] = {NULL, NULL, sigmoid_f32_row, sigmoid_f64_row},
    [TK_RELU] = {NULL, relu_i64, relu_f32_row, relu_f64_row},
    [TK_SOFTPLUS] = {NULL, NULL, softplus_f32_row, softplus_f64_row},
    [TK_GELU] = {NULL, NULL, gelu_f32_row, gelu_f64_row},
    [TK_ERF] = {NULL, NULL, erf_f32_row, erf_f64_row},
    [TK_FLOOR] = {NULL, same_i64, floor_f32_row, floor_f64_row},
    [TK_CEIL] = {NULL, same_i64, ceil_f32_row, ceil_f64_row},
    [TK_ROUND] = {NULL, same_i64, round_f32_row, round_f64_row},
    [TK_NOT] = {not_bool, NULL, NULL, NULL},
};

row_fn unary_row(int op, int dtype) {
    return op >= 0 && op < TK_UNARY_OPS ? rows[op][dtype & 3] : NULL;
}

tk_status tk_unary(const tk_call *call) {
    row_fn row = unary_row(call->op, call->views[0].dtype);
    if (!row) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 2);
    return loop_run(&over, row, NULL);
}

// MARK: Tests

#define TEST_ROW(NAME, T, EXPRESSION)                                                                    \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        for (int64_t i = 0; i < n; i++) {                                                                \
            const T x = LEFT(T, i);                                                                        \
            OUT(uint8_t, i) = (EXPRESSION);                                                              \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }

TEST_ROW(never, uint8_t, (x & 0))
TEST_ROW(always, uint8_t, (x | 1) != 0)
TEST_ROW(nan_f32, float, x != x)
TEST_ROW(nan_f64, double, x != x)
TEST_ROW(finite_f32, float, fabsf(x) < INFINITY)
TEST_ROW(finite_f64, double, fabs(x) < INFINITY)
TEST_ROW(infinite_f32, float, fabsf(x) == INFINITY)
TEST_ROW(infinite_f64, double, fabs(x) == INFINITY)

static const row_fn tests[3][4] = {
    [TK_IS_NAN] = {never, never, nan_f32, nan_f64},
    [TK_IS_FINITE] = {always, always, finite_f32, finite_f64},
    [TK_IS_INFINITE] = {never, never, infinite_f32, infinite_f64},
};

tk_status tk_test(const tk_call *call) {
    if (call->op < 0 || call->op > TK_IS_INFINITE) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 2);
    return loop_run(&over, tests[call->op][call->views[1].dtype & 3], NULL);
}
