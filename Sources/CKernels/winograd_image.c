#include "winograd.h"

/// The pixel's channels from `c` on, zeros beyond the image's edge.
TK_INLINE void load_pixel(const geometry *g, const float *image, int64_t y, int64_t x, int64_t c, bool inside, lanes *to) {
    if (inside || (y >= 0 && y < g->height && x >= 0 && x < g->width))
        load_lanes(to, image + (y * g->width + x) * g->channels + c, g->channels - c);
    else *to = (lanes){0};
}

TK_INLINE void transform_lanes(
    const geometry *g, const float *image, int64_t top, int64_t left, int64_t c, bool inside, float *to, int64_t step) {
    lanes half[EDGE][EDGE], column[EDGE], done[EDGE];
    for (int j = 0; j < EDGE; j++) {
        for (int i = 0; i < EDGE; i++) load_pixel(g, image, top + i, left + j, c, inside, &column[i]);
        TRANSFORM_IMAGE(column, done);
        for (int i = 0; i < EDGE; i++) half[i][j] = done[i];
    }
    for (int i = 0; i < EDGE; i++) {
        TRANSFORM_IMAGE(half[i], done);
        for (int j = 0; j < EDGE; j++) *(lanes *)(to + (i * EDGE + j) * step) = done[j];
    }
}

/// The image under one tile: number i of channel c goes to `to[i · step + c]`.
TK_CLONES static void transform_image(const tiling *t, const float *images, tile at, float *to, int64_t step) {
    const geometry *g = &t->g;
    const float *image = images + at.image * g->height * g->width * g->channels;
    int64_t top = at.y - g->pad_y, left = at.x - g->pad_x, c = 0;
    bool inside = top >= 0 && left >= 0 && top + EDGE <= g->height && left + EDGE <= g->width;
    if (inside) {
        for (; c + LANES <= g->channels; c += LANES) transform_lanes(g, image, top, left, c, true, to + c, step);
    }
    for (; c < g->channels; c += LANES) transform_lanes(g, image, top, left, c, inside, to + c, step);
}

tk_status for_each_block(const tiling *t, const float *images, int64_t share, block_fn then, const void *context) {
    float *image = t->work + share * t->work_size;
    float *other = image + TK_TILE_NUMBERS * TK_TILES * t->channels_filled;
    int64_t end = (share + 1) * t->share < t->count ? (share + 1) * t->share : t->count;
    for (int64_t first = share * t->share; first < end; first += TK_TILES) {
        if (tk_interrupted()) return TK_INTERRUPTED;
        int64_t tiles = end - first < TK_TILES ? end - first : TK_TILES;
        for (int64_t i = 0; i < tiles; i++) {
            float *to = image + i * t->channels_filled;
            transform_image(t, images, tile_at(t, first + i), to, TK_TILES * t->channels_filled);
        }
        then(context, share, first, tiles, image, other);
    }
    return TK_OK;
}
