/// Convolutions with filters of 3 × 3 and steps of 1, in f32, by tiles: each 4 × 4 pixels of the result come from
/// 6 × 6 of the image through 36 products for each channel and filter instead of 144 (Winograd's F(4 × 4, 3 × 3);
/// Lavin and Gray, Fast algorithms for convolutional neural networks, 2016). The transforms cost accuracy: errors are
/// some ten times those of the plain sum, about 1e-6 of the largest result.
///
/// Images are [batch, height, width, channel], contiguous. `ints` are those of tk_image.h.
/// Working memory is [share, 36, TK_TILES · lane]: what one share of the tiles needs at a time.
#ifndef TENON_TK_WINOGRAD_H
#define TENON_TK_WINOGRAD_H
#include "tk_core.h"

enum {
    /// The numbers of a transformed tile.
    TK_TILE_NUMBERS = 36,
    /// How many tiles are worked on at a time: what they need stays in a core's cache.
    TK_TILES = 12,
    /// Filters come in panels of this many, the last one filled with zeros.
    TK_FILTER_PANEL = 16,
    /// Channels are filled up to a multiple of this.
    TK_CHANNEL_LANES = 8,
};

/// views: transformed filters [36, panel, channel, 16], filters [3, 3, channel, filter] of any layout.
tk_status tk_winograd_filters(const tk_call *call);

/// views: output, work [share, 36, TK_TILES, filled channels + filled filters], images, transformed filters.
tk_status tk_winograd(const tk_call *call);

/// views: sums [share, 36, channel, filled filters], work as above, images, dy: each share's part of the gradient of
/// the transformed filters.
tk_status tk_winograd_filters_gradient(const tk_call *call);

/// views: the gradient of the filters, sums: the shares' total, in order, transformed back.
tk_status tk_winograd_fold(const tk_call *call);

#endif
