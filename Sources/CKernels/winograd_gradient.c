#include "winograd.h"
#include <string.h>

// The gradient of the filters: the sum over all tiles of the products of transformed images and transformed gradients
// of the result, transformed back once.

typedef struct gradient_work {
    tiling t;
    const float *images, *dy;
    float *sums;
} gradient_work;

TK_INLINE void load_gradient(const tiling *t, const float *dy, int64_t y, int64_t x, int64_t k, lanes *to) {
    const geometry *g = &t->g;
    if (y < g->rows && x < g->columns && k < t->filters)
        load_lanes(to, dy + (y * g->columns + x) * t->filters + k, t->filters - k);
    else *to = (lanes){0};
}

TK_INLINE void spread_lanes(const tiling *t, const float *dy, tile at, int64_t k, float *to, int64_t step) {
    lanes half[EDGE][STEP], column[STEP], done[EDGE];
    for (int j = 0; j < STEP; j++) {
        for (int i = 0; i < STEP; i++) load_gradient(t, dy, at.y + i, at.x + j, k, &column[i]);
        SPREAD_RESULT(column, done);
        for (int i = 0; i < EDGE; i++) half[i][j] = done[i];
    }
    for (int i = 0; i < EDGE; i++) {
        SPREAD_RESULT(half[i], done);
        for (int j = 0; j < EDGE; j++) *(lanes *)(to + (i * EDGE + j) * step) = done[j];
    }
}

/// A dy Aᵀ of one tile: number i of filter k goes to `to[i · step + k]`.
TK_CLONES static void spread_gradient(const gradient_work *work, tile at, float *to, int64_t step) {
    const tiling *t = &work->t;
    const float *dy = work->dy + at.image * t->g.rows * t->g.columns * t->filters;
    for (int64_t k = 0; k < t->filters_filled; k += LANES) spread_lanes(t, dy, at, k, to + k, step);
}

/// Adds a block of tiles to the sums: 36 products [channel, tile] by [tile, filter].
TK_CLONES static void add_tiles(const tiling *t, int64_t tiles, const float *image, const float *dy, float *sums) {
    int64_t channels = t->channels_filled, columns = t->filters_filled;
    for (int64_t i = 0; i < TK_TILE_NUMBERS; i++) {
        factor a = {image + i * TK_TILES * channels, 1, channels};
        for (int64_t k = 0; k < columns; k += PANEL) {
            factor b = {dy + i * TK_TILES * columns + k, columns, 1};
            panel_product(t->g.channels, a, b, tiles, sums + i * t->g.channels * columns + k, columns);
        }
    }
}

/// The numbers of one share's sums.
static int64_t sums_size(const tiling *t) { return TK_TILE_NUMBERS * t->g.channels * t->filters_filled; }

static void add_block(const void *context, int64_t share, int64_t first, int64_t tiles, const float *image, float *dy) {
    const gradient_work *work = context;
    const tiling *t = &work->t;
    for (int64_t i = 0; i < tiles; i++)
        spread_gradient(work, tile_at(t, first + i), dy + i * t->filters_filled, TK_TILES * t->filters_filled);
    add_tiles(t, tiles, image, dy, work->sums + share * sums_size(t));
}

static tk_status gradient_task(const void *context, int64_t share) {
    const gradient_work *work = context;
    int64_t size = sums_size(&work->t);
    memset(work->sums + share * size, 0, (size_t)size * sizeof(float));
    return for_each_block(&work->t, work->images, share, add_block, work);
}

tk_status tk_winograd_filters_gradient(const tk_call *call) {
    const tk_view *sums = &call->views[0], *work = &call->views[1], *images = &call->views[2], *dy = &call->views[3];
    gradient_work context = {.images = images->data, .dy = dy->data, .sums = sums->data};
    if (!find_tiling(call, images, dy, work, &context.t) || sums->sizes[0] != work->sizes[0]) return TK_UNSUPPORTED;
    return tk_parallel(sums->sizes[0], gradient_task, &context);
}

// MARK: Back to filters

typedef struct fold_work {
    const tk_view *filters;
    const float *sums;
    int64_t shares, channels, columns;
} fold_work;

/// Number `i` of channel c and filters k on: the sum over the shares, in order.
TK_INLINE void total(const fold_work *work, int64_t i, int64_t c, int64_t k, lanes *to) {
    int64_t size = TK_TILE_NUMBERS * work->channels * work->columns;
    const float *from = work->sums + (i * work->channels + c) * work->columns + k;
    *to = *(const lanes *)from;
    for (int64_t share = 1; share < work->shares; share++) *to += *(const lanes *)(from + share * size);
}

/// One channel of all filters.
TK_CLONES static tk_status fold_task(const void *context, int64_t c) {
    const fold_work *work = context;
    int64_t count = work->filters->sizes[3];
    float *to = (float *)work->filters->data + c * count;
    for (int64_t k = 0; k < count; k += LANES) {
        lanes half[3][EDGE], column[EDGE], done[3];
        for (int j = 0; j < EDGE; j++) {
            for (int i = 0; i < EDGE; i++) total(work, i * EDGE + j, c, k, &column[i]);
            FOLD_FILTER(column, done);
            for (int i = 0; i < 3; i++) half[i][j] = done[i];
        }
        for (int i = 0; i < 3; i++) {
            FOLD_FILTER(half[i], done);
            for (int j = 0; j < 3; j++)
                store_lanes(to + (i * 3 + j) * work->channels * count + k, &done[j], count - k);
        }
    }
    return TK_OK;
}

tk_status tk_winograd_fold(const tk_call *call) {
    const tk_view *filters = &call->views[0], *sums = &call->views[1];
    if (filters->dtype != TK_F32 || !tk_is_contiguous(filters)) return TK_UNSUPPORTED;
    fold_work work = {filters, sums->data, sums->sizes[0], sums->sizes[2], sums->sizes[3]};
    return tk_parallel(work.channels, fold_task, &work);
}
