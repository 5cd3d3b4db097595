#include "math.h"
#include "rows.h"

#define FLOATING_ROWS(NAME, F32, F64)                                                                    \
    BINARY_ROW(NAME##_f32, float, float, F32)                                                            \
    BINARY_ROW(NAME##_f64, double, double, F64)

/// The remainder with the divisor's sign. By 0 it is NaN.
#define MODULO(T, FMOD)                                                                                  \
    TK_INLINE T modulo_##T(T a, T b) {                                                                   \
        T r = FMOD(a, b);                                                                                \
        return r != 0 && (r < 0) != (b < 0) ? r + b : r;                                                 \
    }
MODULO(float, fmodf)
MODULO(double, fmod)

/// From the exact remainder, since the rounded quotient may lie beyond an integer that the true one does not reach.
#define FLOOR_QUOTIENT(T, FLOOR)                                                                         \
    TK_INLINE T floor_quotient_##T(T a, T b) {                                                           \
        if (b == 0 || a - a != 0) return a / b;                                                          \
        if (b - b != 0) return b != b ? b : (a != 0 && (a < 0) != (b < 0)) ? -1 : 0;                     \
        return FLOOR((a - modulo_##T(a, b)) / b + (T)0.5);                                               \
    }
FLOOR_QUOTIENT(float, floorf)
FLOOR_QUOTIENT(double, floor)

#define LARGER(a, b) ((a) > (b) || (a) != (a) ? (a) : (b))
#define SMALLER(a, b) ((a) < (b) || (a) != (a) ? (a) : (b))

FLOATING_ROWS(add, a + b, a + b)
FLOATING_ROWS(sub, a - b, a - b)
FLOATING_ROWS(mul, a * b, a * b)
FLOATING_ROWS(div, a / b, a / b)
FLOATING_ROWS(max, LARGER(a, b), LARGER(a, b))
FLOATING_ROWS(min, SMALLER(a, b), SMALLER(a, b))
FLOATING_ROWS(floor_div, floor_quotient_float(a, b), floor_quotient_double(a, b))
FLOATING_ROWS(mod, modulo_float(a, b), modulo_double(a, b))
FLOATING_ROWS(power, powf(a, b), pow(a, b))
FLOATING_ROWS(power_square, a * a + 0 * b, a * a + 0 * b)
FLOATING_ROWS(power_cube, a * a * a + 0 * b, a * a * a + 0 * b)
/// As C's pow, and unlike the square root, -0 gives 0 and minus infinity gives infinity.
FLOATING_ROWS(power_half, a == -INFINITY ? INFINITY : sqrtf(a + 0.0f) + 0 * b, a == -INFINITY ? INFINITY : sqrt(a + 0.0) + 0 * b)
BINARY_ROW(max_i64, int64_t, int64_t, a > b ? a : b)
BINARY_ROW(min_i64, int64_t, int64_t, a < b ? a : b)

/// Powers whose exponent is one number for the whole row; small whole ones and roots need no logarithm.
#define POWER_ROW(T, SUFFIX)                                                                             \
    static tk_status pow_##SUFFIX(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        T exponent = *(const T *)data[2];                                                                \
        if (strides[2] == 0 && exponent == 2) return power_square_##SUFFIX(data, strides, n, _);         \
        if (strides[2] == 0 && exponent == 3) return power_cube_##SUFFIX(data, strides, n, _);           \
        if (strides[2] == 0 && exponent == (T)0.5) return power_half_##SUFFIX(data, strides, n, _);      \
        return power_##SUFFIX(data, strides, n, _);                                                      \
    }
POWER_ROW(float, f32)
POWER_ROW(double, f64)

// MARK: Integers

/// A row function on integers; `STATUS` sets `y` and says how that went.
#define CHECKED_ROW(NAME, STATUS)                                                                        \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) {         \
        tk_status worst = TK_OK;                                                                         \
        for (int64_t i = 0; i < n; i++) {                                                                \
            int64_t a = LEFT(int64_t, i), b = RIGHT(int64_t, i), y = 0;                                  \
            tk_status status = (STATUS);                                                                 \
            if (status > worst) worst = status;                                                          \
            OUT(int64_t, i) = y;                                                                         \
        }                                                                                                \
        return worst;                                                                                    \
    }

#define FITS(OVERFLOWS) ((OVERFLOWS) ? TK_OVERFLOW : TK_OK)

static inline tk_status floor_divide(int64_t a, int64_t b, int64_t *y) {
    if (b == 0) return TK_ZERO_DIVISION;
    if (b == -1) return FITS(__builtin_sub_overflow((int64_t)0, a, y));
    *y = a / b - (a % b != 0 && (a < 0) != (b < 0));
    return TK_OK;
}

