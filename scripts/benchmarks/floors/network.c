/// network FILE
/// Trains 20-64-32-1 (relu, relu, sigmoid) on FILE for ten epochs in batches of 32 with Adam, written out by hand on
/// BLAS, on one thread, with every size a constant; prints the seconds of the training alone. Fails where what it
/// learnt is no good, as the script beside it does.
#include "clock.h"
#include <cblas.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 10000, EPOCHS = 10, BATCH = 32, IN = 20, WIDE = 64, NARROW = 32 };

/// All parameters lie in one buffer, so that Adam is one loop.
typedef struct {
    float w0[IN][WIDE], b0[WIDE];
    float w1[WIDE][NARROW], b1[NARROW];
    float w2[NARROW], b2;
} Parameters;

enum { COUNT = sizeof(Parameters) / sizeof(float) };

static float x[ROWS][IN], y[ROWS];
static Parameters parameters, gradient, mean, square;
static float batch_x[BATCH][IN], batch_y[BATCH];
static float h0[BATCH][WIDE], h1[BATCH][NARROW], logit[BATCH];
static float d0[BATCH][WIDE], d1[BATCH][NARROW], d2[BATCH];

static uint64_t random_state = 1;

/// xorshift64 (Marsaglia, 2003).
static uint64_t random_bits(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

static void read_rows(const char *path) {
    FILE *file = fopen(path, "r");
    char line[4096];
    if (!file || !fgets(line, sizeof line, file)) exit(1);
    for (int i = 0; i < ROWS && fgets(line, sizeof line, file); i++) {
        char *at = line;
        for (int j = 0; j < IN; j++) x[i][j] = strtof(at, &at), at++;
        y[i] = strtof(at, NULL);
    }
    fclose(file);
}

/// Uniform within ±sqrt(6 / (in + out)) (Glorot and Bengio, 2010).
static void start_weights(float *weights, int in, int out) {
    float limit = sqrtf(6.0f / (float)(in + out));
    for (int i = 0; i < in * out; i++) weights[i] = limit * (2 * (float)(random_bits() >> 40) * 0x1p-24f - 1);
}

static void shuffle(int *order) {
    for (int i = ROWS - 1; i > 0; i--) {
        int j = (int)(random_bits() % (uint64_t)(i + 1)), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

static void gather(const int *order, int rows) {
    for (int i = 0; i < rows; i++) {
        memcpy(batch_x[i], x[order[i]], sizeof batch_x[i]);
        batch_y[i] = y[order[i]];
    }
}

/// c = a @ b, where each of the two may be read transposed.
static void multiply(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, int m, int n, int k, const float *a, int lda,
                     const float *b, int ldb, float *c) {
    cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
}

static inline void add_and_relu(float *h, const float *bias, int rows, int width) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < width; j++) {
            float sum = h[i * width + j] + bias[j];
            h[i * width + j] = sum > 0 ? sum : 0;
        }
}

static void forward(const float *input, int rows) {
    const Parameters *p = &parameters;
    multiply(CblasNoTrans, CblasNoTrans, rows, WIDE, IN, input, IN, p->w0[0], WIDE, h0[0]);
    add_and_relu(h0[0], p->b0, rows, WIDE);
    multiply(CblasNoTrans, CblasNoTrans, rows, NARROW, WIDE, h0[0], WIDE, p->w1[0], NARROW, h1[0]);
    add_and_relu(h1[0], p->b1, rows, NARROW);
    cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, NARROW, 1, h1[0], NARROW, p->w2, 1, 0, logit, 1);
    for (int i = 0; i < rows; i++) logit[i] += p->b2;
}

/// Binary cross-entropy on logits, max(z, 0) − z·y + log(1 + exp(−|z|)), and its gradient in d2.
static float loss_and_gradient(int rows) {
    float loss = 0, d_bias = 0;
    for (int i = 0; i < rows; i++) {
        float z = logit[i], decay = expf(-fabsf(z));
        float probability = (z >= 0 ? 1 : decay) / (1 + decay);
        loss += fmaxf(z, 0) - z * batch_y[i] + log1pf(decay);
        d2[i] = (probability - batch_y[i]) / (float)rows;
        d_bias += d2[i];
    }
    gradient.b2 = d_bias;
    return loss / (float)rows;
}

/// Stops the gradient where relu stopped the value, and sums it by column for the bias.
static inline void mask_and_sum(float *d, const float *h, float *bias, int rows, int width) {
    memset(bias, 0, (size_t)width * sizeof *bias);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < width; j++) {
            float kept = h[i * width + j] > 0 ? d[i * width + j] : 0;
            d[i * width + j] = kept;
            bias[j] += kept;
        }
}

static void backward(int rows) {
    const Parameters *p = &parameters;
    Parameters *g = &gradient;
    cblas_sgemv(CblasRowMajor, CblasTrans, rows, NARROW, 1, h1[0], NARROW, d2, 1, 0, g->w2, 1);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < NARROW; j++) d1[i][j] = d2[i] * p->w2[j];
    mask_and_sum(d1[0], h1[0], g->b1, rows, NARROW);
    multiply(CblasTrans, CblasNoTrans, WIDE, NARROW, rows, h0[0], WIDE, d1[0], NARROW, g->w1[0]);
    multiply(CblasNoTrans, CblasTrans, rows, WIDE, NARROW, d1[0], NARROW, p->w1[0], NARROW, d0[0]);
    mask_and_sum(d0[0], h0[0], g->b0, rows, WIDE);
    multiply(CblasTrans, CblasNoTrans, IN, WIDE, rows, batch_x[0], IN, d0[0], WIDE, g->w0[0]);
}

/// Kingma and Ba, 2015.
static void adam(int step) {
    float *p = (float *)&parameters, *m = (float *)&mean, *v = (float *)&square;
    const float *g = (const float *)&gradient;
    float rate = 1e-3f / (1 - powf(0.9f, (float)step)), correction = 1 / (1 - powf(0.999f, (float)step));
    for (int i = 0; i < COUNT; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        p[i] -= rate * m[i] / (sqrtf(v[i] * correction) + 1e-8f);
    }
}

static double train(void) {
    static int order[ROWS];
    double total = 0;
    int step = 0;
    for (int i = 0; i < ROWS; i++) order[i] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        total = 0;
        shuffle(order);
        for (int from = 0; from < ROWS; from += BATCH) {
            int rows = ROWS - from < BATCH ? ROWS - from : BATCH;
            gather(order + from, rows);
            forward(batch_x[0], rows);
            total += (double)loss_and_gradient(rows) * rows;
            backward(rows);
            adam(++step);
        }
    }
    return total / ROWS;
}

static double accuracy(void) {
    int right = 0;
    for (int from = 0; from < ROWS; from += BATCH) {
        int rows = ROWS - from < BATCH ? ROWS - from : BATCH;
        forward(x[from], rows);
        for (int i = 0; i < rows; i++) right += (logit[i] > 0) == (y[from + i] > 0.5f);
    }
    return (double)right / ROWS;
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    openblas_set_num_threads(1);
    read_rows(arguments[1]);
    start_weights(parameters.w0[0], IN, WIDE);
    start_weights(parameters.w1[0], WIDE, NARROW);
    start_weights(parameters.w2, NARROW, 1);
    double start = seconds_now();
    double loss = train();
    printf("%.6f\n", seconds_now() - start);
    double score = accuracy();
    fprintf(stderr, "loss %.4f, accuracy %.4f\n", loss, score);
    return score > 0.93 ? 0 : 1;
}
