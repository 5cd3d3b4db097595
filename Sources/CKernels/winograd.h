/// The transforms of Winograd's F(4 × 4, 3 × 3), with the points 0, 1, −1, 2, −2 and infinity, and how tiles lie on
/// images; see tk_winograd.h. Lavin and Gray's B, G and A: a tile of the result is Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A.
#ifndef TENON_WINOGRAD_H
#define TENON_WINOGRAD_H
#include "image.h"
#include "panel.h"
#include "tk_winograd.h"

#define EDGE 6
#define STEP 4

/// Bᵀ d: six numbers of the image.
#define TRANSFORM_IMAGE(d, to)                                                                           \
    do {                                                                                                 \
        const lanes even = (d)[4] - 4 * (d)[2], odd = (d)[3] - 4 * (d)[1];                               \
        const lanes far = (d)[4] - (d)[2], near = 2 * ((d)[3] - (d)[1]);                                 \
        (to)[0] = 4 * (d)[0] - 5 * (d)[2] + (d)[4];                                                      \
        (to)[1] = even + odd;                                                                            \
        (to)[2] = even - odd;                                                                            \
        (to)[3] = far + near;                                                                            \
        (to)[4] = far - near;                                                                            \
        (to)[5] = 4 * (d)[1] - 5 * (d)[3] + (d)[5];                                                      \
    } while (0)

/// Aᵀ m: four numbers of the result from six.
#define TRANSFORM_RESULT(m, to)                                                                          \
    do {                                                                                                 \
        const lanes plus = (m)[1] + (m)[2], minus = (m)[1] - (m)[2];                                     \
        const lanes wide = (m)[3] + (m)[4], slope = (m)[3] - (m)[4];                                     \
        (to)[0] = (m)[0] + plus + wide;                                                                  \
        (to)[1] = minus + 2 * slope;                                                                     \
        (to)[2] = plus + 4 * wide;                                                                       \
        (to)[3] = minus + 8 * slope + (m)[5];                                                            \
    } while (0)

/// A y: the gradient of `TRANSFORM_RESULT`.
#define SPREAD_RESULT(y, to)                                                                             \
    do {                                                                                                 \
        const lanes even = (y)[0] + (y)[2], odd = (y)[1] + (y)[3];                                       \
        const lanes wide = (y)[0] + 4 * (y)[2], slope = 2 * (y)[1] + 8 * (y)[3];                         \
        (to)[0] = (y)[0];                                                                                \
        (to)[1] = even + odd;                                                                            \
        (to)[2] = even - odd;                                                                            \
        (to)[3] = wide + slope;                                                                          \
        (to)[4] = wide - slope;                                                                          \
        (to)[5] = (y)[3];                                                                                \
    } while (0)

/// G g: six numbers from three of the filter.
#define TRANSFORM_FILTER(g, to)                                                                          \
    do {                                                                                                 \
        const lanes sum = (g)[0] + (g)[2], quarter = (g)[0] * (1 / 24.f) + (g)[2] * (1 / 6.f);           \
        (to)[0] = (g)[0] * 0.25f;                                                                        \
        (to)[1] = (sum + (g)[1]) * (-1 / 6.f);                                                           \
        (to)[2] = (sum - (g)[1]) * (-1 / 6.f);                                                           \
        (to)[3] = quarter + (g)[1] * (1 / 12.f);                                                         \
        (to)[4] = quarter - (g)[1] * (1 / 12.f);                                                         \
        (to)[5] = (g)[2];                                                                                \
    } while (0)

/// Gᵀ u: the gradient of `TRANSFORM_FILTER`.
#define FOLD_FILTER(u, to)                                                                               \
    do {                                                                                                 \
        const lanes near = (u)[1] + (u)[2], far = (u)[3] + (u)[4];                                       \
        (to)[0] = (u)[0] * 0.25f - near * (1 / 6.f) + far * (1 / 24.f);                                  \
        (to)[1] = ((u)[2] - (u)[1]) * (1 / 6.f) + ((u)[3] - (u)[4]) * (1 / 12.f);                        \
        (to)[2] = (far - near) * (1 / 6.f) + (u)[5];                                                     \
    } while (0)

// MARK: Lanes at the end of a row

/// The first `count` numbers, and zeros for the others.
TK_INLINE void load_lanes(lanes *to, const float *from, int64_t count) {
    if (count >= LANES) {
        *to = *(const lanes *)from;
        return;
    }
    *to = (lanes){0};
    for (int64_t i = 0; i < count; i++) (*to)[i] = from[i];
}

TK_INLINE void store_lanes(float *to, const lanes *from, int64_t count) {
    if (count >= LANES) {
        *(lanes *)to = *from;
        return;
    }
    for (int64_t i = 0; i < count; i++) to[i] = (*from)[i];
}

TK_INLINE int64_t filled(int64_t count, int64_t step) { return (count + step - 1) / step * step; }

// MARK: Tiles

/// The tiles of a batch of results, and the part of one share.
typedef struct tiling {
    geometry g;
    int64_t filters;
    /// Tiles above each other and side by side, in one image; all of them; those of one share.
    int64_t down, across, count, share;
    /// The numbers of one share's working memory, and where in it the transformed images and results are.
    float *work;
    int64_t work_size, channels_filled, filters_filled;
} tiling;

/// From the call, the image and the result; `work` is the working memory.
static inline bool find_tiling(
    const tk_call *call, const tk_view *image, const tk_view *result, const tk_view *work, tiling *t) {
    if (!find_geometry(call, image, result, &t->g) || image->dtype != TK_F32) return false;
    if (t->g.window_height != 3 || t->g.window_width != 3 || t->g.step_y != 1 || t->g.step_x != 1) return false;
    t->filters = result->sizes[3];
    t->down = (t->g.rows + STEP - 1) / STEP;
    t->across = (t->g.columns + STEP - 1) / STEP;
    t->count = t->g.batch * t->down * t->across;
    t->share = filled((t->count + work->sizes[0] - 1) / work->sizes[0], TK_TILES);
    t->work = work->data;
    t->channels_filled = filled(t->g.channels, TK_CHANNEL_LANES);
    t->filters_filled = filled(t->filters, TK_FILTER_PANEL);
    t->work_size = TK_TILE_NUMBERS * TK_TILES * (t->channels_filled + t->filters_filled);
    return tk_count(work) == work->sizes[0] * t->work_size;
}

/// Where a tile lies: its image, and its first row and column in the result.
typedef struct tile {
    int64_t image, y, x;
} tile;

TK_INLINE tile tile_at(const tiling *t, int64_t index) {
    int64_t within = index % (t->down * t->across);
    return (tile){index / (t->down * t->across), within / t->across * STEP, within % t->across * STEP};
}

/// What becomes of a block of tiles, the first of them and how many: `image` holds the transformed images under them,
/// number i of tile t and channel c at `image[(i · TK_TILES + t) · channels_filled + c]`; `other` has as much room for
/// filters.
typedef void (*block_fn)(const void *context, int64_t share, int64_t first, int64_t tiles, const float *image, float *other);

/// Transforms the images under the tiles of one share, a block at a time in the share's working memory, and hands each
/// block on. Between two the interrupt flag is asked.
tk_status for_each_block(const tiling *t, const float *images, int64_t share, block_fn then, const void *context);

#endif
