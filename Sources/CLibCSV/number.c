// Decimal text to numbers, correctly rounded.
#define _GNU_SOURCE  // strtod_l
#include "CLibCSV.h"

#include <float.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

struct decimal {
    uint64_t digits;    // the leading digits, at most 19 of them
    int64_t exponent;   // of ten, for `digits`
    bool negative, whole, exact;
};

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Whether eight bytes are all decimal digits, and their value (Lemire 2021, "Number parsing at a gigabyte per
// second").
static inline bool are_digits(uint64_t bytes) {
    return !(((bytes + 0x4646464646464646ull) | (bytes - 0x3030303030303030ull)) & 0x8080808080808080ull);
}

static inline uint64_t value_of_digits(uint64_t bytes) {
    const uint64_t mask = 0x000000ff000000ffull;
    bytes -= 0x3030303030303030ull;
    bytes = bytes * 10 + (bytes >> 8);
    return (uint32_t)(((bytes & mask) * 0x000f424000000064ull + ((bytes >> 16) & mask) * 0x0000271000000001ull) >> 32);
}

static inline const char *scan_digits(const char *p, const char *end, uint64_t *digits) {
    for (uint64_t eight; end - p >= 8; p += 8) {
        memcpy(&eight, p, 8);
        if (!are_digits(eight)) break;
        *digits = *digits * 100000000 + value_of_digits(eight);
    }
    for (; p < end && (unsigned)(*p - '0') <= 9; p++) *digits = *digits * 10 + (unsigned)(*p - '0');
    return p;
}

// Reads [+-] digits [. digits] of at most 19 digits, as nearly all numbers are; false if the text is anything else.
static bool scan_plain(const char *p, const char *end, struct decimal *d) {
    *d = (struct decimal){.whole = true, .exact = true};
    if (p < end && (*p == '-' || *p == '+')) d->negative = *p++ == '-';
    const char *first = p;
    p = scan_digits(p, end, &d->digits);
    int64_t count = p - first;
    if (p < end && *p == '.') {
        d->whole = false;
        first = ++p;
        p = scan_digits(p, end, &d->digits);
        d->exponent = first - p;
        count += p - first;
    }
    return p == end && count > 0 && count <= 19;
}

// Reads [+-] digits [. digits] [e [+-] digits]; false if the text is anything else.
static bool scan(const char *p, const char *end, struct decimal *d) {
    *d = (struct decimal){.whole = true, .exact = true};
    if (p < end && (*p == '-' || *p == '+')) d->negative = *p++ == '-';
    int kept = 0;
    bool any = false;
    for (bool point = false; p < end; p++) {
        unsigned digit = (unsigned)(*p - '0');
        if (digit <= 9) {
            any = true;
            if (kept < 19) {
                d->digits = d->digits * 10 + digit;
                kept += d->digits != 0;
                d->exponent -= point;
            } else {
                d->exact &= digit == 0;
                d->exponent += !point;
            }
        } else if (*p == '.' && !point) {
            point = true;
            d->whole = false;
        } else {
            break;
        }
    }
    if (!any) return false;
    if (p < end && (*p == 'e' || *p == 'E')) {
        d->whole = false;
        bool negative = false;
        int64_t exponent = 0;
        if (++p < end && (*p == '-' || *p == '+')) negative = *p++ == '-';
        if (p == end) return false;
        for (; p < end && (unsigned)(*p - '0') <= 9; p++)
            if (exponent < 100000) exponent = exponent * 10 + (*p - '0');
        d->exponent += negative ? -exponent : exponent;
    }
    return p == end;
}

// The fast path of Clinger (1990): both factors are exact, so one rounding is the right one. Where the digits
// need more than 53 bits the same is tried with 64-bit significands, whose result is good unless it lies at a
// midpoint of doubles.
static bool quick(const struct decimal *d, double *value) {
    if (!d->exact) return false;
    if (d->digits == 0) {
        *value = 0;
        return true;
    }
    if (d->digits <= (1ull << 53) && d->exponent >= -22 && d->exponent <= 22) {
        double digits = (double)d->digits;
        *value = d->exponent < 0 ? digits / powers[-d->exponent] : digits * powers[d->exponent];
        return true;
    }
#if LDBL_MANT_DIG == 64
    if (d->exponent >= -27 && d->exponent <= 27) {
        long double power = (long double)powers[llabs(d->exponent) > 22 ? 22 : llabs(d->exponent)];
        for (int64_t i = llabs(d->exponent); i > 22; i--) power *= 10;
        long double result = d->exponent < 0 ? d->digits / power : d->digits * power;
        uint64_t significand;
        memcpy(&significand, &result, sizeof significand);
        uint64_t low = significand & 0x7ff;
        if (low >= 0x3ff && low <= 0x401) return false;
        *value = (double)result;
        return true;
    }
#endif
    return false;
}

// The C library's conversion, for what the quick one leaves; the text is known to be a number.
static bool slow(const char *text, int64_t length, double *value) {
    static locale_t plain;
    locale_t locale = __atomic_load_n(&plain, __ATOMIC_ACQUIRE);
    if (!locale) {
        locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
        if (!locale) return false;
        __atomic_store_n(&plain, locale, __ATOMIC_RELEASE);
    }
    char local[128];
    char *copy = length < (int64_t)sizeof local ? local : malloc((size_t)length + 1);
    if (!copy) return false;
    memcpy(copy, text, (size_t)length);
    copy[length] = 0;
    *value = strtod_l(copy, NULL, locale);
    if (copy != local) free(copy);
    return true;
}

static bool equals(const char *text, int64_t length, const char *lower) {
    if ((int64_t)strlen(lower) != length) return false;
    for (int64_t i = 0; i < length; i++)
        if ((text[i] | 0x20) != lower[i]) return false;
    return true;
}

static bool infinite(const char *text, int64_t length, double *value) {
    bool negative = length > 0 && *text == '-';
    if (length > 0 && (*text == '-' || *text == '+')) text++, length--;
    if (!equals(text, length, "inf") && !equals(text, length, "infinity")) return false;
    *value = negative ? -__builtin_inf() : __builtin_inf();
    return true;
}

bool tcsv_parse_number(const char *text, int64_t length, bool *is_int, int64_t *whole, double *value) {
    struct decimal d;
    *is_int = false;
    const char *end = text + length;
    if (!scan_plain(text, end, &d) && !scan(text, end, &d)) return infinite(text, length, value);
    uint64_t limit = (uint64_t)INT64_MAX + d.negative;
    if (d.whole && d.exponent == 0 && d.digits <= limit) {
        *is_int = true;
        *whole = d.negative ? (int64_t)(0 - d.digits) : (int64_t)d.digits;
        *value = d.negative ? -(double)d.digits : (double)d.digits;
        return true;
    }
    if (!quick(&d, value)) return slow(text, length, value);
    if (d.negative) *value = -*value;
    return true;
}

bool tcsv_parse_bool(const char *text, int64_t length, bool *value) {
    *value = length == 4;
    if (length == 4) return !memcmp(text, "true", 4) || !memcmp(text, "True", 4) || !memcmp(text, "TRUE", 4);
    return length == 5
        && (!memcmp(text, "false", 5) || !memcmp(text, "False", 5) || !memcmp(text, "FALSE", 5));
}
