#include "loop.h"
#include "tk_memory.h"
#include "tk_sort.h"
#include <string.h>

// A stable radix sort, least significant byte first, on keys whose unsigned order is the order asked for.

/// Lines up to this long are sorted by insertion.
#define SHORT 48

typedef struct entry {
    uint64_t key;
    int64_t place;
} entry;

/// Flips negative numbers so that the order of the bits is that of the numbers; −0 counts as 0, NaN as the largest.
static uint64_t key_f64(double x, bool descending) {
    uint64_t bits;
    x += 0.0;
    memcpy(&bits, &x, 8);
    bits = bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
    return x != x ? UINT64_MAX : descending ? ~bits : bits;
}

static uint64_t key_f32(float x, bool descending) {
    uint32_t bits;
    x += 0.0f;
    memcpy(&bits, &x, 4);
    bits = bits >> 31 ? ~bits : bits | (uint32_t)1 << 31;
    return x != x ? UINT32_MAX : descending ? ~bits : bits;
}

static uint64_t key_i64(int64_t x, bool descending) {
    uint64_t bits = (uint64_t)x ^ (uint64_t)1 << 63;
    return descending ? ~bits : bits;
}

static uint64_t key_at(const char *at, int dtype, bool descending) {
    switch (dtype) {
    case TK_F64: return key_f64(*(const double *)at, descending);
    case TK_F32: return key_f32(*(const float *)at, descending);
    case TK_I64: return key_i64(*(const int64_t *)at, descending);
    default: return descending ? !*(const uint8_t *)at : *(const uint8_t *)at;
    }
}

static void sort_by_insertion(entry *entries, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        entry moving = entries[i];
        int64_t j = i;
        for (; j > 0 && entries[j - 1].key > moving.key; j--) entries[j] = entries[j - 1];
        entries[j] = moving;
    }
}

/// Sorts by one byte of the keys; false if all have the same, and nothing was moved.
/// Stopped by an interrupt it leaves the entries without meaning.
static bool sort_by_byte(const entry *from, entry *to, int64_t n, int shift, const int64_t counts[256]) {
    if (counts[from[0].key >> shift & 255] == n) return false;
    int64_t starts[256], start = 0;
    for (int b = 0; b < 256; b++) {
        starts[b] = start;
        start += counts[b];
    }
    for (int64_t i = 0; i < n && !stops_at(i); i++) to[starts[from[i].key >> shift & 255]++] = from[i];
    return true;
}

static entry *sort_by_radix(entry *entries, entry *other, int64_t n) {
    static const int bytes = 8;
    int64_t counts[8][256] = {0};
    for (int64_t i = 0; i < n && !stops_at(i); i++) {
        for (int b = 0; b < bytes; b++) counts[b][entries[i].key >> (8 * b) & 255]++;
    }
    for (int b = 0; b < bytes && !tk_interrupted(); b++) {
        if (!sort_by_byte(entries, other, n, 8 * b, counts[b])) continue;
        entry *sorted = other;
        other = entries;
        entries = sorted;
    }
    return entries;
}

typedef struct sort_settings {
    int dtype;
    bool descending;
} sort_settings;

static tk_status sort_line(char *const *data, const int64_t *strides, int64_t n, const void *context) {
    const sort_settings *settings = context;
    entry few[SHORT];
    size_t bytes = (size_t)n * sizeof(entry) * 2;
    entry *entries = n <= SHORT ? few : tk_allocate(bytes);
    if (!entries) return TK_MEMORY;
    for (int64_t i = 0; i < n && !stops_at(i); i++) {
        entries[i] = (entry){key_at(data[1] + i * strides[1], settings->dtype, settings->descending), i};
    }
    const entry *sorted = entries;
    if (n <= SHORT) sort_by_insertion(entries, n);
    else sorted = sort_by_radix(entries, entries + n, n);
    bool stopped = tk_interrupted();
    for (int64_t i = 0; i < n && !stopped; i++) {
        *(int64_t *)(data[0] + i * strides[0]) = sorted[i].place;
        stopped = stops_at(i);
    }
    if (entries != few) tk_release(entries, bytes);
    return stopped ? TK_INTERRUPTED : TK_OK;
}

tk_status tk_argsort(const tk_call *call) {
    sort_settings settings = {call->views[1].dtype, call->ints[0] == 1};
    if (call->views[0].dtype != TK_I64) return TK_UNSUPPORTED;
    return lines_run(call->views, 2, call->views[0].rank - 1, sort_line, &settings);
}
