#include "loop.h"
#include "tk_pointwise.h"

/// Elements are only moved, so their width is all that matters.
#define WHERE_ROW(NAME, T)                                                                               \
    TK_CLONES static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) { \
        const uint8_t *test = (const uint8_t *)data[1];                                                  \
        if (strides[0] == sizeof(T) && strides[1] == 1 && strides[2] == sizeof(T) && strides[3] == sizeof(T)) { \
            T *out = (T *)data[0];                                                                       \
            const T *a = (const T *)data[2], *b = (const T *)data[3];                                    \
            _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < n; i++) {             \
                const T x = a[i], y = b[i];                                                              \
                out[i] = test[i] ? x : y;                                                                \
            }                                                                                            \
            return TK_OK;                                                                                \
        }                                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                                \
            const char *from = test[i * strides[1]] ? data[2] + i * strides[2] : data[3] + i * strides[3]; \
            *(T *)(data[0] + i * strides[0]) = *(const T *)from;                                         \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }

WHERE_ROW(where_1, uint8_t)
WHERE_ROW(where_4, uint32_t)
WHERE_ROW(where_8, uint64_t)

tk_status tk_where(const tk_call *call) {
    static const row_fn rows[4] = {where_1, where_8, where_4, where_8};
    loop over = loop_over(call->views, 4);
    return loop_run(&over, rows[call->views[0].dtype & 3], NULL);
}
