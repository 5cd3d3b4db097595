/// The part of the library that is written in Tenon: the files of `stdlib/`, embedded.
#ifndef TENON_CSTDLIB_H
#define TENON_CSTDLIB_H

#include <stddef.h>

typedef struct {
    /// The file's name without `.mlx`.
    const char *name;
    /// Its text in UTF-8, not terminated.
    const unsigned char *text;
    size_t length;
} stdlib_module;

/// The modules in the order of their names.
const stdlib_module *stdlib_modules(size_t *count);

#endif
