/// Elementary functions without branches, so that loops over them become vectors.
///
/// Polynomials were fitted for this project (reweighted least squares towards the minimax error); the reductions are
/// those of Cody and Waite, Software Manual for the Elementary Functions (1980). Errors stay under 2 units in the
/// last place unless it says otherwise. Infinities and NaN come out as IEEE 754 has them.
#ifndef TENON_MATH_H
#define TENON_MATH_H
#include "loop.h"
#include <math.h>
#include <string.h>

TK_INLINE int32_t bits_f32(float x) { int32_t b; memcpy(&b, &x, 4); return b; }
TK_INLINE float from_bits_f32(int32_t b) { float x; memcpy(&x, &b, 4); return x; }
TK_INLINE int64_t bits_f64(double x) { int64_t b; memcpy(&b, &x, 8); return b; }
TK_INLINE double from_bits_f64(int64_t b) { double x; memcpy(&x, &b, 8); return x; }

/// x · 2ⁿ for n from −160 to 160, in two steps so that neither factor leaves the normal range.
TK_INLINE float scale_f32(float x, int32_t n) {
    int32_t half = n >> 1;
    return x * from_bits_f32((half + 127) << 23) * from_bits_f32((n - half + 127) << 23);
}

TK_INLINE double scale_f64(double x, int64_t n) {
    int64_t half = n >> 1;
    return x * from_bits_f64((half + 1023) << 52) * from_bits_f64((n - half + 1023) << 52);
}

TK_INLINE float exp_f32(float x) {
    float c = x < -104.0f ? -104.0f : x;
    c = c > 89.0f ? 89.0f : c;
    // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits.
    float shifted = c * 0x1.715476p+0f + 0x1.8p+23f;
    int32_t n = bits_f32(shifted) - 0x4B400000;
    float k = shifted - 0x1.8p+23f;
    float r = c - k * 0x1.63p-1f;
    r = r - k * -0x1.bd0106p-13f;
    float q = 0x1.6db674p-10f;
    q = q * r + 0x1.123d00p-7f;
    q = q * r + 0x1.55545cp-5f;
    q = q * r + 0x1.55548cp-3f;
    q = q * r + 0x1p-1f;
    return scale_f32(q * (r * r) + r + 1.0f, n);
}

/// The Taylor series of exp(r) − 1 to r¹³, for |r| ≤ ln 2 / 2.
TK_INLINE double expm1_core_f64(double r) {
    double q = 1.0 / 6227020800;
    q = q * r + 1.0 / 479001600;
    q = q * r + 1.0 / 39916800;
    q = q * r + 1.0 / 3628800;
    q = q * r + 1.0 / 362880;
    q = q * r + 1.0 / 40320;
    q = q * r + 1.0 / 5040;
    q = q * r + 1.0 / 720;
    q = q * r + 1.0 / 120;
    q = q * r + 1.0 / 24;
    q = q * r + 1.0 / 6;
    q = q * r + 0.5;
    return q * (r * r) + r;
}

TK_INLINE double exp_f64(double x) {
    double c = x < -746.0 ? -746.0 : x;
    c = c > 710.0 ? 710.0 : c;
    double shifted = c * 0x1.71547652b82fep+0 + 0x1.8p+52;
    int64_t n = bits_f64(shifted) - 0x4338000000000000;
    double k = shifted - 0x1.8p+52;
    double r = c - k * 0x1.62e42fefa3800p-1;
    r = r - k * 0x1.ef35793c76730p-45;
    return scale_f64(expm1_core_f64(r) + 1.0, n);
}

TK_INLINE double expm1_f64(double x) {
    double near = fabs(x) < 0.34 ? x : 0;
    return fabs(x) < 0.34 ? expm1_core_f64(near) : exp_f64(x) - 1.0;
}

TK_INLINE float expm1_f32(float x) { return (float)expm1_f64((double)x); }

TK_INLINE float log_f32(float x) {
    bool tiny = x < 0x1p-126f;
    float scaled = tiny ? x * 0x1p+23f : x;
    // The exponent for which the significand lies from √½ up to √2.
    int32_t b = bits_f32(scaled), e = (b - 0x3F3504F3) >> 23;
    float f = from_bits_f32(b - (e << 23)) - 1.0f;
    float k = (float)(e - (tiny ? 23 : 0));
    float q = 0x1.14579ap-4f;
    q = q * f + -0x1.de3c12p-4f;
    q = q * f + 0x1.e6f06ep-4f;
    q = q * f + -0x1.fc2208p-4f;
    q = q * f + 0x1.233768p-3f;
    q = q * f + -0x1.555c4ep-3f;
    q = q * f + 0x1.99a4b6p-3f;
    q = q * f + -0x1.000006p-2f;
    q = q * f + 0x1.555548p-2f;
    float square = f * f;
    float low = q * (f * square) + k * -0x1.bd0106p-13f - 0.5f * square;
    float y = low + f + k * 0x1.63p-1f;
    y = x == INFINITY ? x : y;
    y = x == 0 ? -INFINITY : y;
    return x >= 0 ? y : NAN;
}

