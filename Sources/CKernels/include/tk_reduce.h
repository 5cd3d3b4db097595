/// Kernels that combine the elements along axes. The order of additions depends on sizes alone.
#ifndef TENON_TK_REDUCE_H
#define TENON_TK_REDUCE_H
#include "tk_core.h"

typedef enum tk_reduce_op {
    TK_SUM, TK_MEAN, TK_PRODUCT,
    /// NaN if any element is; `TK_EMPTY` of no elements.
    TK_MAXIMUM, TK_MINIMUM,
    /// On bool alone.
    TK_ANY, TK_ALL,
    TK_REDUCE_OPS
} tk_reduce_op;

/// views: output, input of one dtype and rank. The output has size 1 on the axes to combine, and the input's size on
/// the others. `op` is a `tk_reduce_op`. i64 sums and products give `TK_OVERFLOW`; i64 has no mean.
tk_status tk_reduce(const tk_call *call);

typedef enum tk_arg_op { TK_ARGMAX, TK_ARGMIN } tk_arg_op;

/// views: i64 output, input; the output has size 1 on the axis `ints[0]`. `op` is a `tk_arg_op`. Gives the first place
/// of the extreme; the first NaN counts as the extreme.
tk_status tk_arg(const tk_call *call);

/// views: output, input of one dtype and size. Running sums along axis `ints[0]`; backwards if `ints[1]` is 1.
tk_status tk_cumsum(const tk_call *call);

#endif
