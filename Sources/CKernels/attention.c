#include <math.h>
#include <string.h>
#include "matrix.h"
#include "softmax.h"
#include "tk_attention.h"
#include "tk_memory.h"
#include "tk_threads.h"

/// Queries at a time. Fewer leave BLAS too little to do at once, more see keys in vain where they are causal.
#define BLOCK 64
/// The fewest multiplications that are worth handing over.
#define LEAST_WORK (1 << 20)
#define MOST_INPUTS 4

typedef struct attention {
    const tk_view *outputs, *inputs;
    /// The sizes of queries [time, depth] and of values [length, width].
    int64_t time, depth, length, width;
    int64_t batch, blocks;
    bool causal;
    double scale;
} attention;

/// Some queries of one matrix of the batch, and the keys that any of them sees.
typedef struct block {
    int64_t number, start, rows, keys;
} block;

static block block_at(const attention *x, int64_t number, int64_t place) {
    int64_t start = place * BLOCK, rows = x->time - start < BLOCK ? x->time - start : BLOCK;
    int64_t keys = x->causal && start + rows < x->length ? start + rows : x->length;
    return (block){number, start, rows, keys};
}

/// The keys that the query at this row of a block sees.
static int64_t seen(const attention *x, const block *b, int64_t row) {
    return x->causal && b->start + row + 1 < b->keys ? b->start + row + 1 : b->keys;
}

/// The rows of a block within a matrix of queries.
static matrix rows_of(matrix m, const block *b, int dtype) {
    m.data = element(m.data, m.transposed ? b->start : b->start * m.leading, dtype);
    return m;
}

/// Where the matrix of this number begins in a result, whose rows are in one piece.
#define RESULT(T, x, place, number) ((T *)(x)->outputs[place].data + batch_offset((x)->outputs, &(x)->outputs[place], number))

#define ATTENTION(T)                                                                                     \
    /* P = softmax(Q Kᵀ / √n), with zeros where a query does not see. */                                 \
    static void weights_##T(const attention *x, const block *b, matrix q, matrix k, T *p) {              \
        multiply_##T(b->rows, b->keys, x->depth, q, transposed(k), p, b->keys, 0);                       \
        for (int64_t row = 0; row < b->rows; row++) {                                                    \
            int64_t n = seen(x, b, row);                                                                 \
            softmax_in_place_##T(p + row * b->keys, (T)x->scale, n);                                     \
            memset(p + row * b->keys + n, 0, (size_t)(b->keys - n) * sizeof(T));                         \
        }                                                                                                \
    }                                                                                                    \
                                                                                                         \
    static tk_status forward_##T(const void *context, int64_t task) {                                    \
        const attention *x = context;                                                                    \
        const int dtype = x->outputs->dtype;                                                             \
        const block b = block_at(x, task / x->blocks, task % x->blocks);                                 \
        const size_t bytes = (size_t)(b.rows * b.keys) * sizeof(T);                                      \
        T *p = tk_allocate(bytes);                                                                       \
        if (!p) return TK_MEMORY;                                                                        \
        matrix m[3];                                                                                     \
        for (int i = 0; i < 3; i++) m[i] = matrix_at(x->outputs, &x->inputs[i], b.number);               \
        weights_##T(x, &b, rows_of(m[0], &b, dtype), m[1], p);                                           \
        T *out = RESULT(T, x, 0, b.number) + b.start * x->width;                                         \
        multiply_##T(b.rows, x->width, b.keys, (matrix){p, b.keys, false}, m[2], out, x->width, 0);      \
        tk_release(p, bytes);                                                                            \
        return TK_OK;                                                                                    \
    }                                                                                                    \
                                                                                                         \
    /* dV += Pᵀ dY;  dS = P (dY Vᵀ − Σ P dY Vᵀ) / √n;  dQ = dS K;  dK += dSᵀ Q. */                        \
    static void backward_block_##T(const attention *x, const block *b, const matrix *m, T *p, T *ds, T **d) { \
        const int dtype = x->outputs->dtype;                                                             \
        const matrix q = rows_of(m[0], b, dtype), k = m[1], v = m[2], dy = rows_of(m[3], b, dtype);      \
        const matrix weights = {p, b->keys, false}, slopes = {ds, b->keys, false};                       \
        weights_##T(x, b, q, k, p);                                                                      \
        multiply_##T(b->keys, x->width, b->rows, transposed(weights), dy, d[2], x->width, 1);            \
        multiply_##T(b->rows, b->keys, x->width, dy, transposed(v), ds, b->keys, 0);                     \
        for (int64_t row = 0; row < b->rows; row++)                                                      \
            softmax_gradient_in_place_##T(ds + row * b->keys, p + row * b->keys, (T)x->scale, b->keys);  \
        multiply_##T(b->rows, x->depth, b->keys, slopes, k, d[0] + b->start * x->depth, x->depth, 0);    \
        multiply_##T(b->keys, x->depth, b->rows, transposed(slopes), q, d[1], x->depth, 1);              \
    }                                                                                                    \
                                                                                                         \
    static tk_status backward_##T(const void *context, int64_t number) {                                 \
        const attention *x = context;                                                                    \
        const int64_t block_count = BLOCK * x->length;                                                   \
        const size_t bytes = 2 * (size_t)block_count * sizeof(T);                                        \
        T *scratch = tk_allocate(bytes);                                                                 \
        if (!scratch) return TK_MEMORY;                                                                  \
        matrix m[MOST_INPUTS];                                                                           \
        for (int i = 0; i < MOST_INPUTS; i++) m[i] = matrix_at(x->outputs, &x->inputs[i], number);       \
        T *d[3];                                                                                         \
        for (int i = 0; i < 3; i++) d[i] = RESULT(T, x, i, number);                                      \
        memset(d[1], 0, (size_t)(x->length * x->depth) * sizeof(T));                                     \
        memset(d[2], 0, (size_t)(x->length * x->width) * sizeof(T));                                     \
        for (int64_t place = 0; place < x->blocks && !tk_interrupted(); place++) {                       \
            const block b = block_at(x, number, place);                                                  \
            backward_block_##T(x, &b, m, scratch, scratch + block_count, d);                             \
        }                                                                                                \
        tk_release(scratch, bytes);                                                                      \
        return tk_interrupted() ? TK_INTERRUPTED : TK_OK;                                                \
    }
