// Splitting into fields: libcsv where there are quotes, a scan for delimiters where there are none.
#define _GNU_SOURCE  // memrchr
#include "column.h"

#include <csv.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdlib.h>
#include <string.h>

// Fed to libcsv at a time; between blocks the interrupt flag is looked at.
enum { block_size = 1 << 20 };

// States of libcsv's parser that csv.h has no names for.
enum { no_record_begun = 0, within_field = 2 };

static int never(unsigned char c) { return (void)c, 0; }

static void on_field(void *text, size_t length, void *part) { tcsv_field(part, text, length); }

static void on_record(int terminator, void *part) {
    (void)terminator;
    tcsv_record_end(part);
}

// Spaces belong to the text, and an empty field differs from an empty pair of quotes.
static bool open_parser(struct csv_parser *parser, uint8_t delimiter) {
    if (csv_init(parser, CSV_EMPTY_IS_NULL)) return false;
    csv_set_delim(parser, delimiter);
    csv_set_space_func(parser, never);
    csv_set_blk_size(parser, 1 << 16);
    return true;
}

static bool interrupted(struct tcsv_part *part) {
    if (part->format->is_interrupted()) part->status = tcsv_interrupted;
    return part->status == tcsv_interrupted;
}

static inline bool is_line_end(char c) { return c == '\n' || c == '\r'; }

#ifdef __SSE2__
// One bit for each of 16 bytes that ends a field.
static inline unsigned ends_of_fields(const char *p, __m128i delimiter) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)p);
    __m128i lines = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                 _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(lines, _mm_cmpeq_epi8(bytes, delimiter)));
}
#endif

// What libcsv would do for text without quotes: blank lines are no records.
static inline const char *end_field(struct tcsv_part *part, const char *field, const char *end) {
    bool ends_line = is_line_end(*end);
    if (ends_line && end == field && part->fields == 0) return end + 1;
    tcsv_field(part, end == field ? NULL : field, (size_t)(end - field));
    if (ends_line) tcsv_record_end(part);
    return end + 1;
}

// `end` is just beyond the end of a line.
static void split_plain(struct tcsv_part *part, const char *p, const char *end) {
    const char *field = p;
#ifdef __SSE2__
    __m128i delimiter = _mm_set1_epi8((char)part->format->delimiter);
    for (; end - p >= 16 && part->status == tcsv_ok; p += 16)
        for (unsigned found = ends_of_fields(p, delimiter); found && part->status == tcsv_ok; found &= found - 1)
            field = end_field(part, field, p + __builtin_ctz(found));
#endif
    for (; p < end && part->status == tcsv_ok; p++)
        if (*p == (char)part->format->delimiter || is_line_end(*p)) field = end_field(part, field, p);
}

// The length of the whole lines in the next block, if it has no quotes; else 0.
static int64_t plain_lines(const char *p, int64_t length) {
    if (memchr(p, '"', (size_t)length)) return 0;
    const char *last = memrchr(p, '\n', (size_t)length);
    return last ? last + 1 - p : 0;
}

static bool feed(struct tcsv_part *part, struct csv_parser *parser, const char *p, int64_t length) {
    if (csv_parse(parser, p, (size_t)length, on_field, on_record, part) == (size_t)length) return true;
    if (part->status == tcsv_ok) part->status = tcsv_no_memory;
    return false;
}

static bool has_open_quote(const struct csv_parser *parser) {
    return parser->pstate == within_field && parser->quoted;
}

static void finish(struct tcsv_part *part, struct csv_parser *parser) {
    part->ends_between_records = parser->pstate == no_record_begun;
    if (part->status != tcsv_ok) return;
    if (has_open_quote(parser)) part->status = tcsv_unterminated;
    else if (csv_fini(parser, on_field, on_record, part)) part->status = tcsv_no_memory;
}

// Looks at the text up to `end`, and a little less if a character may be cut there; `*checked` is how far it got.
static bool check_text(struct tcsv_part *part, int64_t *checked, int64_t end) {
    int64_t bad = tcsv_invalid_text(part->data + *checked, end - *checked);
    if (bad < 0) {
        *checked = end;
        return true;
    }
    *checked += bad;
    if (end < part->length && end - *checked < 4 && part->data[*checked] != 0) return true;
    part->bad_byte = *checked;
    part->status = tcsv_not_text;
    return false;
}

void tcsv_read_part(void *context, int64_t index) {
    struct tcsv_part *part = (struct tcsv_part *)context + index;
    struct csv_parser parser;
    if (!open_parser(&parser, part->format->delimiter)) {
        part->status = tcsv_no_memory;
        return;
    }
    for (int64_t at = 0, checked = 0; at < part->length && part->status == tcsv_ok && !interrupted(part);) {
        int64_t left = part->length - at, size = left < block_size ? left : block_size;
        if (checked < at + size && !check_text(part, &checked, at + size)) break;
        int64_t plain = parser.pstate == no_record_begun ? plain_lines(part->data + at, size) : 0;
        if (plain) split_plain(part, part->data + at, part->data + at + plain);
        else if (!feed(part, &parser, part->data + at, size)) break;
        at += plain ? plain : size;
    }
    finish(part, &parser);
    csv_free(&parser);
}

struct header_sink {
    struct tcsv_header *header;
    int64_t length, capacity;
    bool done;
};

static void on_name(void *text, size_t length, void *context) {
    struct header_sink *sink = context;
    if (sink->done || sink->header->status != tcsv_ok) return;
    int64_t needed = sink->length + (int64_t)length + 1;
    if (needed > sink->capacity) {
        sink->capacity = needed * 2;
        char *larger = realloc(sink->header->text, (size_t)sink->capacity);
        if (!larger) {
            sink->header->status = tcsv_no_memory;
            return;
        }
        sink->header->text = larger;
    }
    if (length) memcpy(sink->header->text + sink->length, text, length);
    sink->header->text[needed - 1] = 0;
    sink->length = needed;
    sink->header->field_count++;
}

static void on_header_end(int terminator, void *context) {
    (void)terminator;
    ((struct header_sink *)context)->done = true;
}

// One byte at a time, because libcsv can't be told to stop after a record.
struct tcsv_header tcsv_read_header(const char *data, int64_t length, uint8_t delimiter) {
    struct tcsv_header header = {.status = tcsv_ok};
    struct header_sink sink = {.header = &header};
    struct csv_parser parser;
    if (!open_parser(&parser, delimiter)) {
        header.status = tcsv_no_memory;
        return header;
    }
    int64_t at = 0;
    while (at < length && !sink.done && header.status == tcsv_ok)
        if (csv_parse(&parser, data + at++, 1, on_name, on_header_end, &sink) != 1) header.status = tcsv_no_memory;
    if (has_open_quote(&parser)) header.status = tcsv_unterminated;
    else if (!sink.done) csv_fini(&parser, on_name, on_header_end, &sink);
    header.consumed = sink.done ? at : 0;
    csv_free(&parser);
    return header;
}
