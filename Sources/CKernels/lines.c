#include "loop.h"

typedef struct lines_work {
    /// Over where the lines begin.
    loop starts;
    int64_t strides[LOOP_VIEWS];
    int64_t n, per_task;
    row_fn line;
    const void *context;
} lines_work;

/// Where a line begins in each view. Mostly all axes but the lines' own are evenly spaced.
static void begin(const loop *starts, int64_t number, char **data) {
    int64_t index[TK_MAX_RANK];
    if (starts->rank > 1) {
        loop_seek(starts, number, index, data);
        return;
    }
    for (int v = 0; v < starts->views; v++) data[v] = starts->data[v] + number * starts->strides[v][0];
}

static tk_status lines_task(const void *context, int64_t task) {
    const lines_work *work = context;
    char *data[LOOP_VIEWS];
    int64_t end = (task + 1) * work->per_task;
    if (end > work->starts.count) end = work->starts.count;
    tk_status worst = TK_OK;
    for (int64_t number = task * work->per_task; number < end; number++) {
        begin(&work->starts, number, data);
        tk_status status = work->line(data, work->strides, work->n, work->context);
        if (status > worst) worst = status;
    }
    return worst;
}

tk_status lines_run(const tk_view *views, int count, int axis, row_fn line, const void *context) {
    if (axis < 0 || axis >= views[0].rank) return TK_UNSUPPORTED;
    lines_work work = {.n = views[0].sizes[axis], .line = line, .context = context};
    tk_view starts[LOOP_VIEWS];
    for (int v = 0; v < count; v++) {
        work.strides[v] = views[v].strides[axis] * (int64_t)tk_size(views[v].dtype);
        starts[v] = views[v];
        starts[v].sizes[axis] = 1;
    }
    work.starts = loop_over(starts, count);
    work.per_task = LOOP_CHUNK / 2 / (work.n + 1) + 1;
    return tk_parallel((work.starts.count + work.per_task - 1) / work.per_task, lines_task, &work);
}
