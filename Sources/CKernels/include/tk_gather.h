/// Kernels that move elements by index. Indices are i64 and count from the end if negative; one outside its axis
/// gives `TK_INDEX`. All views are contiguous.
#ifndef TENON_TK_GATHER_H
#define TENON_TK_GATHER_H
#include "tk_core.h"

/// views: output, input, indices. Along axis `ints[0]`, which has the input's size n, the output has the indices' axes
/// in its place: out[a…, k…, b…] = in[a…, indices[k…], b…].
tk_status tk_gather(const tk_call *call);

/// views: output, source, indices: the gradient of `tk_gather`. out[a…, indices[k…], b…] += source[a…, k…, b…], in
/// the order of k. The output is filled with 0 first unless `ints[1]` is 1.
tk_status tk_scatter_add(const tk_call *call);

/// The same for a matrix that is kept from run to run and is 0 but for the rows in use. views: output [n, width], the
/// places in use [1 + n] in i64, whether each place is [n], source, indices. The first of the places is their number,
/// or −1 where all rows are in use. Rows in use before are filled with 0, and those that are used now take their place.
tk_status tk_scatter_add_rows(const tk_call *call);

/// views: the places in use, as above, which are all from now on.
tk_status tk_use_all_rows(const tk_call *call);

/// views: output, input, indices of the output's sizes. Along axis `ints[0]` each element chooses for itself:
/// out[a, k, b] = in[a, indices[a, k, b], b].
tk_status tk_gather_along(const tk_call *call);

/// views: output, source, indices of the source's sizes: the gradient of `tk_gather_along`.
tk_status tk_scatter_add_along(const tk_call *call);

/// views: output [k…, classes], indices [k…]. 1 at each index, else 0.
tk_status tk_one_hot(const tk_call *call);

#endif
