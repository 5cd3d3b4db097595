// Typed columns that find their type from their cells.
#include "column.h"

#include <stdlib.h>
#include <string.h>

static void fail(struct tcsv_part *part) {
    if (part->status == tcsv_ok) part->status = tcsv_no_memory;
}

static bool grow(void **buffer, int64_t old_size, int64_t new_size) {
    void *larger = realloc(*buffer, (size_t)new_size);
    if (!larger) return false;
    *buffer = larger;
    return old_size <= new_size;
}

// Room for another row in every column at once, so that cells need not ask.
static bool make_room(struct tcsv_part *part) {
    if (part->rows < part->capacity) return true;
    int64_t old = part->capacity, capacity = old ? old + old / 2 : 1024;
    for (int32_t i = 0; i < part->format->column_count; i++) {
        struct tcsv_column *column = &part->columns[i];
        if (column->kind == tcsv_skipped) continue;
        if (!grow(&column->values, old * 8, capacity * 8)) return false;
        if (column->valid) {
            if (!grow((void **)&column->valid, old, capacity)) return false;
            memset(column->valid + old, 1, (size_t)(capacity - old));
        }
    }
    part->capacity = capacity;
    return true;
}

static void put_missing(struct tcsv_part *part, struct tcsv_column *column) {
    if (!column->valid) {
        column->valid = malloc((size_t)part->capacity);
        if (!column->valid) return fail(part);
        memset(column->valid, 1, (size_t)part->capacity);
    }
    column->valid[part->rows] = 0;
    switch (column->kind) {
    case tcsv_float: ((double *)column->values)[part->rows] = __builtin_nan(""); break;
    case tcsv_bool: ((uint8_t *)column->values)[part->rows] = 0; break;
    case tcsv_text: ((int64_t *)column->values)[part->rows] = column->byte_count; break;
    default: ((int64_t *)column->values)[part->rows] = 0;
    }
}

static void put_text(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    int64_t needed = column->byte_count + length;
    if (needed > column->byte_capacity) {
        int64_t capacity = needed + needed / 2 + 64;
        if (!grow((void **)&column->bytes, column->byte_capacity, capacity)) return fail(part);
        column->byte_capacity = capacity;
    }
    memcpy(column->bytes + column->byte_count, text, (size_t)length);
    column->byte_count = needed;
    ((int64_t *)column->values)[part->rows] = needed;
}

static bool is_missing(const struct tcsv_format *format, const char *text, int64_t length) {
    if (!format->marker_starts[(uint8_t)*text]) return false;
    for (int32_t i = 0; i < format->marker_count; i++)
        if (!strncmp(format->markers[i], text, (size_t)length) && !format->markers[i][length]) return true;
    return false;
}

// An int column becomes a float one in place: a 64-bit integer rounds to the double that its digits would give.
static void ints_to_floats(struct tcsv_column *column, int64_t rows) {
    int64_t *ints = column->values;
    double *floats = column->values;
    for (int64_t i = 0; i < rows; i++)
        floats[i] = column->valid && !column->valid[i] ? __builtin_nan("") : (double)ints[i];
    column->kind = tcsv_float;
}

static void days_to_microseconds(struct tcsv_column *column, int64_t rows) {
    int64_t *values = column->values;
    for (int64_t i = 0; i < rows; i++) values[i] *= 86400000000ll;
    column->kind = tcsv_datetime;
}

static bool put_number(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    bool is_int;
    int64_t whole;
    double value;
    if (!tcsv_parse_number(text, length, &is_int, &whole, &value)) return false;
    if (column->kind == tcsv_int && !is_int) ints_to_floats(column, part->rows);
    if (column->kind == tcsv_int) ((int64_t *)column->values)[part->rows] = whole;
    else ((double *)column->values)[part->rows] = value;
    return true;
}

static bool put_time(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    bool has_time;
    int64_t days, microseconds;
    if (!tcsv_parse_time(text, length, &has_time, &days, &microseconds)) return false;
    if (column->kind == tcsv_date && has_time) days_to_microseconds(column, part->rows);
    ((int64_t *)column->values)[part->rows] = column->kind == tcsv_date ? days : microseconds;
    return true;
}

static bool put_bool(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    bool value;
    if (!tcsv_parse_bool(text, length, &value)) return false;
    ((uint8_t *)column->values)[part->rows] = value;
    return true;
}

// The type that a column's first value suggests.
static int32_t suggested(const char *text, int64_t length) {
    bool flag;
    int64_t a, b;
    double value;
    if (tcsv_parse_number(text, length, &flag, &a, &value)) return flag ? tcsv_int : tcsv_float;
    if (tcsv_parse_bool(text, length, &flag)) return tcsv_bool;
    if (tcsv_parse_time(text, length, &flag, &a, &b)) return flag ? tcsv_datetime : tcsv_date;
    return tcsv_text;
}

// All cells so far are missing: gives them the fillers of the type that is now known.
static void decide(struct tcsv_part *part, struct tcsv_column *column, int32_t kind) {
    column->kind = kind;
    if (kind == tcsv_text && column->empty_quotes) {
        column->kind = tcsv_skipped;
        column->mixed = true;
        return;
    }
    if (kind == tcsv_float) {
        for (int64_t i = 0; i < part->rows; i++) ((double *)column->values)[i] = __builtin_nan("");
    } else {
        memset(column->values, 0, (size_t)part->rows * 8);
    }
}

static bool put_typed(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    switch (column->kind) {
    case tcsv_int:
    case tcsv_float: return put_number(part, column, text, length);
    case tcsv_bool: return put_bool(part, column, text, length);
    default: return put_time(part, column, text, length);
    }
}

// A cell that is not to be text: spaces around it do not count.
static void put_value(struct tcsv_part *part, struct tcsv_column *column, const char *text, int64_t length) {
    while (length > 0 && (*text == ' ' || *text == '\t')) text++, length--;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
    if (length == 0) {
        column->empty_quotes = true;
        return put_missing(part, column);
    }
    if (column->kind == tcsv_unknown) {
        if (is_missing(part->format, text, length)) return put_missing(part, column);
        decide(part, column, suggested(text, length));
        if (column->kind == tcsv_text) return;
    }
    if (column->kind == tcsv_skipped || put_typed(part, column, text, length)) return;
    if (is_missing(part->format, text, length)) return put_missing(part, column);
    column->mixed = true;
    column->kind = tcsv_skipped;
}

void tcsv_field(struct tcsv_part *part, const char *text, size_t length) {
    int64_t index = part->fields++;
    if (index >= part->format->column_count || part->status != tcsv_ok) return;
    if (index == 0 && !make_room(part)) return fail(part);
    struct tcsv_column *column = &part->columns[index];
    if (column->kind == tcsv_skipped) return;
    if (!text) return put_missing(part, column);
    if (column->kind == tcsv_unknown) {
        // A first value that is text keeps its spaces.
        put_value(part, column, text, (int64_t)length);
        if (column->kind != tcsv_text) return;
    } else if (column->kind != tcsv_text) {
        return put_value(part, column, text, (int64_t)length);
    }
    if (length > 0 && is_missing(part->format, text, (int64_t)length)) return put_missing(part, column);
    put_text(part, column, text, (int64_t)length);
}

void tcsv_record_end(struct tcsv_part *part) {
    if (part->status != tcsv_ok) return;
    if (part->fields != part->format->column_count) {
        part->status = tcsv_ragged;
        return;
    }
    part->rows++;
    part->fields = 0;
}

void tcsv_free_columns(struct tcsv_column *columns, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        free(columns[i].values);
        free(columns[i].valid);
        free(columns[i].bytes);
    }
}
