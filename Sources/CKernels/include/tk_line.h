/// One line of elements without a `tk_call`: what a call costs is most of what a small tensor takes.
#ifndef TENON_TK_LINE_H
#define TENON_TK_LINE_H
#include "tk_core.h"

/// The most elements that `tk_binary_line` takes: what one thread does at a time.
#define TK_LINE 32768

/// A `tk_binary_op` on `n` elements of one dtype that lie one after another; with a stride of 0 bytes an operand is one
/// number. The figures are those of `tk_binary`.
tk_status tk_binary_line(
    int op, int dtype, void *out, const void *a, int64_t a_stride, const void *b, int64_t b_stride, int64_t n);

/// A `tk_unary_op` on such elements. The figures are those of `tk_unary`.
tk_status tk_unary_line(int op, int dtype, void *out, const void *a, int64_t n);

#endif