/// The series of the inverse hyperbolic tangent: log(1 + f) = 2s + 2s³/3 + 2s⁵/5 …, with s = f / (2 + f).
TK_INLINE double log_f64(double x) {
    bool tiny = x < 0x1p-1022;
    double scaled = tiny ? x * 0x1p+52 : x;
    int64_t b = bits_f64(scaled), e = (b - 0x3FE6A09E667F3BCD) >> 52;
    double f = from_bits_f64(b - (int64_t)((uint64_t)e << 52)) - 1.0;
    double k = (double)(int32_t)(e - (tiny ? 52 : 0));
    double s = f / (2.0 + f), z = s * s;
    double q = 2.0 / 21;
    q = q * z + 2.0 / 19;
    q = q * z + 2.0 / 17;
    q = q * z + 2.0 / 15;
    q = q * z + 2.0 / 13;
    q = q * z + 2.0 / 11;
    q = q * z + 2.0 / 9;
    q = q * z + 2.0 / 7;
    q = q * z + 2.0 / 5;
    q = q * z + 2.0 / 3;
    double half = 0.5 * f * f;
    double y = k * 0x1.62e42fefa3800p-1 - ((half - (s * (half + q * z) + k * 0x1.ef35793c76730p-45)) - f);
    y = x == INFINITY ? x : y;
    y = x == 0 ? -INFINITY : y;
    return x >= 0 ? y : NAN;
}

/// With the rounding error of 1 + x put right.
TK_INLINE double log1p_f64(double x) {
    double u = 1.0 + x;
    double y = log_f64(u) - ((u - 1.0) - x) / u;
    return u == 0 || u == INFINITY ? log_f64(u) : y;
}

TK_INLINE float log1p_f32(float x) { return (float)log1p_f64((double)x); }

TK_INLINE float tanh_f32(float x) {
    float t = fabsf(x), z = x * x;
    float q = -0x1.6f4210p-8f;
    q = q * z + 0x1.50b828p-6f;
    q = q * z + -0x1.b806a6p-5f;
    q = q * z + 0x1.1105a2p-3f;
    q = q * z + -0x1.55552cp-2f;
    float near = q * z * x + x;
    float far = 1.0f - 2.0f / (exp_f32(2.0f * t) + 1.0f);
    return t < 0.625f ? near : copysignf(far, x);
}

TK_INLINE double tanh_f64(double x) {
    double t = fabs(x), e = expm1_f64(2.0 * (t < 20.0 ? t : 20.0));
    double y = e / (e + 2.0);
    return x != x ? x : copysign(y, x);
}

/// As far as `sine_f32` goes: to here the products of its reduction are exact.
#define SINE_LIMIT 1e5f

/// sin(x + quarter · π / 2) for |x| up to `SINE_LIMIT`, by way of double: Taylor series on |r| ≤ π / 4, so that all but
/// the last rounding is far below a unit in the last place of f32.
TK_INLINE float sine_f32(float x, int64_t quarter) {
    double shifted = (double)x * 0x1.45f306dc9c883p-1 + 0x1.8p+52;
    int64_t n = bits_f64(shifted) + quarter;
    double k = shifted - 0x1.8p+52;
    double r = (double)x - k * 0x1.921fb544p+0;
    r = r - k * 0x1.0b4611a626331p-34;
    double z = r * r;
    double sine = 1.0 / 362880;
    sine = sine * z - 1.0 / 5040;
    sine = sine * z + 1.0 / 120;
    sine = sine * z - 1.0 / 6;
    sine = sine * z * r + r;
    double cosine = -1.0 / 3628800;
    cosine = cosine * z + 1.0 / 40320;
    cosine = cosine * z - 1.0 / 720;
    cosine = cosine * z + 1.0 / 24;
    cosine = cosine * z - 0.5;
    cosine = cosine * z + 1.0;
    double y = n & 1 ? cosine : sine;
    return (float)(n & 2 ? -y : y);
}

TK_INLINE float sigmoid_f32(float x) { return 1.0f / (1.0f + exp_f32(-x)); }
TK_INLINE double sigmoid_f64(double x) { return 1.0 / (1.0 + exp_f64(-x)); }

/// An odd polynomial near 0; further out, 1 − exp of a polynomial.
TK_INLINE float erf_f32(float x) {
    float t = fabsf(x), z = x * x;
    float near = 0x1.5b4e02p-14f;
    near = near * z + -0x1.a9d216p-11f;
    near = near * z + 0x1.54bce6p-8f;
    near = near * z + -0x1.b80d94p-6f;
    near = near * z + 0x1.ce2e00p-4f;
    near = near * z + -0x1.812742p-2f;
    near = near * z + 0x1.06ebb0p-3f;
    near = near * x + x;
    float c = t < 4.0f ? t : 4.0f;
    float q = -0x1.5ecda2p-16f;
    q = q * c + 0x1.c54d4ep-12f;
    q = q * c + -0x1.10aa04p-8f;
    q = q * c + 0x1.9b1956p-6f;
    q = q * c + -0x1.bb5650p-4f;
    q = q * c + -0x1.444b42p-1f;
    q = q * c + -0x1.212698p+0f;
    q = q * c + 0x1.65ac0cp-13f;
    float far = copysignf(1.0f - exp_f32(q), x);
    return x != x ? x : t < 0.92f ? near : far;
}

/// x Φ(x), with the normal distribution's Φ by the error function (Hendrycks and Gimpel 2016).
TK_INLINE float gelu_f32(float x) { return 0.5f * x * (1.0f + erf_f32(x * 0x1.6a09e6p-1f)); }
TK_INLINE double gelu_f64(double x) { return 0.5 * x * erfc(-x * 0x1.6a09e667f3bcdp-1); }

#endif
