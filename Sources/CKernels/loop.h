/// Walks over the elements of several views of the same sizes at once, a row at a time.
#ifndef TENON_LOOP_H
#define TENON_LOOP_H
#include "tk_core.h"
#include "tk_threads.h"

#define LOOP_VIEWS 5
/// Elements in one task of the pool: some 10 µs of cheap work, and less than a core's L2 cache.
#define LOOP_CHUNK 32768

/// Compiles a function for each generation of processors and picks one when the program is loaded.
#if defined(__x86_64__)
#define TK_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define TK_CLONES
#endif
#define TK_INLINE static inline __attribute__((always_inline))

/// Whether to stop at element `i` of a long line: asked at each, it looks at the interrupt flag at few.
TK_INLINE bool stops_at(int64_t i) { return (i & 0x3FFFF) == 0x3FFFF && tk_interrupted(); }

/// What a row function works on: `n` elements of each view, `strides` bytes apart.
typedef tk_status (*row_fn)(char *const *data, const int64_t *strides, int64_t n, const void *context);

/// Axes of several views, merged where all of them lie evenly in memory. Strides count bytes.
typedef struct loop {
    int views;
    int rank;
    int64_t count;
    int64_t sizes[TK_MAX_RANK];
    int64_t strides[LOOP_VIEWS][TK_MAX_RANK];
    char *data[LOOP_VIEWS];
} loop;

/// The loop over `count` views; those whose sizes are smaller are stretched to the first's, from the last axis on.
loop loop_over(const tk_view *views, int count);

/// Calls `row` for every row, split over the pool where there is much to do.
tk_status loop_run(const loop *loop, row_fn row, const void *context);

/// The same on this thread alone, for the elements from `place` up to but without `end` in row-major order.
tk_status loop_span(const loop *loop, row_fn row, const void *context, int64_t place, int64_t end);

/// Sets `index` (of each axis) and `data` (of each view) to those of the element with this place in row-major order.
void loop_seek(const loop *loop, int64_t place, int64_t *index, char **data);

/// Calls `line` for each line along `axis`: `n` elements of the first view, `strides` bytes apart. The views have the
/// same sizes on all other axes. Lines are split over the pool.
tk_status lines_run(const tk_view *views, int count, int axis, row_fn line, const void *context);

#endif
