/// How a window moves over an image; see tk_image.h.
#ifndef TENON_IMAGE_H
#define TENON_IMAGE_H
#include "loop.h"
#include "tk_image.h"

typedef struct geometry {
    int64_t batch, height, width, channels;
    /// The output's, in windows.
    int64_t rows, columns;
    int64_t window_height, window_width, step_y, step_x, pad_y, pad_x, gap_y, gap_x;
} geometry;

/// From the call's settings, the image's view and the one with an element for each window; false if one is missing.
static inline bool find_geometry(const tk_call *call, const tk_view *image, const tk_view *windows, geometry *g) {
    if (image->rank != 4 || windows->rank != 4) return false;
    const int64_t *s = image->sizes, *t = windows->sizes, *i = call->ints;
    *g = (geometry){s[0], s[1], s[2], s[3], t[1], t[2], i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7]};
    return t[0] == s[0];
}

/// The part of a window that lies on the image, along one axis: indices within the window.
static inline void clip(int64_t start, int64_t window, int64_t gap, int64_t size, int64_t *from, int64_t *to) {
    int64_t first = start < 0 ? (-start + gap - 1) / gap : 0;
    *from = first < window ? first : window;
    int64_t end = size - start <= 0 ? 0 : (size - start + gap - 1) / gap;
    *to = end < window ? end : window;
    if (*to < *from) *to = *from;
}

/// Calls `task` for each image and row of windows: the task's index is image · rows + row.
static inline tk_status by_window_row(const geometry *g, tk_task task, const void *context, int64_t row_work) {
    int64_t tasks = g->batch * g->rows;
    if (tasks * row_work >= LOOP_CHUNK) return tk_parallel(tasks, task, context);
    for (int64_t i = 0; i < tasks; i++) task(context, i);
    return TK_OK;
}

/// Calls `task` for each image.
static inline tk_status by_image(const geometry *g, tk_task task, const void *context) {
    int64_t work = g->batch * g->height * g->width * g->channels;
    if (work >= LOOP_CHUNK) return tk_parallel(g->batch, task, context);
    for (int64_t i = 0; i < g->batch; i++) task(context, i);
    return TK_OK;
}

#endif
