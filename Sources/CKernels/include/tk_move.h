/// Kernels that move elements without arithmetic.
#ifndef TENON_TK_MOVE_H
#define TENON_TK_MOVE_H
#include "tk_core.h"

/// views: output, input of the same sizes and dtype. Copies element by element, whatever the strides.
tk_status tk_copy(const tk_call *call);

/// views: output, input of the same sizes or stretched to them. Converts to the output's dtype: decimals lose their
/// fraction on the way to i64 (`TK_OVERFLOW` if they are not finite or too large); all but 0 is true.
tk_status tk_cast(const tk_call *call);

/// views: output. Every element becomes `reals[0]`, or `ints[0]` where that is 0 and the dtype is i64.
tk_status tk_fill(const tk_call *call);

/// views: output, input of one dtype and sizes. Adds the input to what the output holds: the gradient of a slice is
/// this on the same slice of a buffer that was filled with 0.
tk_status tk_accumulate(const tk_call *call);

#endif
