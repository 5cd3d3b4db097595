#include "loop.h"
#include "tk_gather.h"
#include <string.h>

/// The input's axes around the one that is indexed: [outer, n, inner], and the number of indices.
typedef struct indexed {
    int64_t outer, n, inner, k;
} indexed;

static indexed around(const tk_view *whole, const tk_view *indices, int axis) {
    indexed shape = {1, whole->sizes[axis], 1, tk_count(indices)};
    for (int i = 0; i < axis; i++) shape.outer *= whole->sizes[i];
    for (int i = axis + 1; i < whole->rank; i++) shape.inner *= whole->sizes[i];
    return shape;
}

/// An index from 0, or −1 if there is no such place.
static inline int64_t resolve(int64_t index, int64_t n) {
    if (index < 0) index += n;
    return index >= 0 && index < n ? index : -1;
}

static bool all_valid(const int64_t *indices, int64_t k, int64_t n) {
    bool valid = true;
    for (int64_t i = 0; i < k; i++) valid &= indices[i] >= -n && indices[i] < n;
    return valid;
}

static bool is_axis(int64_t axis, const tk_view *view) { return axis >= 0 && axis < view->rank; }

// MARK: Whole rows

typedef struct gather_work {
    indexed shape;
    const int64_t *indices;
    char *out;
    const char *in;
    size_t row;
    int64_t per_task;
} gather_work;

static tk_status gather_task(const void *context, int64_t task) {
    const gather_work *work = context;
    int64_t k = work->shape.k, end = (task + 1) * work->per_task, total = work->shape.outer * k;
    if (end > total) end = total;
    for (int64_t i = task * work->per_task; i < end; i++) {
        int64_t place = i / k * work->shape.n + resolve(work->indices[i % k], work->shape.n);
        memcpy(work->out + (size_t)i * work->row, work->in + (size_t)place * work->row, work->row);
    }
    return TK_OK;
}

tk_status tk_gather(const tk_call *call) {
    const tk_view *out = &call->views[0], *in = &call->views[1], *indices = &call->views[2];
    if (!is_axis(call->ints[0], in)) return TK_UNSUPPORTED;
    gather_work work = {around(in, indices, (int)call->ints[0]), indices->data, out->data, in->data, 0, 0};
    if (!all_valid(work.indices, work.shape.k, work.shape.n)) return TK_INDEX;
    work.row = (size_t)work.shape.inner * tk_size(in->dtype);
    work.per_task = LOOP_CHUNK / (work.shape.inner + 1) + 1;
    int64_t rows = work.shape.outer * work.shape.k;
    return tk_parallel((rows + work.per_task - 1) / work.per_task, gather_task, &work);
}

/// Adds row after row, in the order of the indices: two of them may be the same.
#define ADD_ROWS(NAME, T)                                                                                \
    TK_CLONES static void NAME(indexed s, const int64_t *indices, T *out, const T *source) {             \
        for (int64_t a = 0; a < s.outer; a++) {                                                          \
            for (int64_t i = 0; i < s.k; i++) {                                                          \
                T *restrict to = out + (a * s.n + resolve(indices[i], s.n)) * s.inner;                   \
                const T *restrict from = source + (a * s.k + i) * s.inner;                               \
                for (int64_t b = 0; b < s.inner; b++) to[b] += from[b];                                  \
            }                                                                                            \
        }                                                                                                \
    }
ADD_ROWS(add_rows_f32, float)
ADD_ROWS(add_rows_f64, double)

tk_status tk_scatter_add(const tk_call *call) {
    const tk_view *out = &call->views[0], *source = &call->views[1], *indices = &call->views[2];
    if (!is_axis(call->ints[0], out)) return TK_UNSUPPORTED;
    indexed shape = around(out, indices, (int)call->ints[0]);
    if (!all_valid(indices->data, shape.k, shape.n)) return TK_INDEX;
    if (call->ints[1] != 1) memset(out->data, 0, (size_t)tk_count(out) * tk_size(out->dtype));
    if (out->dtype == TK_F32) add_rows_f32(shape, indices->data, out->data, source->data);
    else if (out->dtype == TK_F64) add_rows_f64(shape, indices->data, out->data, source->data);
    else return TK_UNSUPPORTED;
    return TK_OK;
}

