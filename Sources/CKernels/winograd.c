#include "winograd.h"
#include <string.h>

// MARK: Filters

typedef struct filters_work {
    const tk_view *filters;
    float *to;
    int64_t channels, count;
} filters_work;

/// The filters' element [i, j, c, k] for eight k, zeros beyond the last filter.
TK_INLINE void load_filters(const filters_work *work, int64_t i, int64_t j, int64_t c, int64_t k, lanes *to) {
    const int64_t *strides = work->filters->strides;
    const float *from = (const float *)work->filters->data + i * strides[0] + j * strides[1] + c * strides[2];
    for (int64_t lane = 0; lane < LANES; lane++) (*to)[lane] = k + lane < work->count ? from[(k + lane) * strides[3]] : 0;
}

/// Where number `i` of the transformed filters `k` on is, for channel c.
TK_INLINE float *transformed(const filters_work *work, int64_t i, int64_t c, int64_t k) {
    int64_t panels = filled(work->count, PANEL) / PANEL;
    return work->to + ((i * panels + k / PANEL) * work->channels + c) * PANEL + k % PANEL;
}

/// One channel of all filters.
TK_CLONES static tk_status filters_task(const void *context, int64_t c) {
    const filters_work *work = context;
    for (int64_t k = 0; k < filled(work->count, PANEL); k += LANES) {
        lanes half[EDGE][3], column[3], done[EDGE];
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) load_filters(work, i, j, c, k, &column[i]);
            TRANSFORM_FILTER(column, done);
            for (int i = 0; i < EDGE; i++) half[i][j] = done[i];
        }
        for (int i = 0; i < EDGE; i++) {
            TRANSFORM_FILTER(half[i], done);
            for (int j = 0; j < EDGE; j++) *(lanes *)transformed(work, i * EDGE + j, c, k) = done[j];
        }
    }
    return TK_OK;
}

tk_status tk_winograd_filters(const tk_call *call) {
    const tk_view *to = &call->views[0], *filters = &call->views[1];
    if (filters->dtype != TK_F32 || filters->rank != 4) return TK_UNSUPPORTED;
    filters_work work = {filters, to->data, filters->sizes[2], filters->sizes[3]};
    return tk_parallel(work.channels, filters_task, &work);
}

// MARK: Images

typedef struct result_work {
    tiling t;
    const float *images, *filters;
    float *result;
} result_work;

/// The 36 products of a block of tiles: [tile, channel] by [channel, filter].
TK_CLONES static void multiply_tiles(const result_work *work, int64_t tiles, const float *image, float *product) {
    const tiling *t = &work->t;
    int64_t channels = t->channels_filled, columns = t->filters_filled;
    memset(product, 0, (size_t)(TK_TILE_NUMBERS * TK_TILES * columns) * sizeof(float));
    for (int64_t i = 0; i < TK_TILE_NUMBERS; i++) {
        factor a = {image + i * TK_TILES * channels, channels, 1};
        for (int64_t k = 0; k < columns; k += PANEL) {
            factor b = {work->filters + (i * columns + k) * t->g.channels, PANEL, 1};
            panel_product(tiles, a, b, t->g.channels, product + i * TK_TILES * columns + k, columns);
        }
    }
}

/// Writes eight filters of a tile of the result, as far as it lies within.
TK_INLINE void write_lanes(const geometry *g, const float *product, int64_t step, tile at, float *to, int64_t filters, int64_t k) {
    lanes half[STEP][EDGE], column[EDGE], done[STEP];
    for (int j = 0; j < EDGE; j++) {
        for (int i = 0; i < EDGE; i++) column[i] = *(const lanes *)(product + (i * EDGE + j) * step + k);
        TRANSFORM_RESULT(column, done);
        for (int i = 0; i < STEP; i++) half[i][j] = done[i];
    }
    for (int64_t i = 0; i < STEP && at.y + i < g->rows; i++) {
        TRANSFORM_RESULT(half[i], done);
        for (int64_t j = 0; j < STEP && at.x + j < g->columns; j++)
            store_lanes(to + ((at.y + i) * g->columns + at.x + j) * filters + k, &done[j], filters - k);
    }
}

TK_CLONES static void write_tile(const result_work *work, const float *product, tile at) {
    const tiling *t = &work->t;
    float *to = work->result + at.image * t->g.rows * t->g.columns * t->filters;
    for (int64_t k = 0; k < t->filters; k += LANES)
        write_lanes(&t->g, product, TK_TILES * t->filters_filled, at, to, t->filters, k);
}

static void finish_block(const void *context, int64_t share, int64_t first, int64_t tiles, const float *image, float *product) {
    (void)share;
    const result_work *work = context;
    const tiling *t = &work->t;
    multiply_tiles(work, tiles, image, product);
    for (int64_t i = 0; i < tiles; i++) write_tile(work, product + i * t->filters_filled, tile_at(t, first + i));
}

static tk_status result_task(const void *context, int64_t share) {
    const result_work *work = context;
    return for_each_block(&work->t, work->images, share, finish_block, work);
}

tk_status tk_winograd(const tk_call *call) {
    const tk_view *result = &call->views[0], *work = &call->views[1], *images = &call->views[2];
    result_work context = {.images = images->data, .filters = call->views[3].data, .result = result->data};
    if (!find_tiling(call, images, result, work, &context.t)) return TK_UNSUPPORTED;
    return tk_parallel(work->sizes[0], result_task, &context);
}
