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

#endif
