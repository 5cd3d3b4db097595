// Dates and times in the forms of ISO 8601.
#include "CLibCSV.h"

static bool digits(const char **p, const char *end, int count, int *value) {
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (*p == end || (unsigned)(**p - '0') > 9) return false;
        *value = *value * 10 + (*(*p)++ - '0');
    }
    return true;
}

static bool taken(const char **p, const char *end, char c) {
    if (*p == end || **p != c) return false;
    (*p)++;
    return true;
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

// Days since 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that begin on the
// first of March, so that the leap day comes last.
static int64_t days_since_1970(int year, int month, int day) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (int64_t)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool scan_date(const char **p, const char *end, int64_t *days) {
    int year, month, day;
    if (!digits(p, end, 4, &year)) return false;
    char separator = *p < end ? **p : 0;
    if (separator != '-' && separator != '/') return false;
    if (!taken(p, end, separator) || !digits(p, end, 2, &month)) return false;
    if (!taken(p, end, separator) || !digits(p, end, 2, &day)) return false;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
    *days = days_since_1970(year, month, day);
    return true;
}

// hh:mm[:ss[.ffffff]] in microseconds; further digits of the fraction are dropped.
static bool scan_clock(const char **p, const char *end, int64_t *microseconds) {
    int hour, minute, second = 0;
    int64_t fraction = 0;
    if (!digits(p, end, 2, &hour) || !taken(p, end, ':') || !digits(p, end, 2, &minute)) return false;
    if (taken(p, end, ':')) {
        if (!digits(p, end, 2, &second)) return false;
        if (taken(p, end, '.')) {
            const char *first = *p;
            int64_t scale = 100000;
            for (; *p < end && (unsigned)(**p - '0') <= 9; (*p)++, scale /= 10) fraction += scale * (**p - '0');
            if (*p == first) return false;
        }
    }
    if (hour > 23 || minute > 59 || second > 59) return false;
    *microseconds = ((hour * 60 + minute) * 60 + second) * 1000000ll + fraction;
    return true;
}

// `Z`, `+hh:mm` or nothing; the offset from UTC in minutes.
static bool scan_zone(const char **p, const char *end, int *offset) {
    *offset = 0;
    if (*p == end || taken(p, end, 'Z')) return true;
    bool negative = **p == '-';
    int hours, minutes = 0;
    if (!taken(p, end, '-') && !taken(p, end, '+')) return false;
    if (!digits(p, end, 2, &hours)) return false;
    if (taken(p, end, ':') || *p < end) {
        if (!digits(p, end, 2, &minutes)) return false;
    }
    *offset = (hours * 60 + minutes) * (negative ? -1 : 1);
    return hours < 24 && minutes < 60;
}

bool tcsv_parse_time(const char *text, int64_t length, bool *has_time, int64_t *days, int64_t *microseconds) {
    const char *p = text, *end = text + length;
    int64_t clock = 0;
    int offset = 0;
    if (!scan_date(&p, end, days)) return false;
    *has_time = p < end;
    if (*has_time) {
        if (!taken(&p, end, 'T') && !taken(&p, end, ' ')) return false;
        if (!scan_clock(&p, end, &clock) || !scan_zone(&p, end, &offset) || p != end) return false;
    }
    *microseconds = *days * 86400000000ll + clock - offset * 60000000ll;
    return true;
}
