/// What every kernel is given and gives back.
#ifndef TENON_TK_CORE_H
#define TENON_TK_CORE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The most axes that a tensor can have.
#define TK_MAX_RANK 8

/// Element types, with the raw values of `DType`. A bool is one byte, 0 or 1.
typedef enum tk_dtype { TK_BOOL = 0, TK_I64 = 1, TK_F32 = 2, TK_F64 = 3 } tk_dtype;

/// How a kernel ended. Anything but `TK_OK` leaves the outputs without meaning.
typedef enum tk_status {
    TK_OK = 0,
    /// An i64 result does not fit.
    TK_OVERFLOW,
    /// Integer division by 0.
    TK_ZERO_DIVISION,
    /// An index is outside its axis.
    TK_INDEX,
    /// A negative power of an integer.
    TK_DOMAIN,
    /// An extreme of no elements.
    TK_EMPTY,
    /// Scratch memory could not be had.
    TK_MEMORY,
    /// The interrupt flag was set.
    TK_INTERRUPTED,
    /// The family has no such operation on this dtype.
    TK_UNSUPPORTED,
} tk_status;

/// A tensor as kernels see it. Strides count elements, not bytes; 0 stretches an axis, and they may be negative.
/// `data` points at the element with index 0 on every axis.
typedef struct tk_view {
    void *data;
    int32_t dtype;
    int32_t rank;
    int64_t sizes[TK_MAX_RANK];
    int64_t strides[TK_MAX_RANK];
} tk_view;

/// One call of a kernel. `views` holds the outputs first, then the inputs; each family says what `op`, `ints`
/// and `reals` mean to it.
typedef struct tk_call {
    tk_view *views;
    int32_t outputs;
    int32_t inputs;
    int32_t op;
    /// Room for a program or key that a family describes; 0 otherwise.
    const void *extra;
    int64_t ints[16];
    double reals[4];
} tk_call;

/// A kernel. It reads the call, writes the outputs, and keeps nothing.
typedef tk_status (*tk_fn)(const tk_call *call);

/// Bytes of one element.
static inline size_t tk_size(int32_t dtype) { return dtype == TK_BOOL ? 1 : dtype == TK_F32 ? 4 : 8; }

/// The number of elements; sizes are known to be such that it fits.
static inline int64_t tk_count(const tk_view *view) {
    int64_t count = 1;
    for (int i = 0; i < view->rank; i++) count *= view->sizes[i];
    return count;
}

/// Whether the elements lie one after another in row-major order.
static inline bool tk_is_contiguous(const tk_view *view) {
    int64_t expected = 1;
    for (int i = view->rank - 1; i >= 0; i--) {
        if (view->sizes[i] == 0) return true;
        if (view->sizes[i] != 1 && view->strides[i] != expected) return false;
        expected *= view->sizes[i];
    }
    return true;
}

#endif
