#include "image.h"
#include <string.h>

// Windows of an image as rows of a matrix ("im2col"; Chellapilla, Puri, Simard 2006), and back.

typedef struct windows_work {
    geometry g;
    void *image, *windows;
    size_t size;
} windows_work;

/// One row of a window: pixels that are neighbours are copied in one piece.
static void copy_row(const windows_work *work, char *to, const char *image, int64_t y, int64_t x) {
    const geometry *g = &work->g;
    size_t pixel = (size_t)g->channels * work->size;
    int64_t from, end;
    clip(x, g->window_width, g->gap_x, g->width, &from, &end);
    if (y < 0 || y >= g->height) from = end = 0;
    memset(to, 0, (size_t)from * pixel);
    const char *row = image + (size_t)(y * g->width) * pixel;
    if (g->gap_x == 1 && end > from) {
        memcpy(to + (size_t)from * pixel, row + (size_t)(x + from) * pixel, (size_t)(end - from) * pixel);
    } else {
        for (int64_t j = from; j < end; j++) {
            memcpy(to + (size_t)j * pixel, row + (size_t)(x + j * g->gap_x) * pixel, pixel);
        }
    }
    memset(to + (size_t)end * pixel, 0, (size_t)(g->window_width - end) * pixel);
}

static tk_status windows_task(const void *context, int64_t task) {
    const windows_work *work = context;
    const geometry *g = &work->g;
    size_t pixel = (size_t)g->channels * work->size;
    size_t window = (size_t)(g->window_height * g->window_width) * pixel;
    const char *image = (const char *)work->image + (size_t)(task / g->rows * g->height * g->width) * pixel;
    char *to = (char *)work->windows + (size_t)(task * g->columns) * window;
    int64_t top = task % g->rows * g->step_y - g->pad_y;
    for (int64_t column = 0; column < g->columns; column++) {
        for (int64_t i = 0; i < g->window_height; i++) {
            copy_row(work, to, image, top + i * g->gap_y, column * g->step_x - g->pad_x);
            to += (size_t)g->window_width * pixel;
        }
    }
    return TK_OK;
}

tk_status tk_windows(const tk_call *call) {
    const tk_view *windows = &call->views[0], *image = &call->views[1];
    windows_work work = {.image = image->data, .windows = windows->data, .size = tk_size(image->dtype)};
    if (!find_geometry(call, image, windows, &work.g)) return TK_UNSUPPORTED;
    return by_window_row(&work.g, windows_task, &work, work.g.columns * windows->sizes[3]);
}

// MARK: The gradient

#define ADD_PIXEL(T)                                                                                     \
    TK_INLINE void add_##T(T *restrict to, const T *restrict from, int64_t n) {                          \
        for (int64_t i = 0; i < n; i++) to[i] += from[i];                                                \
    }
ADD_PIXEL(float)
ADD_PIXEL(double)

/// Adds the windows of one image back onto it; images are independent of each other.
#define GRADIENT_TASK(T)                                                                                 \
    TK_CLONES static void add_windows_##T(const geometry *g, T *image, const T *from) {                  \
        memset(image, 0, (size_t)(g->height * g->width * g->channels) * sizeof(T));                      \
        for (int64_t place = 0; place < g->rows * g->columns; place++) {                                 \
            int64_t top = place / g->columns * g->step_y - g->pad_y, x = place % g->columns * g->step_x - g->pad_x; \
            int64_t first, end;                                                                          \
            clip(x, g->window_width, g->gap_x, g->width, &first, &end);                                  \
            for (int64_t i = 0; i < g->window_height; i++, from += g->window_width * g->channels) {      \
                int64_t y = top + i * g->gap_y;                                                          \
                if (y < 0 || y >= g->height) continue;                                                   \
                for (int64_t j = first; j < end; j++) {                                                  \
                    T *to = image + (y * g->width + x + j * g->gap_x) * g->channels;                     \
                    add_##T(to, from + j * g->channels, g->channels);                                    \
                }                                                                                        \
            }                                                                                            \
        }                                                                                                \
    }                                                                                                    \
    static tk_status gradient_task_##T(const void *context, int64_t number) {                            \
        const windows_work *work = context;                                                              \
        const geometry *g = &work->g;                                                                    \
        int64_t image = g->height * g->width * g->channels;                                              \
        int64_t windows = g->rows * g->columns * g->window_height * g->window_width * g->channels;       \
        add_windows_##T(g, (T *)work->image + number * image, (const T *)work->windows + number * windows); \
        return TK_OK;                                                                                    \
    }
GRADIENT_TASK(float)
GRADIENT_TASK(double)

tk_status tk_windows_gradient(const tk_call *call) {
    const tk_view *image = &call->views[0], *windows = &call->views[1];
    windows_work work = {.image = image->data, .windows = windows->data, .size = tk_size(image->dtype)};
    if (!find_geometry(call, image, windows, &work.g)) return TK_UNSUPPORTED;
    if (image->dtype == TK_F32) return by_image(&work.g, gradient_task_float, &work);
    if (image->dtype == TK_F64) return by_image(&work.g, gradient_task_double, &work);
    return TK_UNSUPPORTED;
}
