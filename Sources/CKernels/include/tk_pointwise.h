/// Kernels that compute each element from those at the same place. Inputs whose sizes are smaller than the output's
/// are stretched to it, from the last axis on; strides are free.
#ifndef TENON_TK_POINTWISE_H
#define TENON_TK_POINTWISE_H
#include "tk_core.h"

typedef enum tk_unary_op {
    TK_NEG, TK_ABS, TK_SIGN, TK_SQUARE, TK_RECIPROCAL, TK_SQRT, TK_RSQRT, TK_EXP, TK_EXPM1, TK_LOG, TK_LOG1P,
    TK_SIN, TK_COS, TK_TAN, TK_TANH, TK_SIGMOID, TK_RELU,
    /// log(1 + exp x), without overflow.
    TK_SOFTPLUS,
    /// The exact form, x Φ(x).
    TK_GELU,
    TK_ERF, TK_FLOOR, TK_CEIL,
    /// To the nearest integer, halves to the even one.
    TK_ROUND,
    /// On bool alone.
    TK_NOT,
    TK_UNARY_OPS
} tk_unary_op;

/// views: output, input of one dtype. `op` is a `tk_unary_op`. f32 and f64 have all but `TK_NOT`; i64 has `TK_NEG`,
/// `TK_ABS`, `TK_SIGN`, `TK_SQUARE`, `TK_RELU` and the roundings, with `TK_OVERFLOW`.
tk_status tk_unary(const tk_call *call);

typedef enum tk_test_op { TK_IS_NAN, TK_IS_FINITE, TK_IS_INFINITE } tk_test_op;

/// views: bool output, input. `op` is a `tk_test_op`.
tk_status tk_test(const tk_call *call);

typedef enum tk_binary_op {
    TK_ADD, TK_SUB, TK_MUL,
    /// On decimals alone.
    TK_DIV,
    TK_POW,
    /// NaN if either is.
    TK_MAX, TK_MIN,
    /// The quotient rounded down, and what is left, with the divisor's sign.
    TK_FLOOR_DIV, TK_MOD,
    TK_BINARY_OPS
} tk_binary_op;

/// views: output and two inputs of one dtype, f32, f64 or i64. `op` is a `tk_binary_op`. i64 gives `TK_OVERFLOW`,
/// `TK_ZERO_DIVISION`, and `TK_DOMAIN` for a negative power.
tk_status tk_binary(const tk_call *call);

typedef enum tk_compare_op { TK_EQUAL, TK_NOT_EQUAL, TK_LESS, TK_LESS_EQUAL, TK_GREATER, TK_GREATER_EQUAL } tk_compare_op;

/// views: bool output and two inputs of one dtype. `op` is a `tk_compare_op`; all but not-equal are false on NaN.
tk_status tk_compare(const tk_call *call);

typedef enum tk_logic_op { TK_AND, TK_OR, TK_XOR } tk_logic_op;

/// views: output and two inputs, all bool. `op` is a `tk_logic_op`.
tk_status tk_logic(const tk_call *call);

/// views: output, bool condition, and two inputs of the output's dtype: the first where true, else the second.
tk_status tk_where(const tk_call *call);

#endif
