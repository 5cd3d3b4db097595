// Reads parts of a CSV file into typed columns, on libcsv.
//
// A part is a run of whole records. Columns find their type while they are read; one whose cells turn out not to
// share a type is marked for a second reading as text. Parts know nothing of each other, so that they can be
// read on several threads.
#ifndef TENON_CLIBCSV_H
#define TENON_CLIBCSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tcsv_kind {
    tcsv_unknown,   // no value seen yet
    tcsv_int, tcsv_float, tcsv_bool, tcsv_date, tcsv_datetime, tcsv_text,
    tcsv_skipped,   // not wanted, or to be read again as text
};

struct tcsv_column {
    int32_t kind;
    // Cells that a second reading as text is needed for: of another type, or "" before the type was known.
    bool mixed, empty_quotes;
    // One entry a row: int64_t for ints, days and microseconds, double, uint8_t for booleans; for text the end
    // of the cell's bytes.
    void *values;
    // One byte a row; NULL while nothing is missing.
    uint8_t *valid;
    char *bytes;
    int64_t byte_count, byte_capacity;
};

enum tcsv_status {
    tcsv_ok, tcsv_ragged, tcsv_unterminated, tcsv_not_text, tcsv_no_memory, tcsv_interrupted,
};

struct tcsv_format {
    uint8_t delimiter;
    int32_t column_count;
    // What stands for a missing cell, besides an empty one.
    const char *const *markers;
    int32_t marker_count;
    // May begin a marker: one flag a byte.
    uint8_t marker_starts[256];
    // Asked now and then whether to give up.
    bool (*is_interrupted)(void);
};

struct tcsv_part {
    const struct tcsv_format *format;
    const char *data;
    int64_t length;
    // As many as the format says; the caller frees what they hold.
    struct tcsv_column *columns;
    int64_t rows, capacity;
    int32_t status;
    // Whether the part's end is the end of a record, as it must be if another part follows.
    bool ends_between_records;
    // Fields read of the record at hand; of the bad one if `status` is ragged.
    int64_t fields;
    // The first byte that is not UTF-8 text if `status` is not_text.
    int64_t bad_byte;
};

// Reads `part`; `context` points to an array of parts, so that a thread pool can call it by index.
void tcsv_read_part(void *context, int64_t index);
// Frees what the columns hold, not the columns themselves.
void tcsv_free_columns(struct tcsv_column *columns, int32_t count);

struct tcsv_header {
    // The fields, one after another, each ended by a NUL; to be freed.
    char *text;
    int64_t field_count;
    // Bytes up to the next record; 0 if there is no record.
    int64_t consumed;
    int32_t status;
};

// The fields of the first record.
struct tcsv_header tcsv_read_header(const char *data, int64_t length, uint8_t delimiter);

// Where the text stops being UTF-8 without NUL; -1 if it never does.
int64_t tcsv_invalid_text(const char *data, int64_t length);
// The first record boundary at or after `from`, judged by the parity of quotes since `start`.
int64_t tcsv_boundary(const char *data, int64_t length, int64_t start, int64_t from);

// Correctly rounded; true if the whole of the text is a number. `*is_int` if it has neither point nor exponent
// and fits.
bool tcsv_parse_number(const char *text, int64_t length, bool *is_int, int64_t *whole, double *value);
// ISO 8601 dates (also with slashes) and times; `*has_time` if there is a time of day.
bool tcsv_parse_time(const char *text, int64_t length, bool *has_time, int64_t *days, int64_t *microseconds);
bool tcsv_parse_bool(const char *text, int64_t length, bool *value);

// Maps a file for reading; NULL with errno where that fails. If another process cuts the file short meanwhile, what is
// gone reads as zeros, and `tcsv_was_cut` tells: a reader must ask before it believes what it read.
const void *tcsv_map(int descriptor, size_t count);
bool tcsv_was_cut(const void *start);
void tcsv_unmap(const void *start);

#endif
