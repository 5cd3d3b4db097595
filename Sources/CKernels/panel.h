/// The innermost product of small matrices: up to six rows of the output, sixteen columns wide, stay in registers while
/// the depth runs (Goto and van de Geijn, Anatomy of high-performance matrix multiplication, 2008).
#ifndef TENON_PANEL_H
#define TENON_PANEL_H
#include "loop.h"

/// Eight numbers side by side.
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));
#define LANES 8
/// The columns of a panel: two vectors.
#define PANEL 16
#define PANEL_ROWS 6

/// A factor of a product: its first element, and how far apart its rows and its columns are.
typedef struct factor {
    const float *data;
    int64_t row, column;
} factor;

/// Adds a · b to `out`: `ROWS` rows of a, and a panel of b. Each element's sum goes along the depth, in order.
#define PANEL_PRODUCT(ROWS)                                                                              \
    TK_INLINE void panel_product_##ROWS(factor a, factor b, int64_t depth, float *out, int64_t step) {   \
        lanes sum[ROWS][2];                                                                              \
        for (int i = 0; i < ROWS; i++) {                                                                 \
            sum[i][0] = *(const lanes *)(out + i * step);                                                \
            sum[i][1] = *(const lanes *)(out + i * step + LANES);                                        \
        }                                                                                                \
        for (int64_t k = 0; k < depth; k++) {                                                            \
            const lanes left = *(const lanes *)(b.data + k * b.row);                                     \
            const lanes right = *(const lanes *)(b.data + k * b.row + LANES);                            \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) {                          \
                const float x = a.data[i * a.row + k * a.column];                                        \
                sum[i][0] += x * left;                                                                   \
                sum[i][1] += x * right;                                                                  \
            }                                                                                            \
        }                                                                                                \
        for (int i = 0; i < ROWS; i++) {                                                                 \
            *(lanes *)(out + i * step) = sum[i][0];                                                      \
            *(lanes *)(out + i * step + LANES) = sum[i][1];                                              \
        }                                                                                                \
    }
PANEL_PRODUCT(6)
PANEL_PRODUCT(5)
PANEL_PRODUCT(4)
PANEL_PRODUCT(3)
PANEL_PRODUCT(2)
PANEL_PRODUCT(1)

/// Adds a · b to `out`, whose rows are `step` apart: any number of rows of a, and a panel of b.
TK_INLINE void panel_product(int64_t rows, factor a, factor b, int64_t depth, float *out, int64_t step) {
    for (; rows >= PANEL_ROWS; rows -= PANEL_ROWS) {
        panel_product_6(a, b, depth, out, step);
        a.data += PANEL_ROWS * a.row;
        out += PANEL_ROWS * step;
    }
    switch (rows) {
    case 5: panel_product_5(a, b, depth, out, step); break;
    case 4: panel_product_4(a, b, depth, out, step); break;
    case 3: panel_product_3(a, b, depth, out, step); break;
    case 2: panel_product_2(a, b, depth, out, step); break;
    case 1: panel_product_1(a, b, depth, out, step); break;
    }
}

#endif
