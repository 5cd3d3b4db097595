#include "math.h"
#include "tk_reduce.h"

// Kernels that walk along one axis: the place of an extreme, and running sums.

#define AT(T, v, i) (*(T *)(data[v] + (i) * strides[v]))

/// How many decimals are compared side by side.
#define SIDE 16

/// The place of the first extreme of a line in one piece: the extreme first, by vectors, and then where it is. Nothing
/// if there is a NaN in it.
#define ARG_PACKED(NAME, T, BETTER)                                                                      \
    TK_CLONES static int64_t NAME(const T *line, int64_t n) {                                            \
        T best[SIDE];                                                                                    \
        int unordered[SIDE] = {0};                                                                       \
        int64_t i = 0, place = 0;                                                                        \
        for (int k = 0; k < SIDE; k++) best[k] = line[0];                                                \
        for (; i + SIDE <= n; i += SIDE) {                                                               \
            for (int k = 0; k < SIDE; k++) {                                                             \
                const T v = line[i + k];                                                                 \
                unordered[k] |= v != v;                                                                  \
                best[k] = v BETTER best[k] ? v : best[k];                                                \
            }                                                                                            \
        }                                                                                                \
        T extreme = line[0];                                                                             \
        for (int k = 0; k < SIDE; k++) {                                                                 \
            if (unordered[k]) return -1;                                                                 \
            if (best[k] BETTER extreme) extreme = best[k];                                               \
        }                                                                                                \
        for (; i < n; i++) {                                                                             \
            if (line[i] != line[i]) return -1;                                                           \
            if (line[i] BETTER extreme) extreme = line[i];                                               \
        }                                                                                                \
        for (int found = 0; place + SIDE <= n; place += SIDE) {                                          \
            for (int k = 0; k < SIDE; k++) found |= line[place + k] == extreme;                          \
            if (found) break;                                                                            \
        }                                                                                                \
        while (place < n && line[place] != extreme) place++;                                             \
        return place < n ? place : -1;                                                                   \
    }
ARG_PACKED(argmax_packed_f32, float, >)
ARG_PACKED(argmin_packed_f32, float, <)
ARG_PACKED(argmax_packed_f64, double, >)
ARG_PACKED(argmin_packed_f64, double, <)

/// Lines that are strided, of whole numbers or shorter than this go element by element, and so do those with a NaN. The
/// interrupt flag is asked between lines that are not longer than the other bound.
#define LEAST_PACKED 32
#define MOST_PACKED ((int64_t)1 << 22)

#define ARG_FAST(NAME, T, PACKED)                                                                        \
    static tk_status NAME##_line(char *const *data, const int64_t *strides, int64_t n, const void *_) {  \
        bool is_packed = strides[0] == sizeof(T) && n >= LEAST_PACKED && n <= MOST_PACKED;               \
        int64_t place = is_packed ? PACKED((const T *)data[0], n) : -1;                                  \
        if (place < 0) return NAME(data, strides, n, _);                                                 \
        *(int64_t *)data[1] = place;                                                                     \
        return TK_OK;                                                                                    \
    }

/// The input is the first view here, since the lines are as long as it; the output has one element a line.
#define ARG_LINE(NAME, T, BETTER)                                                                        \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *_) {         \
        int64_t place = 0;                                                                               \
        T best = AT(T, 0, 0);                                                                            \
        for (int64_t i = 1; i < n && best == best; i++) {                                                \
            if (stops_at(i)) return TK_INTERRUPTED;                                                      \
            T v = AT(T, 0, i);                                                                           \
            if (v BETTER best || v != v) {                                                               \
                best = v;                                                                                \
                place = i;                                                                               \
            }                                                                                            \
        }                                                                                                \
        *(int64_t *)data[1] = place;                                                                     \
        return TK_OK;                                                                                    \
    }
#define ARG_LINES(SUFFIX, T)                                                                             \
    ARG_LINE(argmax_##SUFFIX, T, >)                                                                      \
    ARG_LINE(argmin_##SUFFIX, T, <)
ARG_LINES(bool, uint8_t)
ARG_LINES(i64, int64_t)
ARG_LINES(f32, float)
ARG_LINES(f64, double)
ARG_FAST(argmax_f32, float, argmax_packed_f32)
ARG_FAST(argmin_f32, float, argmin_packed_f32)
ARG_FAST(argmax_f64, double, argmax_packed_f64)
ARG_FAST(argmin_f64, double, argmin_packed_f64)

tk_status tk_arg(const tk_call *call) {
    static const row_fn rows[2][4] = {
        {argmax_bool, argmax_i64, argmax_f32_line, argmax_f64_line},
        {argmin_bool, argmin_i64, argmin_f32_line, argmin_f64_line}};
    int axis = (int)call->ints[0];
    tk_view views[2] = {call->views[1], call->views[0]};
    if (call->op < 0 || call->op > TK_ARGMIN || axis < 0 || axis >= views[0].rank) return TK_UNSUPPORTED;
    if (tk_count(&views[1]) == 0) return TK_OK;
    if (views[0].sizes[axis] == 0) return TK_EMPTY;
    return lines_run(views, 2, axis, rows[call->op][views[0].dtype & 3], NULL);
}

// MARK: Running sums

/// Sums in double, so that a long f32 line keeps its digits.
#define SUM_LINE(NAME, T)                                                                                \
    static tk_status NAME(char *const *data, const int64_t *strides, int64_t n, const void *context) {   \
        bool backwards = *(const int64_t *)context != 0;                                                 \
        double sum = 0;                                                                                  \
        for (int64_t k = 0; k < n; k++) {                                                                \
            if (stops_at(k)) return TK_INTERRUPTED;                                                      \
            int64_t i = backwards ? n - 1 - k : k;                                                       \
            sum += AT(T, 1, i);                                                                          \
            AT(T, 0, i) = (T)sum;                                                                        \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
SUM_LINE(cumsum_f32, float)
SUM_LINE(cumsum_f64, double)

static tk_status cumsum_i64(char *const *data, const int64_t *strides, int64_t n, const void *context) {
    bool backwards = *(const int64_t *)context != 0, failed = false;
    int64_t sum = 0;
    for (int64_t k = 0; k < n; k++) {
        if (stops_at(k)) return TK_INTERRUPTED;
        int64_t i = backwards ? n - 1 - k : k;
        failed |= __builtin_add_overflow(sum, AT(int64_t, 1, i), &sum);
        AT(int64_t, 0, i) = sum;
    }
    return failed ? TK_OVERFLOW : TK_OK;
}

tk_status tk_cumsum(const tk_call *call) {
    static const row_fn rows[4] = {NULL, cumsum_i64, cumsum_f32, cumsum_f64};
    row_fn row = rows[call->views[0].dtype & 3];
    return row ? lines_run(call->views, 2, (int)call->ints[0], row, &call->ints[1]) : TK_UNSUPPORTED;
}
