/// Sorting along the last axis.
#ifndef TENON_TK_SORT_H
#define TENON_TK_SORT_H
#include "tk_core.h"

/// views: i64 output, input of the same sizes, of any dtype. For each line along the last axis the places of its
/// elements in ascending order (descending if `ints[0]` is 1); equal ones keep their order, NaN comes last.
tk_status tk_argsort(const tk_call *call);

#endif
