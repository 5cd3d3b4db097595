/// Random numbers from a counter: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy
/// as 1, 2, 3; SC 2011). Element i is a function of key and i alone, so results do not depend on threads.
#ifndef TENON_TK_RANDOM_H
#define TENON_TK_RANDOM_H
#include "tk_core.h"

/// A seed (the cipher's key) and a stream (the upper half of its counter).
typedef struct tk_key {
    uint64_t seed;
    uint64_t stream;
} tk_key;

/// The 128 bits of the block with this counter.
void tk_philox(tk_key key, uint64_t counter, uint32_t block[4]);

typedef enum tk_random_op {
    /// Evenly from `reals[0]` up to but without `reals[1]`.
    TK_UNIFORM,
    /// With mean `reals[0]` and standard deviation `reals[1]` (Box and Muller 1958).
    TK_NORMAL,
    /// 1 with probability `reals[0]`, else 0.
    TK_BERNOULLI
} tk_random_op;

/// views: contiguous output, f32 or f64, or bool for `TK_BERNOULLI`. `op` is a `tk_random_op`; `extra` points at a
/// `tk_key`. A block of the cipher gives four f32 or bool elements, or two of f64.
tk_status tk_random(const tk_call *call);

#endif
