#include "matrix.h"
#include "tk_matmul.h"
#include "tk_memory.h"
#include "tk_move.h"
#include "tk_threads.h"

/// The fewest multiplications of one part: below this, handing it over costs more than it saves.
#define PART_WORK (1 << 20)
/// The least rows of one part. BLAS packs the other matrix anew for each, which should be little beside the product.
#define PART_ROWS(side) ((side) < 256 ? 64 : (side) < 512 ? 128 : 256)
/// The most parts that one product is cut into, unless they would be larger than `LARGEST_WORK`: between two parts the
/// interrupt flag is looked at, and a user waits for it.
#define MOST_PARTS 32
#define LARGEST_WORK 1e9
/// The same for one call of BLAS, which is given no more of a long `k`; and where one side is a vector.
#define VECTOR_WORK 1.6e7
/// BLAS goes through `k` in some 256 to 512 at a time.
#define DEPTH_STEP 1024
/// Parts begin at multiples of this, the height of BLAS's blocks.
#define PART_STEP 16

typedef struct product {
    const tk_view *out, *a, *b;
    int64_t m, n, k, batch;
    bool accumulate;
    /// How each matrix of the batch is cut, by rows or by columns.
    int64_t parts, part;
    bool by_columns;
} product;

// MARK: One part of one matrix

/// How much of `k` one call of BLAS takes: the sum goes on in the next, and between two the interrupt flag is looked at.
/// A product with a vector waits for memory, so it gets further in fewer multiplications.
static int64_t depth_of_call(int64_t m, int64_t n, int64_t k, size_t size) {
    double most = (m == 1 || n == 1 ? VECTOR_WORK : LARGEST_WORK) * 4 / (double)size / ((double)m * (double)n);
    if (most >= (double)k) return k;
    int64_t depth = (int64_t)most / DEPTH_STEP * DEPTH_STEP;
    return depth < DEPTH_STEP ? DEPTH_STEP : depth;
}

static int64_t at_row(matrix x, int64_t row) { return x.transposed ? row : row * x.leading; }
static int64_t at_column(matrix x, int64_t column) { return x.transposed ? column * x.leading : column; }

static tk_status product_task(const void *context, int64_t task) {
    const product *p = context;
    int64_t number = task / p->parts, start = task % p->parts * p->part, whole = p->by_columns ? p->n : p->m;
    int64_t length = whole - start < p->part ? whole - start : p->part;
    int dtype = p->out->dtype;
    matrix a = matrix_of(p->a), b = matrix_of(p->b);
    int64_t a_start = batch_offset(p->out, p->a, number), b_start = batch_offset(p->out, p->b, number);
    int64_t out_start = batch_offset(p->out, p->out, number), ldc = p->m == 1 ? p->n : row_stride(p->out);
    if (p->by_columns) b_start += at_column(b, start);
    else a_start += at_row(a, start);
    out_start += p->by_columns ? start : start * ldc;
    a.data = element(a.data, a_start, dtype);
    b.data = element(b.data, b_start, dtype);
    void *out = (void *)element(p->out->data, out_start, dtype);
    int64_t m = p->by_columns ? p->m : length, n = p->by_columns ? length : p->n;
    if (ldc < p->n) ldc = p->n;
    int64_t depth = depth_of_call(m, n, p->k, tk_size(dtype));
    for (int64_t done = 0; done < p->k; done += depth) {
        if (done > 0 && tk_interrupted()) return TK_INTERRUPTED;
        int64_t k = p->k - done < depth ? p->k - done : depth;
        matrix left = a, right = b;
        left.data = element(a.data, at_column(a, done), dtype);
        right.data = element(b.data, at_row(b, done), dtype);
        bool accumulate = p->accumulate || done > 0;
        if (dtype == TK_F32) multiply_float(m, n, k, left, right, out, ldc, accumulate);
        else multiply_double(m, n, k, left, right, out, ldc, accumulate);
    }
    return TK_OK;
}

// MARK: The whole product

