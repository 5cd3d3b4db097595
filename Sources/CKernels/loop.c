#include "loop.h"

/// Adds the first view's axis, with the stride of each view, unless it has size 1.
static void add_axis(loop *made, const tk_view *views, int axis) {
    int64_t size = views[0].sizes[axis];
    if (size == 1) return;
    made->sizes[made->rank] = size;
    for (int v = 0; v < made->views; v++) {
        int own = axis - (views[0].rank - views[v].rank);
        bool stretched = own < 0 || views[v].sizes[own] == 1;
        made->strides[v][made->rank] = stretched ? 0 : views[v].strides[own] * (int64_t)tk_size(views[v].dtype);
    }
    made->rank++;
}

/// Whether an axis and the one after it are one evenly spaced axis in every view.
static bool can_merge(const loop *made, int axis) {
    for (int v = 0; v < made->views; v++) {
        if (made->strides[v][axis] != made->strides[v][axis + 1] * made->sizes[axis + 1]) return false;
    }
    return true;
}

static void merge(loop *made, int axis) {
    made->sizes[axis] *= made->sizes[axis + 1];
    for (int v = 0; v < made->views; v++) made->strides[v][axis] = made->strides[v][axis + 1];
    for (int i = axis + 1; i + 1 < made->rank; i++) {
        made->sizes[i] = made->sizes[i + 1];
        for (int v = 0; v < made->views; v++) made->strides[v][i] = made->strides[v][i + 1];
    }
    made->rank--;
}

loop loop_over(const tk_view *views, int count) {
    loop made = {.views = count, .count = tk_count(&views[0])};
    for (int v = 0; v < count; v++) made.data[v] = views[v].data;
    for (int axis = 0; axis < views[0].rank; axis++) add_axis(&made, views, axis);
    for (int axis = made.rank - 2; axis >= 0; axis--) {
        if (can_merge(&made, axis)) merge(&made, axis);
    }
    if (made.rank == 0) {
        made.rank = 1;
        made.sizes[0] = 1;
    }
    return made;
}

typedef struct span_work {
    const loop *loop;
    row_fn row;
    const void *context;
} span_work;

void loop_seek(const loop *loop, int64_t place, int64_t *index, char **data) {
    for (int v = 0; v < loop->views; v++) data[v] = loop->data[v];
    for (int axis = loop->rank - 1; axis >= 0; axis--) {
        index[axis] = place % loop->sizes[axis];
        place /= loop->sizes[axis];
        for (int v = 0; v < loop->views; v++) data[v] += index[axis] * loop->strides[v][axis];
    }
}

/// Moves on by `n` elements of the last axis, to the next row where that one is done.
static void advance(const loop *loop, int64_t n, int64_t *index, char **data) {
    int axis = loop->rank - 1;
    index[axis] += n;
    for (int v = 0; v < loop->views; v++) data[v] += n * loop->strides[v][axis];
    while (axis > 0 && index[axis] == loop->sizes[axis]) {
        for (int v = 0; v < loop->views; v++) {
            data[v] += loop->strides[v][axis - 1] - loop->sizes[axis] * loop->strides[v][axis];
        }
        index[axis] = 0;
        index[--axis]++;
    }
}

/// As whole and partial rows.
tk_status loop_span(const loop *loop, row_fn row, const void *context, int64_t place, int64_t end) {
    int last = loop->rank - 1;
    int64_t index[TK_MAX_RANK], strides[LOOP_VIEWS];
    char *data[LOOP_VIEWS];
    loop_seek(loop, place, index, data);
    for (int v = 0; v < loop->views; v++) strides[v] = loop->strides[v][last];
    tk_status worst = TK_OK;
    while (place < end) {
        int64_t n = loop->sizes[last] - index[last];
        if (n > end - place) n = end - place;
        tk_status status = row(data, strides, n, context);
        if (status > worst) worst = status;
        place += n;
        advance(loop, n, index, data);
    }
    return worst;
}

static tk_status span_task(const void *context, int64_t task) {
    const span_work *work = context;
    int64_t start = task * LOOP_CHUNK, end = start + LOOP_CHUNK;
    return loop_span(work->loop, work->row, work->context, start, end < work->loop->count ? end : work->loop->count);
}

tk_status loop_run(const loop *loop, row_fn row, const void *context) {
    span_work work = {loop, row, context};
    if (loop->count == 0) return TK_OK;
    if (loop->count <= LOOP_CHUNK) return loop_span(loop, row, context, 0, loop->count);
    return tk_parallel((loop->count + LOOP_CHUNK - 1) / LOOP_CHUNK, span_task, &work);
}
