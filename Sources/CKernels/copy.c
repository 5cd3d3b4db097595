#include "tk_move.h"
#include <string.h>

/// Copies one axis after another; the last in a loop of its own.
static void copy_axis(char *to, const char *from, const tk_view *out, const tk_view *in, int axis, size_t size) {
    int64_t n = out->sizes[axis], a = out->strides[axis] * (int64_t)size, b = in->strides[axis] * (int64_t)size;
    if (axis + 1 < out->rank) {
        for (int64_t i = 0; i < n; i++) copy_axis(to + i * a, from + i * b, out, in, axis + 1, size);
        return;
    }
    for (int64_t i = 0; i < n; i++) memcpy(to + i * a, from + i * b, size);
}

tk_status tk_copy(const tk_call *call) {
    const tk_view *out = &call->views[0], *in = &call->views[1];
    size_t size = tk_size(out->dtype);
    int64_t count = tk_count(out);
    if (count == 0) return TK_OK;
    if (out->rank == 0 || (tk_is_contiguous(out) && tk_is_contiguous(in))) {
        memcpy(out->data, in->data, (size_t)count * size);
        return TK_OK;
    }
    copy_axis(out->data, in->data, out, in, 0, size);
    return TK_OK;
}
