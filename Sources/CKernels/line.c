#include "tk_line.h"
#include "rows.h"

_Static_assert(TK_LINE == LOOP_CHUNK, "a line is what is not split over the pool");

static int64_t size_of(int dtype) { return dtype == TK_F32 ? 4 : dtype == TK_BOOL ? 1 : 8; }

tk_status tk_binary_line(
    int op, int dtype, void *out, const void *a, int64_t a_stride, const void *b, int64_t b_stride, int64_t n) {
    row_fn row = binary_row(op, dtype);
    if (!row || n > TK_LINE) return TK_UNSUPPORTED;
    char *data[] = {out, (char *)a, (char *)b};
    int64_t strides[] = {size_of(dtype), a_stride, b_stride};
    return n == 0 ? TK_OK : row(data, strides, n, NULL);
}

tk_status tk_unary_line(int op, int dtype, void *out, const void *a, int64_t n) {
    row_fn row = unary_row(op, dtype);
    if (!row || n > TK_LINE) return TK_UNSUPPORTED;
    char *data[] = {out, (char *)a};
    int64_t strides[] = {size_of(dtype), size_of(dtype)};
    return n == 0 ? TK_OK : row(data, strides, n, NULL);
}
