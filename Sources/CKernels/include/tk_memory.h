/// Buffers from a budget, kept for reuse.
///
/// `malloc` of more than the machine has succeeds on Linux and kills the process later, so a refusal must come
/// from our own count. Fresh pages cost more than the arithmetic on them, so buffers that are given back are kept.
#ifndef TENON_TK_MEMORY_H
#define TENON_TK_MEMORY_H
#include <stdbool.h>
#include <stddef.h>

/// A buffer of at least `bytes` bytes, aligned to 64; null if the budget does not allow it.
void *tk_allocate(size_t bytes);

/// Gives back a buffer that `tk_allocate(bytes)` made.
void tk_release(void *buffer, size_t bytes);

/// Counts memory that lives elsewhere against the budget; false, and nothing counted, if there is not as much.
bool tk_charge(size_t bytes);
/// Takes back what `tk_charge` counted.
void tk_discharge(size_t bytes);

/// Gives buffers that are kept for use again back to the system.
void tk_drop_idle(void);

/// What may be used in all: 0.8 of the least of the control group's limit, the address space limit and the memory
/// that was available at first use.
size_t tk_memory_budget(void);
/// What is in use, without buffers that are only kept for reuse.
size_t tk_memory_used(void);
/// Sets the budget, for tests and for an option of the command line.
void tk_set_memory_budget(size_t bytes);

#endif
