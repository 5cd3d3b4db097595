// What a part does with a field: the inner interface between splitting and typed columns.
#ifndef TENON_CSV_COLUMN_H
#define TENON_CSV_COLUMN_H

#include "CLibCSV.h"

#include <stddef.h>

// `text` is NULL for an empty field without quotes.
void tcsv_field(struct tcsv_part *part, const char *text, size_t length);
void tcsv_record_end(struct tcsv_part *part);

#endif
