/// Attention: what each query finds among keys and values, softmax(q kᵀ / √n) v for each matrix of the batch; f32 and
/// f64. The scores are made for some queries at a time, so that they never leave a core's cache (Dao et al. 2022,
/// "FlashAttention": its idea of recomputing them on the way back).
#ifndef TENON_TK_ATTENTION_H
#define TENON_TK_ATTENTION_H
#include "tk_core.h"

/// views: output [batch…, time, m], queries [batch…, time, n], keys [batch…, length, n], values [batch…, length, m].
/// ints: 1 where a query sees only the keys up to its own place.
tk_status tk_attention(const tk_call *call);

/// views: the gradients of the queries, the keys and the values, which have the whole batch; queries, keys, values,
/// and the gradient of the output. ints: as above.
tk_status tk_attention_gradient(const tk_call *call);

#endif
