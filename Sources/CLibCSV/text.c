// Passes over the bytes before they are split: valid text, and places where a file may be cut.
#include "CLibCSV.h"

#include <string.h>

// The length of the sequence at `p` if it is well-formed (Unicode 16, table 3-7), else 0.
static int sequence_length(const uint8_t *p, int64_t left) {
    uint8_t lead = p[0], low = 0x80, high = 0xbf;
    int length = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length == 0 || length > left) return 0;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
    if (p[1] < low || p[1] > high) return 0;
    for (int i = 2; i < length; i++)
        if ((p[i] & 0xc0) != 0x80) return 0;
    return length;
}

// Whether any of eight bytes is NUL or not ASCII.
static bool needs_a_look(const uint8_t *p) {
    uint64_t word;
    memcpy(&word, p, 8);
    return ((word - 0x0101010101010101ull) | word) & 0x8080808080808080ull;
}

int64_t tcsv_invalid_text(const char *data, int64_t length) {
    const uint8_t *p = (const uint8_t *)data;
    for (int64_t i = 0; i < length;) {
        if (length - i >= 8 && !needs_a_look(p + i)) {
            i += 8;
        } else if (p[i] < 0x80) {
            if (p[i] == 0) return i;
            i++;
        } else {
            int size = sequence_length(p + i, length - i);
            if (size == 0) return i;
            i += size;
        }
    }
    return -1;
}

int64_t tcsv_boundary(const char *data, int64_t length, int64_t start, int64_t from) {
    bool quoted = false;
    const char *end = data + from;
    for (const char *p = data + start; (p = memchr(p, '"', (size_t)(end - p))); p++) quoted = !quoted;
    for (int64_t i = from; i < length; i++) {
        if (data[i] == '"') quoted = !quoted;
        else if (data[i] == '\n' && !quoted) return i + 1;
    }
    return length;
}
