#include "image.h"
#include "math.h"

typedef struct pool_work {
    geometry g;
    void *out;
    int64_t *places;
    const void *in;
} pool_work;

/// The part of one window that lies on the image.
typedef struct area {
    int64_t y, x, i0, i1, j0, j1;
} area;

static area area_of(const geometry *g, int64_t row, int64_t column) {
    area a = {.y = row * g->step_y - g->pad_y, .x = column * g->step_x - g->pad_x};
    clip(a.y, g->window_height, g->gap_y, g->height, &a.i0, &a.i1);
    clip(a.x, g->window_width, g->gap_x, g->width, &a.j0, &a.j1);
    return a;
}

static inline int64_t place_of(const geometry *g, const area *a, int64_t i, int64_t j) {
    return (a->y + i * g->gap_y) * g->width + a->x + j * g->gap_x;
}

// MARK: The largest

/// How many channels are compared side by side, in registers.
#define BLOCK 16

/// The largest pixel for `count` channels from `c` on. With a constant count the loops are vectors.
#define MAX_WINDOW(T)                                                                                    \
    TK_INLINE void max_block_##T(const geometry *g, const area *a, const T *image, int64_t count, T *out, int64_t *places) { \
        T best[BLOCK];                                                                                   \
        int64_t best_place[BLOCK];                                                                       \
        for (int64_t c = 0; c < count; c++) {                                                            \
            best[c] = -INFINITY;                                                                         \
            best_place[c] = -1;                                                                          \
        }                                                                                                \
        for (int64_t i = a->i0; i < a->i1; i++) {                                                        \
            for (int64_t j = a->j0; j < a->j1; j++) {                                                    \
                int64_t place = place_of(g, a, i, j);                                                    \
                const T *pixel = image + place * g->channels;                                            \
                for (int64_t c = 0; c < count; c++) {                                                    \
                    /* A first NaN stays: nothing is larger. */                                          \
                    bool better = (pixel[c] > best[c]) | (best_place[c] < 0)                             \
                        | ((pixel[c] != pixel[c]) & (best[c] == best[c]));                               \
                    best[c] = better ? pixel[c] : best[c];                                               \
                    best_place[c] = better ? place : best_place[c];                                      \
                }                                                                                        \
            }                                                                                            \
        }                                                                                                \
        for (int64_t c = 0; c < count; c++) {                                                            \
            out[c] = best[c];                                                                            \
            places[c] = best_place[c];                                                                   \
        }                                                                                                \
    }                                                                                                    \
    TK_CLONES static void max_window_##T(const geometry *g, const area *a, const T *image, T *out, int64_t *places) { \
        int64_t c = 0;                                                                                   \
        for (; c + BLOCK <= g->channels; c += BLOCK) max_block_##T(g, a, image + c, BLOCK, out + c, places + c); \
        if (c < g->channels) max_block_##T(g, a, image + c, g->channels - c, out + c, places + c);       \
    }                                                                                                    \
    static tk_status max_task_##T(const void *context, int64_t task) {                                   \
        const pool_work *work = context;                                                                 \
        const geometry *g = &work->g;                                                                    \
        const T *image = (const T *)work->in + task / g->rows * g->height * g->width * g->channels;      \
        for (int64_t column = 0; column < g->columns; column++) {                                        \
            area a = area_of(g, task % g->rows, column);                                                 \
            int64_t to = (task * g->columns + column) * g->channels;                                     \
            max_window_##T(g, &a, image, (T *)work->out + to, work->places + to);                        \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
MAX_WINDOW(float)
MAX_WINDOW(double)

tk_status tk_max_pool(const tk_call *call) {
    const tk_view *out = &call->views[0], *image = &call->views[2];
    pool_work work = {.out = out->data, .places = call->views[1].data, .in = image->data};
    if (!find_geometry(call, image, out, &work.g)) return TK_UNSUPPORTED;
    int64_t row_work = work.g.columns * work.g.window_height * work.g.window_width * work.g.channels;
    if (out->dtype == TK_F32) return by_window_row(&work.g, max_task_float, &work, row_work);
    if (out->dtype == TK_F64) return by_window_row(&work.g, max_task_double, &work, row_work);
    return TK_UNSUPPORTED;
}

// MARK: The mean

static double weight_of(const area *a) {
    int64_t count = (a->i1 - a->i0) * (a->j1 - a->j0);
    return count > 0 ? 1.0 / (double)count : 0;
}

/// `EACH` is what happens to channel c of a pixel and a window.
#define MEAN_WINDOW(NAME, T, PIXEL, WINDOW, EACH)                                                        \
    TK_CLONES static void NAME##_##T(const geometry *g, const area *a, PIXEL *image, WINDOW *window) {   \
        T weight = (T)weight_of(a);                                                                      \
        for (int64_t i = a->i0; i < a->i1; i++) {                                                        \
            for (int64_t j = a->j0; j < a->j1; j++) {                                                    \
                PIXEL *restrict pixel = image + place_of(g, a, i, j) * g->channels;                      \
                WINDOW *restrict w = window;                                                             \
                for (int64_t c = 0; c < g->channels; c++) EACH;                                          \
            }                                                                                            \
        }                                                                                                \
    }
