/// Matrix products on BLAS, which runs on one thread; the pool splits their rows or columns.
#ifndef TENON_TK_MATMUL_H
#define TENON_TK_MATMUL_H
#include "tk_core.h"

/// views: output [batch…, m, n], a [batch…, m, k], b [batch…, k, n] of one dtype, not bool. Batch axes of size 1 are
/// stretched. Matrices may be transposed views; others are copied first. The output's rows lie in one piece. It is
/// added to if `ints[0]` is 1. f32 and f64 go to BLAS; i64 gives `TK_OVERFLOW`.
tk_status tk_matmul(const tk_call *call);

#endif
