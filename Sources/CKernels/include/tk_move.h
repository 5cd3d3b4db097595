/// Kernels that move elements without arithmetic.
#ifndef TENON_TK_MOVE_H
#define TENON_TK_MOVE_H
#include "tk_core.h"

/// views: output, input of the same sizes and dtype. Copies element by element, whatever the strides.
tk_status tk_copy(const tk_call *call);

/// views: output, input of the same sizes or stretched to them. Converts to the output's dtype: decimals lose their
/// fraction on the way to i64 (`TK_OVERFLOW` if they are not finite or too large); all but 0 is true.
tk_status tk_cast(const tk_call *call);

#endif
