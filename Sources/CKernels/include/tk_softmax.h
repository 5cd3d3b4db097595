/// Softmax and its logarithm along the last axis, and their gradients; f32 and f64. The last axis of every view has
/// stride 1 (`TK_UNSUPPORTED` otherwise). Not in place.
#ifndef TENON_TK_SOFTMAX_H
#define TENON_TK_SOFTMAX_H
#include "tk_core.h"

/// views: output, input. exp(x − max) / Σ exp(x − max), so that nothing overflows. A row of −∞ gives NaN.
tk_status tk_softmax(const tk_call *call);
/// views: output, input. x − max − log Σ exp(x − max).
tk_status tk_log_softmax(const tk_call *call);

/// views: dx, y, dy, where y is what softmax gave. dx = y (dy − Σ y dy).
tk_status tk_softmax_gradient(const tk_call *call);
/// views: dx, y, dy, where y is what log-softmax gave. dx = dy − exp(y) Σ dy.
tk_status tk_log_softmax_gradient(const tk_call *call);

#endif