ATTENTION(float)
ATTENTION(double)

// MARK: The whole batch

static int64_t rows(const tk_view *v) { return v->sizes[v->rank - 2]; }
static int64_t columns(const tk_view *v) { return v->sizes[v->rank - 1]; }

static attention attention_of(const tk_call *call, const tk_view *inputs) {
    attention x = {.outputs = call->views, .inputs = inputs, .causal = call->ints[0] == 1};
    x.time = rows(&inputs[0]);
    x.depth = columns(&inputs[0]);
    x.length = rows(&inputs[2]);
    x.width = columns(&inputs[2]);
    x.blocks = (x.time + BLOCK - 1) / BLOCK;
    x.scale = x.depth > 0 ? 1 / sqrt((double)x.depth) : 1;
    x.batch = 1;
    for (int axis = 0; axis < call->views->rank - 2; axis++) x.batch *= call->views->sizes[axis];
    return x;
}

static tk_status run_tasks(const attention *x, int64_t tasks, tk_task task) {
    double work = (double)x->batch * (double)x->time * (double)x->length * (double)(x->depth + x->width);
    if (work >= LEAST_WORK) return tk_parallel(tasks, task, x);
    tk_status status = TK_OK;
    for (int64_t i = 0; i < tasks && status == TK_OK; i++) status = task(x, i);
    return status;
}

static tk_status clear(const tk_call *call) {
    for (int i = 0; i < call->outputs; i++) {
        const tk_view *v = &call->views[i];
        memset(v->data, 0, (size_t)tk_count(v) * tk_size(v->dtype));
    }
    return TK_OK;
}

static tk_status attend(const tk_call *call, const tk_view *inputs, bool forward) {
    const attention x = attention_of(call, inputs);
    if (x.time > INT32_MAX || x.length > INT32_MAX || x.depth > INT32_MAX || x.width > INT32_MAX) return TK_UNSUPPORTED;
    // Nothing is seen, or nothing is asked.
    if (x.length == 0 || x.time == 0) return clear(call);
    const bool single = call->views->dtype == TK_F32;
    if (forward) return run_tasks(&x, x.batch * x.blocks, single ? forward_float : forward_double);
    return run_tasks(&x, x.batch, single ? backward_float : backward_double);
}

static tk_status run(const tk_call *call, bool forward) {
    if (call->views->dtype < TK_F32 || call->inputs > MOST_INPUTS) return TK_UNSUPPORTED;
    for (int i = 0; i < call->outputs; i++)
        if (!tk_is_contiguous(&call->views[i])) return TK_UNSUPPORTED;
    tk_view inputs[MOST_INPUTS];
    void *scratch[MOST_INPUTS] = {NULL};
    size_t bytes[MOST_INPUTS] = {0};
    tk_status status = TK_OK;
    for (int i = 0; i < call->inputs && status == TK_OK; i++)
        status = readable(&call->views[call->outputs + i], &inputs[i], &scratch[i], &bytes[i]);
    if (status == TK_OK) status = attend(call, inputs, forward);
    for (int i = 0; i < call->inputs; i++) tk_release(scratch[i], bytes[i]);
    return status;
}

tk_status tk_attention(const tk_call *call) { return run(call, true); }

tk_status tk_attention_gradient(const tk_call *call) { return run(call, false); }