static inline tk_status remainder_of(int64_t a, int64_t b, int64_t *y) {
    if (b == 0) return TK_ZERO_DIVISION;
    int64_t r = b == -1 ? 0 : a % b;
    *y = r != 0 && (r < 0) != (b < 0) ? r + b : r;
    return TK_OK;
}

/// By repeated squaring.
static inline tk_status raise_to(int64_t base, int64_t exponent, int64_t *y) {
    if (exponent < 0) return TK_DOMAIN;
    bool failed = false;
    for (*y = 1; exponent > 0; exponent >>= 1) {
        if (exponent & 1) failed |= __builtin_mul_overflow(*y, base, y);
        if (exponent > 1) failed |= __builtin_mul_overflow(base, base, &base);
        if (failed) return TK_OVERFLOW;
    }
    return TK_OK;
}

CHECKED_ROW(add_i64, FITS(__builtin_add_overflow(a, b, &y)))
CHECKED_ROW(sub_i64, FITS(__builtin_sub_overflow(a, b, &y)))
CHECKED_ROW(mul_i64, FITS(__builtin_mul_overflow(a, b, &y)))
CHECKED_ROW(floor_div_i64, floor_divide(a, b, &y))
CHECKED_ROW(mod_i64, remainder_of(a, b, &y))
CHECKED_ROW(pow_i64, raise_to(a, b, &y))

/// By op, then by dtype: bool, i64, f32, f64.
static const row_fn rows[TK_BINARY_OPS][4] = {
    [TK_ADD] = {NULL, add_i64, add_f32, add_f64},
    [TK_SUB] = {NULL, sub_i64, sub_f32, sub_f64},
    [TK_MUL] = {NULL, mul_i64, mul_f32, mul_f64},
    [TK_DIV] = {NULL, NULL, div_f32, div_f64},
    [TK_POW] = {NULL, pow_i64, pow_f32, pow_f64},
    [TK_MAX] = {NULL, max_i64, max_f32, max_f64},
    [TK_MIN] = {NULL, min_i64, min_f32, min_f64},
    [TK_FLOOR_DIV] = {NULL, floor_div_i64, floor_div_f32, floor_div_f64},
    [TK_MOD] = {NULL, mod_i64, mod_f32, mod_f64},
};

row_fn binary_row(int op, int dtype) {
    return op >= 0 && op < TK_BINARY_OPS ? rows[op][dtype & 3] : NULL;
}

tk_status tk_binary(const tk_call *call) {
    row_fn row = binary_row(call->op, call->views[0].dtype);
    if (!row) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 3);
    return loop_run(&over, row, NULL);
}

// MARK: Comparisons

#define COMPARE_ROWS(NAME, OPERATOR)                                                                     \
    BINARY_ROW(NAME##_bool, uint8_t, uint8_t, a OPERATOR b)                                              \
    BINARY_ROW(NAME##_i64, int64_t, uint8_t, a OPERATOR b)                                               \
    BINARY_ROW(NAME##_f32, float, uint8_t, a OPERATOR b)                                                 \
    BINARY_ROW(NAME##_f64, double, uint8_t, a OPERATOR b)

COMPARE_ROWS(equal, ==)
COMPARE_ROWS(not_equal, !=)
COMPARE_ROWS(less, <)
COMPARE_ROWS(less_equal, <=)
COMPARE_ROWS(greater, >)
COMPARE_ROWS(greater_equal, >=)
BINARY_ROW(and_bool, uint8_t, uint8_t, a & b)
BINARY_ROW(or_bool, uint8_t, uint8_t, a | b)
BINARY_ROW(xor_bool, uint8_t, uint8_t, a ^ b)

#define BY_DTYPE(NAME) {NAME##_bool, NAME##_i64, NAME##_f32, NAME##_f64}
static const row_fn comparisons[][4] = {
    [TK_EQUAL] = BY_DTYPE(equal),     [TK_NOT_EQUAL] = BY_DTYPE(not_equal),
    [TK_LESS] = BY_DTYPE(less),       [TK_LESS_EQUAL] = BY_DTYPE(less_equal),
    [TK_GREATER] = BY_DTYPE(greater), [TK_GREATER_EQUAL] = BY_DTYPE(greater_equal),
};

tk_status tk_compare(const tk_call *call) {
    if (call->op < 0 || call->op > TK_GREATER_EQUAL) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 3);
    return loop_run(&over, comparisons[call->op][call->views[1].dtype & 3], NULL);
}

tk_status tk_logic(const tk_call *call) {
    static const row_fn logic[] = {[TK_AND] = and_bool, [TK_OR] = or_bool, [TK_XOR] = xor_bool};
    if (call->op < 0 || call->op > TK_XOR) return TK_UNSUPPORTED;
    loop over = loop_over(call->views, 3);
    return loop_run(&over, logic[call->op], NULL);
}
