#include "math.h"
#include "tk_random.h"

static inline void philox(uint32_t k0, uint32_t k1, uint32_t c[4]) {
    for (int round = 0; round < 10; round++) {
        uint64_t a = (uint64_t)0xD2511F53u * c[0], b = (uint64_t)0xCD9E8D57u * c[2];
        uint32_t c1 = c[1], c3 = c[3];
        c[0] = (uint32_t)(b >> 32) ^ c1 ^ k0;
        c[1] = (uint32_t)b;
        c[2] = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c[3] = (uint32_t)a;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

void tk_philox(tk_key key, uint64_t counter, uint32_t block[4]) {
    block[0] = (uint32_t)counter;
    block[1] = (uint32_t)(counter >> 32);
    block[2] = (uint32_t)key.stream;
    block[3] = (uint32_t)(key.stream >> 32);
    philox((uint32_t)key.seed, (uint32_t)(key.seed >> 32), block);
}

// MARK: Fills

/// Blocks that are made side by side, so that the cipher runs in vectors.
#define BLOCKS 64
/// Blocks of one task.
#define TASK_BLOCKS 8192

/// The words of `BLOCKS` blocks: word w of block b at [w][b].
typedef uint32_t words[4][BLOCKS];

TK_INLINE void make_words(tk_key key, uint64_t counter, words w) {
    uint32_t k0 = (uint32_t)key.seed, k1 = (uint32_t)(key.seed >> 32);
    for (int b = 0; b < BLOCKS; b++) {
        uint32_t c[4] = {(uint32_t)(counter + (uint64_t)b), (uint32_t)((counter + (uint64_t)b) >> 32),
                         (uint32_t)key.stream, (uint32_t)(key.stream >> 32)};
        philox(k0, k1, c);
        for (int i = 0; i < 4; i++) w[i][b] = c[i];
    }
}

/// From 0 up to but without 1, by as many bits as the type holds.
TK_INLINE float unit_f32(uint32_t word) { return (float)(int32_t)(word >> 8) * 0x1p-24f; }
TK_INLINE double unit_f64(uint32_t high, uint32_t low) {
    return (double)(int64_t)(((uint64_t)high << 32 | low) >> 11) * 0x1p-53;
}

/// Sine and cosine of a full turn times u, by Taylor's series on an eighth of a turn to both sides.
#define TURN(T, COUNT)                                                                                   \
    TK_INLINE void turn_##T(T u, T *sine, T *cosine) {                                                   \
        T quarter = (T)(int32_t)(u * 4 + (T)0.5), x = (u - quarter * (T)0.25) * (T)6.283185307179586477, z = x * x; \
        T s = 1, c = 1;                                                                                  \
        for (int k = COUNT; k > 0; k--) {                                                                \
            s = 1 - s * z / (T)(2 * k * (2 * k + 1));                                                    \
            c = 1 - c * z / (T)(2 * k * (2 * k - 1));                                                    \
        }                                                                                                \
        s *= x;                                                                                          \
        int q = (int)quarter & 3;                                                                        \
        T first = q & 1 ? c : s, second = q & 1 ? s : c;                                                 \
        *sine = q & 2 ? -first : first;                                                                  \
        *cosine = (q + 1) & 2 ? -second : second;                                                        \
    }
TURN(float, 5)
TURN(double, 9)

typedef struct fill_work {
    tk_key key;
    int op;
    int64_t count;
    double first, second;
    void *out;
} fill_work;

/// `BLOCKS` blocks of four f32 each, in the order of the blocks.
TK_CLONES static void make_f32(const fill_work *work, uint64_t counter, float *out) {
    words w;
    make_words(work->key, counter, w);
    float first = (float)work->first, second = (float)work->second;
    if (work->op == TK_UNIFORM) {
        for (int b = 0; b < BLOCKS; b++) {
            for (int i = 0; i < 4; i++) out[4 * b + i] = first + unit_f32(w[i][b]) * (second - first);
        }
    } else if (work->op == TK_NORMAL) {
        float values[4][BLOCKS];
        for (int i = 0; i < 4; i += 2) {
            for (int b = 0; b < BLOCKS; b++) {
                float radius = second * sqrtf(-2 * log_f32(1 - unit_f32(w[i][b]))), sine, cosine;
                turn_float(unit_f32(w[i + 1][b]), &sine, &cosine);
                values[i][b] = first + radius * cosine;
                values[i + 1][b] = first + radius * sine;
            }
        }
        for (int b = 0; b < BLOCKS; b++) {
            for (int i = 0; i < 4; i++) out[4 * b + i] = values[i][b];
        }
    } else {
        for (int b = 0; b < BLOCKS; b++) {
            for (int i = 0; i < 4; i++) out[4 * b + i] = unit_f32(w[i][b]) < first;
        }
    }
}

/// `BLOCKS` blocks of two f64 each.
TK_CLONES static void make_f64(const fill_work *work, uint64_t counter, double *out) {
    words w;
    make_words(work->key, counter, w);
    for (int b = 0; b < BLOCKS; b++) {
        double u = unit_f64(w[1][b], w[0][b]), v = unit_f64(w[3][b], w[2][b]), sine, cosine;
        if (work->op == TK_NORMAL) {
            double radius = work->second * sqrt(-2 * log_f64(1 - u));
            turn_double(v, &sine, &cosine);
            out[2 * b] = work->first + radius * cosine;
            out[2 * b + 1] = work->first + radius * sine;
        } else if (work->op == TK_UNIFORM) {
            out[2 * b] = work->first + u * (work->second - work->first);
            out[2 * b + 1] = work->first + v * (work->second - work->first);
        } else {
            out[2 * b] = u < work->first;
            out[2 * b + 1] = v < work->first;
        }
    }
}

/// Makes tiles of `BLOCKS` blocks, and copies the part that is asked for.
#define FILL_TASK(NAME, T, MAKE, MADE, PER_BLOCK)                                                        \
    static tk_status NAME(const void *context, int64_t task) {                                           \
        const fill_work *work = context;                                                                 \
        int64_t block = task * TASK_BLOCKS, end = block + TASK_BLOCKS;                                   \
        MADE tile[BLOCKS * PER_BLOCK];                                                                   \
        for (; block < end && block * PER_BLOCK < work->count; block += BLOCKS) {                        \
            MAKE(work, (uint64_t)block, tile);                                                           \
            int64_t start = block * PER_BLOCK, n = work->count - start;                                  \
            if (n > BLOCKS * PER_BLOCK) n = BLOCKS * PER_BLOCK;                                          \
            T *out = (T *)work->out + start;                                                             \
            for (int64_t i = 0; i < n; i++) out[i] = (T)tile[i];                                         \
        }                                                                                                \
        return TK_OK;                                                                                    \
    }
FILL_TASK(fill_f32, float, make_f32, float, 4)
FILL_TASK(fill_bool, uint8_t, make_f32, float, 4)
FILL_TASK(fill_f64, double, make_f64, double, 2)

tk_status tk_random(const tk_call *call) {
    const tk_view *out = &call->views[0];
    fill_work work = {.key = *(const tk_key *)call->extra, .op = call->op, .count = tk_count(out), .first = call->reals[0],
                      .second = call->reals[1], .out = out->data};
    static const tk_task tasks[4] = {fill_bool, NULL, fill_f32, fill_f64};
    tk_task task = tasks[out->dtype & 3];
    if (!task || (out->dtype == TK_BOOL && call->op != TK_BERNOULLI)) return TK_UNSUPPORTED;
    int64_t per_task = TASK_BLOCKS * (out->dtype == TK_F64 ? 2 : 4);
    return tk_parallel((work.count + per_task - 1) / per_task, task, &work);
}