/// Fills the rows in use with 0, and leaves none in use.
static void clear_rows(const tk_view *out, int64_t *used, uint8_t *marks) {
    int64_t n = out->sizes[0], width = out->sizes[1];
    size_t row = (size_t)width * tk_size(out->dtype);
    if (used[0] < 0) {
        memset(out->data, 0, (size_t)n * row);
        memset(marks, 0, (size_t)n);
    }
    for (int64_t i = 1; i <= used[0]; i++) {
        memset((char *)out->data + (size_t)used[i] * row, 0, row);
        marks[used[i]] = 0;
    }
    used[0] = 0;
}

tk_status tk_scatter_add_rows(const tk_call *call) {
    const tk_view *out = &call->views[0], *indices = &call->views[4];
    int64_t *used = call->views[1].data, n = out->sizes[0], count = tk_count(indices);
    uint8_t *marks = call->views[2].data;
    if (out->rank != 2 || out->dtype != TK_F32) return TK_UNSUPPORTED;
    if (!all_valid(indices->data, count, n)) return TK_INDEX;
    clear_rows(out, used, marks);
    for (int64_t i = 0; i < count; i++) {
        int64_t place = resolve(((const int64_t *)indices->data)[i], n);
        if (marks[place]) continue;
        marks[place] = 1;
        used[++used[0]] = place;
    }
    add_rows_f32(around(out, indices, 0), indices->data, out->data, call->views[3].data);
    return TK_OK;
}

tk_status tk_use_all_rows(const tk_call *call) {
    int64_t *used = call->views[0].data;
    used[0] = -1;
    return TK_OK;
}

// MARK: Element by element

/// What the two element-wise kernels share: `part` has the indices' sizes, `whole` the indexed axis.
static bool along(const tk_view *whole, const tk_view *indices, int64_t axis, indexed *shape) {
    if (!is_axis(axis, whole) || indices->rank != whole->rank) return false;
    *shape = around(whole, indices, (int)axis);
    shape->k = indices->sizes[axis];
    return true;
}

#define PLACE(i) ((i) / s.inner / s.k * s.n + place) * s.inner + (i) % s.inner

typedef struct along_work {
    indexed shape;
    const int64_t *indices;
    void *out;
    const void *in;
    size_t size;
} along_work;

#define GATHER_ALONG(NAME, T)                                                                            \
    static void NAME(indexed s, const int64_t *indices, T *out, const T *in, int64_t from, int64_t end) { \
        for (int64_t i = from; i < end; i++) {                                                           \
            int64_t place = resolve(indices[i], s.n);                                                    \
            out[i] = in[PLACE(i)];                                                                       \
        }                                                                                                \
    }
GATHER_ALONG(gather_1, uint8_t)
GATHER_ALONG(gather_4, uint32_t)
GATHER_ALONG(gather_8, uint64_t)

static tk_status along_task(const void *context, int64_t task) {
    const along_work *work = context;
    int64_t total = work->shape.outer * work->shape.k * work->shape.inner, from = task * LOOP_CHUNK;
    int64_t end = total - from < LOOP_CHUNK ? total : from + LOOP_CHUNK;
    switch (work->size) {
    case 1: gather_1(work->shape, work->indices, work->out, work->in, from, end); break;
    case 4: gather_4(work->shape, work->indices, work->out, work->in, from, end); break;
    default: gather_8(work->shape, work->indices, work->out, work->in, from, end);
    }
    return TK_OK;
}