#define MEAN_TASKS(T)                                                                                    \
    MEAN_WINDOW(mean_window, T, const T, T, w[c] += weight * pixel[c])                                   \
    MEAN_WINDOW(mean_gradient, T, T, const T, pixel[c] += weight * w[c])                                 \
    static tk_status mean_task_##T(const void *context, int64_t task) {                                  \
        const pool_work *work = context;                                                                 \
        const geometry *g = &work->g;                                                                    \
        const T *image = (const T *)work->in + task / g->rows * g->height * g->width * g->channels;      \
        T *out = (T *)work->out + task * g->columns * g->channels;                                       \
        for (int64_t i = 0; i < g->columns * g->channels; i++) out[i] = 0;                               \
        for (int64_t column = 0; column < g->columns; column++) {                                        \
            area a = area_of(g, task % g->rows, column);                                                 \
            mean_window_##T(g, &a, image, out + column * g->channels);                                   \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }                                                                                                    \
    static tk_status mean_gradient_task_##T(const void *context, int64_t number) {                       \
        const pool_work *work = context;                                                                 \
        const geometry *g = &work->g;                                                                    \
        int64_t pixels = g->height * g->width * g->channels;                                             \
        T *image = (T *)work->out + number * pixels;                                                     \
        const T *dy = (const T *)work->in + number * g->rows * g->columns * g->channels;                 \
        for (int64_t i = 0; i < pixels; i++) image[i] = 0;                                               \
        for (int64_t w = 0; w < g->rows * g->columns; w++) {                                             \
            area a = area_of(g, w / g->columns, w % g->columns);                                         \
            mean_gradient_##T(g, &a, image, dy + w * g->channels);                                       \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
MEAN_TASKS(float)
MEAN_TASKS(double)

tk_status tk_mean_pool(const tk_call *call) {
    const tk_view *out = &call->views[0], *image = &call->views[1];
    pool_work work = {.out = out->data, .in = image->data};
    if (!find_geometry(call, image, out, &work.g)) return TK_UNSUPPORTED;
    int64_t row_work = work.g.columns * work.g.window_height * work.g.window_width * work.g.channels;
    if (out->dtype == TK_F32) return by_window_row(&work.g, mean_task_float, &work, row_work);
    if (out->dtype == TK_F64) return by_window_row(&work.g, mean_task_double, &work, row_work);
    return TK_UNSUPPORTED;
}

tk_status tk_mean_pool_gradient(const tk_call *call) {
    const tk_view *image = &call->views[0], *dy = &call->views[1];
    pool_work work = {.out = image->data, .in = dy->data};
    if (!find_geometry(call, image, dy, &work.g)) return TK_UNSUPPORTED;
    if (image->dtype == TK_F32) return by_image(&work.g, mean_gradient_task_float, &work);
    if (image->dtype == TK_F64) return by_image(&work.g, mean_gradient_task_double, &work);
    return TK_UNSUPPORTED;
}
