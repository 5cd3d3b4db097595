// What libFuzzer offers to a program with a main function of its own (its manual, "Using libFuzzer as a library").
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test_one)(const uint8_t *data, size_t size));

// Defined in Swift.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
