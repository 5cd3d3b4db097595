/// A chain of element-wise operations in one pass over memory: a tiny program that runs on tiles of f32 which stay in
/// the first level cache.
#ifndef TENON_TK_FUSED_H
#define TENON_TK_FUSED_H
#include "tk_core.h"
#include "tk_pointwise.h"

/// What a step may do beyond `tk_unary_op` and `tk_binary_op`. Truth values are 1 and 0 here.
enum {
    /// Unary ops are these plus a `tk_unary_op`, binary ops plus a `tk_binary_op`, comparisons plus a `tk_compare_op`.
    TK_STEP_UNARY = 0,
    TK_STEP_BINARY = 64,
    TK_STEP_COMPARE = 96,
    /// a ? b : c.
    TK_STEP_WHERE = 112,
    /// a · b + c.
    TK_STEP_MULTIPLY_ADD = 113,
    /// a where b > 0, else 0: the gradient of relu.
    TK_STEP_KEEP_POSITIVE = 114,
};

#define TK_FUSED_INPUTS 12
#define TK_FUSED_OUTPUTS 4
#define TK_FUSED_STEPS 64

/// One operation. `a`, `b`, `c` are registers: inputs first, then constants, then the results of steps, in order.
typedef struct tk_step {
    uint8_t op;
    uint8_t a, b, c;
} tk_step;

/// The program of a call, in its `extra`.
typedef struct tk_program {
    int32_t steps, constants;
    tk_step step[TK_FUSED_STEPS];
    float constant[16];
    /// The register that each output takes.
    uint8_t result[TK_FUSED_OUTPUTS];
} tk_program;

/// views: contiguous outputs of the same sizes, then inputs that are stretched to them; f32. `extra` points at a
/// `tk_program`. An output may be the same memory as an input of the same sizes.
tk_status tk_fused(const tk_call *call);

#endif
