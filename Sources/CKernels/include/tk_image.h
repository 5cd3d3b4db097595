/// Kernels for convolutions and pooling on images [batch, height, width, channel], contiguous.
///
/// All of them take in `ints` the window and how it moves: 0–1 its height and width, 2–3 the steps, 4–5 the padding
/// above and to the left (what is missing below and to the right follows from the output's size), 6–7 the distance
/// of the window's elements (1 if they are neighbours). f32 and f64.
#ifndef TENON_TK_IMAGE_H
#define TENON_TK_IMAGE_H
#include "tk_core.h"

/// views: output [batch, rows, columns, height · width · channels], image. The pixels under each window, 0 beyond the
/// image's edge, so that a convolution is a matrix product.
tk_status tk_windows(const tk_call *call);

/// views: image, windows: the gradient of `tk_windows`. Each pixel is the sum of its appearances.
tk_status tk_windows_gradient(const tk_call *call);

/// views: output, i64 places, image. The largest pixel under each window (NaN if one is) and its place, counted in
/// rows · width + columns of the image; −1 where a window has none.
tk_status tk_max_pool(const tk_call *call);

/// views: output, image. The mean of the pixels under each window; those beyond the edge do not count.
tk_status tk_mean_pool(const tk_call *call);

/// views: image, dy.
tk_status tk_mean_pool_gradient(const tk_call *call);

#endif