tk_status tk_gather_along(const tk_call *call) {
    const tk_view *out = &call->views[0], *in = &call->views[1], *indices = &call->views[2];
    along_work work = {.indices = indices->data, .out = out->data, .in = in->data, .size = tk_size(in->dtype)};
    if (!along(in, indices, call->ints[0], &work.shape)) return TK_UNSUPPORTED;
    int64_t count = tk_count(indices);
    if (!all_valid(work.indices, count, work.shape.n)) return TK_INDEX;
    return tk_parallel((count + LOOP_CHUNK - 1) / LOOP_CHUNK, along_task, &work);
}

/// One of the outer indices: those lie in memory of their own, and within one the order of the sums is that of the
/// indices.
#define ADD_ALONG(NAME, T)                                                                               \
    static tk_status NAME(const void *context, int64_t task) {                                           \
        const along_work *work = context;                                                                \
        indexed s = work->shape;                                                                         \
        T *out = (T *)work->out + task * s.n * s.inner;                                                  \
        memset(out, 0, (size_t)(s.n * s.inner) * sizeof(T));                                             \
        const T *source = (const T *)work->in + task * s.k * s.inner;                                    \
        const int64_t *index = work->indices + task * s.k * s.inner;                                     \
        for (int64_t i = 0; i < s.k; i++, source += s.inner, index += s.inner) {                         \
            if (stops_at(i)) return TK_INTERRUPTED;                                                      \
            for (int64_t b = 0; b < s.inner; b++) out[resolve(index[b], s.n) * s.inner + b] += source[b]; \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
ADD_ALONG(add_along_f32, float)
ADD_ALONG(add_along_f64, double)

tk_status tk_scatter_add_along(const tk_call *call) {
    const tk_view *out = &call->views[0], *source = &call->views[1], *indices = &call->views[2];
    along_work work = {.indices = indices->data, .out = out->data, .in = source->data};
    if (!along(out, indices, call->ints[0], &work.shape)) return TK_UNSUPPORTED;
    if (!all_valid(work.indices, tk_count(indices), work.shape.n)) return TK_INDEX;
    if (out->dtype != TK_F32 && out->dtype != TK_F64) return TK_UNSUPPORTED;
    return tk_parallel(work.shape.outer, out->dtype == TK_F32 ? add_along_f32 : add_along_f64, &work);
}

typedef struct one_hot_work {
    const tk_view *out;
    const int64_t *indices;
    int64_t classes, count, per_task;
} one_hot_work;

static void set_one(const tk_view *out, int64_t place) {
    switch (out->dtype) {
    case TK_BOOL: ((uint8_t *)out->data)[place] = 1; break;
    case TK_I64: ((int64_t *)out->data)[place] = 1; break;
    case TK_F32: ((float *)out->data)[place] = 1; break;
    default: ((double *)out->data)[place] = 1;
    }
}

static tk_status one_hot_task(const void *context, int64_t task) {
    const one_hot_work *work = context;
    int64_t start = task * work->per_task, end = start + work->per_task;
    if (end > work->count) end = work->count;
    size_t row = (size_t)work->classes * tk_size(work->out->dtype);
    memset((char *)work->out->data + (size_t)start * row, 0, (size_t)(end - start) * row);
    for (int64_t i = start; i < end; i++)
        set_one(work->out, i * work->classes + resolve(work->indices[i], work->classes));
    return TK_OK;
}

tk_status tk_one_hot(const tk_call *call) {
    const tk_view *out = &call->views[0], *indices = &call->views[1];
    one_hot_work work = {.out = out, .indices = indices->data, .count = tk_count(indices)};
    work.classes = out->rank > 0 ? out->sizes[out->rank - 1] : 0;
    if (!all_valid(work.indices, work.count, work.classes)) return TK_INDEX;
    work.per_task = LOOP_CHUNK / (work.classes + 1) + 1;
    return tk_parallel((work.count + work.per_task - 1) / work.per_task, one_hot_task, &work);
}
