/// generate FOLDER
/// Writes the benchmarks' data, the same bytes on every machine:
///   table.csv    10,000 rows: twenty standard normal columns and a 0/1 target that is no linear function of them
///   numbers.csv  1,000,000 rows: five columns of decimals, three of integers, two of short text
///   quoted.csv   200,000 rows: quoted text with commas, newlines, doubled quotes and letters beyond ASCII
#include <math.h>
#include <stdint.h>
#include <stdio.h>

// One draw a statement: C leaves the order of a call's arguments to the compiler.

/// splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
static uint64_t state;

static uint64_t bits(void) {
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double uniform(void) { return (double)(bits() >> 11) * 0x1p-53; }

/// Box and Muller, 1958; the second of the pair is dropped.
static double normal(void) {
    double radius = sqrt(-2 * log(1 - uniform()));
    return radius * cos(6.283185307179586 * uniform());
}

static int below(int n) { return (int)(bits() % (uint64_t)n); }

static void table(FILE *out) {
    state = 1;
    double weights[20], x[20];
    for (int j = 0; j < 20; j++) {
        weights[j] = normal();
        fprintf(out, "x%d,", j);
    }
    fprintf(out, "y\n");
    for (int i = 0; i < 10000; i++) {
        double score = 0.5 * normal();
        for (int j = 0; j < 20; j++) {
            x[j] = normal();
            score += weights[j] * x[j];
            fprintf(out, "%.6f,", x[j]);
        }
        score += 1.5 * sin(2 * x[0]) * x[1] + x[2] * x[3];
        fprintf(out, "%d\n", score > 0);
    }
}

static void numbers(FILE *out) {
    state = 2;
    fprintf(out, "f0,f1,f2,f3,f4,i0,i1,i2,s0,s1\n");
    for (int i = 0; i < 1000000; i++) {
        for (double scale = 1; scale <= 1000; scale *= 10) fprintf(out, "%.6f,", scale * normal());
        fprintf(out, "%.6f,", uniform());
        fprintf(out, "%d,", below(1000));
        fprintf(out, "%d,%d,", below(2000000) - 1000000, i);
        fprintf(out, "g%02d,", below(100));
        fprintf(out, "k%06d\n", below(100000));
    }
}

static void words(FILE *out, int count, const char *between) {
    static const char *known[] = {"alpha", "beta",  "gamma", "delta", "na\u00efve",   "omega",
                                  "north", "south", "river", "stone", "Z\u00fcrich", "tokyo"};
    for (int i = 0; i < count; i++) fprintf(out, "%s%s", i ? between : "", known[below(12)]);
}

static void quoted(FILE *out) {
    static const char *middles[] = {"", "\nsecond line, with comma", "\r\nCRLF line", " she said \"\"hi\"\""};
    state = 3;
    fprintf(out, "id,name,address,text,score\n");
    for (int i = 0; i < 200000; i++) {
        fprintf(out, "%d,\"", i);
        words(out, 2, ", ");
        fprintf(out, "\",\"");
        words(out, 2, "\n");
        fprintf(out, ", %d\",\"", i % 9999);
        words(out, 4, " ");
        fprintf(out, "%s ", middles[below(4)]);
        words(out, 5, " ");
        fprintf(out, "\",%.6f\n", uniform());
    }
}

static int write_file(const char *folder, const char *name, void (*fill)(FILE *)) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        return 1;
    }
    fill(out);
    return fclose(out) != 0;
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: generate FOLDER\n");
        return 64;
    }
    const char *folder = arguments[1];
    return write_file(folder, "table.csv", table) || write_file(folder, "numbers.csv", numbers) ||
           write_file(folder, "quoted.csv", quoted);
}