/// Cuts the longer side in an even number of parts, which depends on the sizes alone.
static void cut(product *p) {
    p->by_columns = p->n > p->m;
    int64_t side = p->by_columns ? p->n : p->m, other = p->by_columns ? p->m : p->n;
    int64_t parts = side / (2 * PART_ROWS(side)) * 2;
    // As a decimal, since the product of three sizes may not fit.
    double most = (double)side * (double)other * (double)p->k / PART_WORK;
    if (most < (double)parts) parts = (int64_t)most;
    int64_t prompt = (int64_t)(most * (PART_WORK / LARGEST_WORK));
    if (parts > MOST_PARTS && parts > prompt) parts = prompt > MOST_PARTS ? prompt : MOST_PARTS;
    p->part = parts < 2 ? side : (side / parts + PART_STEP - 1) / PART_STEP * PART_STEP;
    p->parts = (side + p->part - 1) / p->part;
}

static tk_status multiply_on_blas(const tk_call *call, const tk_view *a, const tk_view *b) {
    const tk_view *out = &call->views[0];
    product p = {.out = out, .a = a, .b = b, .accumulate = call->ints[0] == 1};
    p.m = out->sizes[out->rank - 2];
    p.n = out->sizes[out->rank - 1];
    p.k = a->sizes[a->rank - 1];
    p.batch = p.m * p.n > 0 ? tk_count(out) / (p.m * p.n) : 0;
    if (p.m > INT32_MAX || p.n > INT32_MAX || p.k > INT32_MAX) return TK_UNSUPPORTED;
    if (p.batch == 0) return TK_OK;
    if (p.k == 0) return p.accumulate ? TK_OK : tk_fill(&(tk_call){.views = call->views, .outputs = 1});
    cut(&p);
    // A batch of small matrices is not worth handing over.
    int64_t tasks = p.batch * p.parts;
    if (p.parts == 1 && (double)p.batch * (double)(p.m * p.n) * (double)p.k < PART_WORK) {
        for (int64_t i = 0; i < tasks; i++) product_task(&p, i);
        return TK_OK;
    }
    return tk_parallel(tasks, product_task, &p);
}

// MARK: Integers

/// Rows of the output as sums of b's rows.
static tk_status multiply_i64(const tk_call *call) {
    const tk_view *out = &call->views[0], *a = &call->views[1], *b = &call->views[2];
    int64_t m = out->sizes[out->rank - 2], n = out->sizes[out->rank - 1], k = a->sizes[a->rank - 1];
    int64_t batch = m * n > 0 ? tk_count(out) / (m * n) : 0;
    bool failed = false;
    for (int64_t i = 0; i < batch * m; i++) {
        if (tk_interrupted()) return TK_INTERRUPTED;
        int64_t number = i / m, row = i % m;
        int64_t *to = (int64_t *)out->data + batch_offset(out, out, number) + row * row_stride(out);
        const int64_t *x = (const int64_t *)a->data + batch_offset(out, a, number) + row * row_stride(a);
        const int64_t *y = (const int64_t *)b->data + batch_offset(out, b, number);
        for (int64_t j = 0; j < n; j++) {
            int64_t sum = call->ints[0] == 1 ? to[j] : 0, term;
            for (int64_t l = 0; l < k; l++) {
                failed |= __builtin_mul_overflow(x[l * column_stride(a)], y[l * row_stride(b) + j * column_stride(b)], &term);
                failed |= __builtin_add_overflow(sum, term, &sum);
            }
            to[j] = sum;
        }
    }
    return failed ? TK_OVERFLOW : TK_OK;
}

tk_status tk_matmul(const tk_call *call) {
    const tk_view *out = &call->views[0];
    if (out->dtype == TK_BOOL || out->rank < 2) return TK_UNSUPPORTED;
    if (out->dtype == TK_I64) return multiply_i64(call);
    tk_view a, b;
    void *scratch[2] = {NULL, NULL};
    size_t bytes[2] = {0, 0};
    tk_status status = readable(&call->views[1], &a, &scratch[0], &bytes[0]);
    if (status == TK_OK) status = readable(&call->views[2], &b, &scratch[1], &bytes[1]);
    if (status == TK_OK) status = multiply_on_blas(call, &a, &b);
    tk_release(scratch[0], bytes[0]);
    tk_release(scratch[1], bytes[1]);
    return status;
}
