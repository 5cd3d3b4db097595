#include "loop.h"
#include "tk_move.h"
#include <string.h>

/// The side of the squares in which a matrix is transposed: two of f64 fit in the first level cache.
#define SQUARE 32

/// Elements are only moved, so their width is all that matters.
#define COPY_ROW(NAME, T)                                                                                \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) {         \
        if (strides[0] == sizeof(T) && strides[1] == sizeof(T)) {                                        \
            memcpy(data[0], data[1], (size_t)n * sizeof(T));                                             \
            return TK_OK;                                                                                \
        }                                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                                \
            *(T *)(data[0] + i * strides[0]) = *(const T *)(data[1] + i * strides[1]);                   \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
COPY_ROW(copy_1, uint8_t)
COPY_ROW(copy_4, uint32_t)
COPY_ROW(copy_8, uint64_t)

// MARK: Transposed

typedef struct transpose_work {
    const loop *over;
    /// The axis along which the input's elements are neighbours; along the last one the output's are.
    int axis;
    size_t size;
    int64_t strips;
} transpose_work;

/// One square; rows of the output lie `a` bytes apart, columns of the input `b`.
#define SQUARE_COPY(NAME, T)                                                                             \
    static void NAME(char *to, const char *from, int64_t a, int64_t b, int64_t rows, int64_t columns) {  \
        for (int64_t i = 0; i < rows; i++) {                                                             \
            T *out = (T *)(to + i * a);                                                                  \
            const char *in = from + i * (int64_t)sizeof(T);                                              \
            for (int64_t j = 0; j < columns; j++) out[j] = *(const T *)(in + j * b);                     \
        }                                                                                                \
    }
SQUARE_COPY(square_1, uint8_t)
SQUARE_COPY(square_4, uint32_t)
SQUARE_COPY(square_8, uint64_t)

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/// One strip of one matrix: `SQUARE` rows of the output, square by square.
static tk_status transpose_task(const void *context, int64_t task) {
    const transpose_work *work = context;
    const loop *over = work->over;
    int last = over->rank - 1;
    int64_t row = task % work->strips * SQUARE, number = task / work->strips;
    int64_t a = over->strides[0][work->axis], b = over->strides[1][last];
    char *to = over->data[0] + row * a, *from = over->data[1] + row * over->strides[1][work->axis];
    for (int axis = last - 1; axis >= 0; axis--) {
        if (axis == work->axis) continue;
        int64_t index = number % over->sizes[axis];
        number /= over->sizes[axis];
        to += index * over->strides[0][axis];
        from += index * over->strides[1][axis];
    }
    int64_t rows = least(SQUARE, over->sizes[work->axis] - row);
    for (int64_t column = 0; column < over->sizes[last]; column += SQUARE) {
        int64_t columns = least(SQUARE, over->sizes[last] - column);
        char *out = to + column * (int64_t)work->size, *in = from + column * b;
        if (work->size == 1) square_1(out, in, a, b, rows, columns);
        else if (work->size == 4) square_4(out, in, a, b, rows, columns);
        else square_8(out, in, a, b, rows, columns);
    }
    return TK_OK;
}

/// The axis along which the input's elements are neighbours, if the output's are along the last; −1 if the copy is
/// not a transposition.
static int transposed_axis(const loop *over, size_t size) {
    int last = over->rank - 1;
    if (over->strides[0][last] != (int64_t)size || over->strides[1][last] == (int64_t)size) return -1;
    if (over->strides[1][last] == 0) return -1;
    for (int axis = last - 1; axis >= 0; axis--) {
        if (over->strides[1][axis] == (int64_t)size && over->sizes[axis] >= 4) return axis;
    }
    return -1;
}

tk_status tk_copy(const tk_call *call) {
    size_t size = tk_size(call->views[0].dtype);
    loop over = loop_over(call->views, 2);
    if (over.count == 0) return TK_OK;
    int axis = transposed_axis(&over, size);
    if (axis < 0) return loop_run(&over, size == 1 ? copy_1 : size == 4 ? copy_4 : copy_8, NULL);
    transpose_work work = {&over, axis, size, (over.sizes[axis] + SQUARE - 1) / SQUARE};
    int64_t matrices = over.count / over.sizes[axis] / over.sizes[over.rank - 1];
    if (over.count >= LOOP_CHUNK) return tk_parallel(matrices * work.strips, transpose_task, &work);
    for (int64_t task = 0; task < matrices * work.strips; task++) transpose_task(&work, task);
    return TK_OK;
}
