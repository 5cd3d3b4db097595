#include "reduce.h"
#include "tk_memory.h"
#include "tk_move.h"

// Every reduction becomes one of two forms, on contiguous memory: rows [outer, n], each to one number; or columns
// [outer, n, inner], where each of outer × inner numbers comes from n that lie `inner` apart. An input that has
// neither form is copied first, with its combined axes last.

// MARK: Integers and booleans

/// One result of an exact type; n elements `inner` apart.
static tk_status reduce_i64(const shape3 *s, int64_t outer, int64_t inner) {
    const int64_t *x = (const int64_t *)s->in + outer * s->n * s->inner + inner;
    int64_t value = s->op == TK_PRODUCT ? 1 : s->op == TK_SUM ? 0 : x[0];
    bool failed = false;
    for (int64_t i = 0; i < s->n; i++) {
        int64_t v = x[i * s->inner];
        switch (s->op) {
        case TK_SUM: failed |= __builtin_add_overflow(value, v, &value); break;
        case TK_PRODUCT: failed |= __builtin_mul_overflow(value, v, &value); break;
        case TK_MAXIMUM: value = v > value ? v : value; break;
        default: value = v < value ? v : value;
        }
    }
    ((int64_t *)s->out)[outer * s->inner + inner] = value;
    return failed ? TK_OVERFLOW : TK_OK;
}

static tk_status reduce_bool(const shape3 *s, int64_t outer, int64_t inner) {
    const uint8_t *x = (const uint8_t *)s->in + outer * s->n * s->inner + inner;
    bool any = s->op == TK_ANY || s->op == TK_MAXIMUM, value = !any;
    for (int64_t i = 0; i < s->n && value != any; i++) value = x[i * s->inner];
    ((uint8_t *)s->out)[outer * s->inner + inner] = value;
    return TK_OK;
}

static tk_status reduce_exact(const shape3 *s, int dtype) {
    tk_status worst = TK_OK;
    for (int64_t outer = 0; outer < s->outer; outer++) {
        if (tk_interrupted()) return TK_INTERRUPTED;
        for (int64_t inner = 0; inner < s->inner; inner++) {
            tk_status status = dtype == TK_I64 ? reduce_i64(s, outer, inner) : reduce_bool(s, outer, inner);
            if (status > worst) worst = status;
        }
    }
    return worst;
}

// MARK: Bringing a call to one of the forms

static bool is_combined(const tk_view *out, const tk_view *in, int axis) {
    return out->sizes[axis] == 1 && in->sizes[axis] != 1;
}

/// Whether the combined axes of a contiguous input are neighbours; then its sizes are [outer, n, inner].
static bool find_form(const tk_view *out, const tk_view *in, shape3 *s) {
    s->outer = s->n = s->inner = 1;
    bool before = true, after = false;
    for (int axis = 0; axis < in->rank; axis++) {
        int64_t size = in->sizes[axis];
        if (size == 1) continue;
        if (is_combined(out, in, axis)) {
            if (after) return false;
            before = false;
            s->n *= size;
        } else {
            if (!before) after = true;
            *(after ? &s->inner : &s->outer) *= size;
        }
    }
    return tk_is_contiguous(in);
}

/// The same input with its combined axes last.
static tk_view combined_last(const tk_view *out, const tk_view *in) {
    tk_view moved = *in;
    int next = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int axis = 0; axis < in->rank; axis++) {
            if (is_combined(out, in, axis) != (pass == 1)) continue;
            moved.sizes[next] = in->sizes[axis];
            moved.strides[next++] = in->strides[axis];
        }
    }
    return moved;
}

static tk_view packed(const tk_view *view, void *data) {
    tk_view result = *view;
    result.data = data;
    int64_t step = 1;
    for (int axis = view->rank - 1; axis >= 0; axis--) {
        result.strides[axis] = step;
        step *= view->sizes[axis];
    }
    return result;
}

static tk_status reduce_form(const shape3 *s, int dtype) {
    if (dtype == TK_BOOL || dtype == TK_I64) return reduce_exact(s, dtype);
    return s->inner == 1 ? reduce_rows(s, dtype) : reduce_columns(s, dtype);
}

/// Copies the input so that its combined axes come last.
static tk_status reduce_copied(const tk_view *out, const tk_view *in, shape3 *s) {
    tk_view moved = combined_last(out, in);
    size_t bytes = (size_t)tk_count(in) * tk_size(in->dtype);
    void *scratch = tk_allocate(bytes);
    if (!scratch) return TK_MEMORY;
    tk_view views[2] = {packed(&moved, scratch), moved};
    tk_call copy = {.views = views, .outputs = 1, .inputs = 1};
    tk_status status = tk_copy(&copy);
    s->outer = tk_count(out);
    s->n = tk_count(in) / s->outer;
    s->inner = 1;
    s->in = scratch;
    if (status == TK_OK) status = reduce_form(s, in->dtype);
    tk_release(scratch, bytes);
    return status;
}

/// What combining nothing gives.
static tk_status fill_empty(const tk_view *out, int op, int dtype) {
    if (op == TK_MAXIMUM || op == TK_MINIMUM) return TK_EMPTY;
    tk_call fill = {.views = (tk_view *)out, .outputs = 1};
    fill.reals[0] = op == TK_PRODUCT || op == TK_ALL ? 1 : op == TK_MEAN ? NAN : 0;
    return tk_fill(&fill);
}

static bool is_supported(int op, int dtype) {
    if (op < 0 || op >= TK_REDUCE_OPS) return false;
    if (dtype == TK_BOOL) return op >= TK_MAXIMUM;
    if (op >= TK_ANY) return false;
    return dtype != TK_I64 || op != TK_MEAN;
}

tk_status tk_reduce(const tk_call *call) {
    const tk_view *out = &call->views[0], *in = &call->views[1];
    if (!is_supported(call->op, in->dtype)) return TK_UNSUPPORTED;
    if (tk_count(out) == 0) return TK_OK;
    if (tk_count(in) == 0) return fill_empty(out, call->op, in->dtype);
    shape3 s = {.in = in->data, .out = out->data, .op = call->op};
    if (find_form(out, in, &s)) return reduce_form(&s, in->dtype);
    return reduce_copied(out, in, &s);
}
