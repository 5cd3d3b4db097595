#include "loop.h"

typedef struct lines_work {
    const tk_view *views;
    int count, axis;
    int64_t n, lines, per_task;
    row_fn line;
    const void *context;
} lines_work;

/// Where a line begins in each view.
static void begin(const lines_work *work, int64_t number, char **data) {
    for (int v = 0; v < work->count; v++) data[v] = work->views[v].data;
    for (int axis = work->views[0].rank - 1; axis >= 0; axis--) {
        if (axis == work->axis) continue;
        int64_t index = number % work->views[0].sizes[axis];
        number /= work->views[0].sizes[axis];
        for (int v = 0; v < work->count; v++) {
            data[v] += index * work->views[v].strides[axis] * (int64_t)tk_size(work->views[v].dtype);
        }
    }
}

static tk_status lines_task(const void *context, int64_t task) {
    const lines_work *work = context;
    char *data[LOOP_VIEWS];
    int64_t strides[LOOP_VIEWS], end = (task + 1) * work->per_task;
    if (end > work->lines) end = work->lines;
    for (int v = 0; v < work->count; v++) {
        strides[v] = work->views[v].strides[work->axis] * (int64_t)tk_size(work->views[v].dtype);
    }
    tk_status worst = TK_OK;
    for (int64_t number = task * work->per_task; number < end; number++) {
        begin(work, number, data);
        tk_status status = work->line(data, strides, work->n, work->context);
        if (status > worst) worst = status;
    }
    return worst;
}

tk_status lines_run(const tk_view *views, int count, int axis, row_fn line, const void *context) {
    lines_work work = {.views = views, .count = count, .axis = axis, .line = line, .context = context};
    if (axis < 0 || axis >= views[0].rank) return TK_UNSUPPORTED;
    work.n = views[0].sizes[axis];
    work.lines = 1;
    for (int i = 0; i < views[0].rank; i++) {
        if (i != axis) work.lines *= views[0].sizes[i];
    }
    if (work.lines == 0) return TK_OK;
    work.per_task = LOOP_CHUNK / 2 / (work.n + 1) + 1;
    return tk_parallel((work.lines + work.per_task - 1) / work.per_task, lines_task, &work);
}
