/// csv FILE
/// Reads a CSV into typed columns on one thread and prints the seconds it took. libcsv's callbacks write the columns
/// directly; a column is what its first cell is: an integer, a decimal or text.
#include "clock.h"
#include <csv.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum { UNKNOWN, INTEGER, DECIMAL, TEXT } Kind;

/// A growing buffer of cells. Text is kept in one arena, with the offset of each cell's end.
typedef struct {
    Kind kind;
    int64_t count, capacity;
    union {
        int64_t *integers;
        double *decimals;
        int64_t *ends;
        void *cells;
    };
    char *arena;
    int64_t used, room;
} Column;

typedef struct {
    Column columns[64];
    int width, position;
    int64_t rows;
    bool in_header, failed;
} Table;

static void *grown(void *memory, int64_t bytes) {
    void *larger = realloc(memory, (size_t)bytes);
    if (!larger) abort();
    return larger;
}

/// Reads sign, digits, point, digits. False where the text is anything else, or more digits than are exact.
static bool read_plain(const char *text, size_t length, int64_t *digits, int *decimals, bool *negative) {
    const char *at = text, *end = text + length;
    int64_t value = 0;
    *negative = at < end && *at == '-';
    at += *negative;
    const char *point = NULL, *first = at;
    for (; at < end; at++) {
        unsigned digit = (unsigned)*at - '0';
        if (digit < 10) value = value * 10 + digit;
        else if (*at == '.' && !point) point = at;
        else return false;
    }
    *digits = value;
    *decimals = point ? (int)(end - point) - 1 : 0;
    int64_t count = end - first - (point != NULL);
    return count > 0 && count <= 15;
}

/// An exact integer over an exact power of ten is rounded once (Clinger: How to read floating point numbers
/// accurately, 1990).
static bool read_decimal(const char *text, size_t length, double *value) {
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int64_t digits;
    int decimals;
    bool negative;
    if (read_plain(text, length, &digits, &decimals, &negative)) {
        double size = (double)digits / powers[decimals];
        *value = negative ? -size : size;
        return true;
    }
    char copy[64], *end;
    if (length == 0 || length >= sizeof copy) return false;
    memcpy(copy, text, length);
    copy[length] = 0;
    *value = strtod(copy, &end);
    return end == copy + length;
}

static bool read_integer(const char *text, size_t length, int64_t *value) {
    int decimals;
    bool negative;
    if (!read_plain(text, length, value, &decimals, &negative) || memchr(text, '.', length)) return false;
    if (negative) *value = -*value;
    return true;
}

static Kind kind_of(const char *text, size_t length) {
    int64_t integer;
    double decimal;
    return read_integer(text, length, &integer) ? INTEGER : read_decimal(text, length, &decimal) ? DECIMAL : TEXT;
}

static void append_text(Column *column, const char *text, size_t length) {
    if (column->used + (int64_t)length > column->room) {
        column->room = 2 * column->room + (int64_t)length + 4096;
        column->arena = grown(column->arena, column->room);
    }
    memcpy(column->arena + column->used, text, length);
    column->used += (int64_t)length;
    column->ends[column->count] = column->used;
}

static void field(void *bytes, size_t length, void *context) {
    Table *table = context;
    if (table->position >= 64) table->position = 63, table->failed = true;
    Column *column = &table->columns[table->position++];
    if (table->in_header) return;
    if (column->kind == UNKNOWN) column->kind = kind_of(bytes, length);
    if (column->count == column->capacity) {
        column->capacity = 2 * column->capacity + 4096;
        column->cells = grown(column->cells, column->capacity * 8);
    }
    switch (column->kind) {
    case INTEGER: table->failed |= !read_integer(bytes, length, &column->integers[column->count]); break;
    case DECIMAL: table->failed |= !read_decimal(bytes, length, &column->decimals[column->count]); break;
    default: append_text(column, bytes, length);
    }
    column->count++;
}

static void row(int terminator, void *context) {
    (void)terminator;
    Table *table = context;
    if (table->in_header) table->width = table->position;
    else table->rows++;
    table->failed |= table->position != table->width;
    table->in_header = false;
    table->position = 0;
}

static int keep_spaces(unsigned char byte) {
    (void)byte;
    return 0;
}

static bool read_table(const char *path, Table *table) {
    struct stat info;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &info) != 0) return false;
    char *bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    struct csv_parser parser;
    if (bytes == MAP_FAILED || csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0) return false;
    csv_set_space_func(&parser, keep_spaces);
    table->in_header = true;
    size_t read = csv_parse(&parser, bytes, (size_t)info.st_size, field, row, table);
    csv_fini(&parser, field, row, table);
    csv_free(&parser);
    munmap(bytes, (size_t)info.st_size);
    close(file);
    return read == (size_t)info.st_size && !table->failed;
}

int main(int count, char **arguments) {
    static Table table;
    double start = seconds_now();
    if (count != 2 || !read_table(arguments[1], &table)) {
        fprintf(stderr, "csv: cannot read %s\n", count == 2 ? arguments[1] : "without a file");
        return 1;
    }
    printf("%.6f\n", seconds_now() - start);
    fprintf(stderr, "%lld rows of %d columns\n", (long long)table.rows, table.width);
}
