/// Row functions of element-wise kernels, and the macros that make them.
#ifndef TENON_ROWS_H
#define TENON_ROWS_H
#include "math.h"
#include "tk_pointwise.h"

/// The row function of a `tk_unary_op` or a `tk_binary_op`; null where there is none.
row_fn unary_row(int op, int dtype);
row_fn binary_row(int op, int dtype);

#define OUT(T, i) (*(T *)(data[0] + (i) * strides[0]))
#define LEFT(T, i) (*(const T *)(data[1] + (i) * strides[1]))
#define RIGHT(T, i) (*(const T *)(data[2] + (i) * strides[2]))
#define VECTORS _Pragma("clang loop vectorize(assume_safety)")

/// A row function with loops of their own for two rows, a row and a number, and a number and a row.
#define BINARY_ROW(NAME, T, R, EXPRESSION)                                                               \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        R *out = (R *)data[0];                                                                           \
        const T *left = (const T *)data[1], *right = (const T *)data[2];                                 \
        bool packed = strides[0] == sizeof(R);                                                           \
        if (packed && strides[1] == sizeof(T) && strides[2] == sizeof(T)) {                              \
            VECTORS for (int64_t i = 0; i < n; i++) {                                                    \
                const T a = left[i], b = right[i];                                                       \
                out[i] = (EXPRESSION);                                                                   \
            }                                                                                            \
        } else if (packed && strides[1] == sizeof(T) && strides[2] == 0) {                               \
            const T b = *right;                                                                          \
            VECTORS for (int64_t i = 0; i < n; i++) {                                                    \
                const T a = left[i];                                                                     \
                out[i] = (EXPRESSION);                                                                   \
            }                                                                                            \
        } else if (packed && strides[1] == 0 && strides[2] == sizeof(T)) {                               \
            const T a = *left;                                                                           \
            VECTORS for (int64_t i = 0; i < n; i++) {                                                    \
                const T b = right[i];                                                                    \
                out[i] = (EXPRESSION);                                                                   \
            }                                                                                            \
        } else {                                                                                         \
            for (int64_t i = 0; i < n; i++) {                                                            \
                const T a = LEFT(T, i), b = RIGHT(T, i);                                                 \
                OUT(R, i) = (EXPRESSION);                                                                \
            }                                                                                            \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }

/// A row function: vectors where both sides lie one after another, else element by element.
#define UNARY_ROW(NAME, T, EXPRESSION)                                                                   \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        if (strides[0] == sizeof(T) && strides[1] == sizeof(T)) {                                        \
            T *out = (T *)data[0];                                                                       \
            const T *in = (const T *)data[1];                                                            \
            VECTORS for (int64_t i = 0; i < n; i++) {             \
                const T x = in[i];                                                                       \
                out[i] = (EXPRESSION);                                                                   \
            }                                                                                            \
        } else {                                                                                         \
            for (int64_t i = 0; i < n; i++) {                                                            \
                const T x = LEFT(T, i);                                                                    \
                OUT(T, i) = (EXPRESSION);                                                                \
            }                                                                                            \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }

#endif
