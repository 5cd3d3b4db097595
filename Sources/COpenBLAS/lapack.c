#include "lapack.h"
#include <stddef.h>

// LAPACK's own names: all arguments by address, and the lengths of character arguments at the end.

void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv,
             double *b, const int *ldb, int *info, size_t);
void dgecon_(const char *norm, const int *n, const double *a, const int *lda, const double *anorm, double *rcond,
             double *work, int *iwork, int *info, size_t);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
             int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u,
             const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info, size_t);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);
void dgelsy_(const int *m, const int *n, const int *nrhs, double *a, const int *lda, double *b, const int *ldb,
             int *jpvt, const double *rcond, int *rank, double *work, const int *lwork, int *info);

/// Leading sizes are at least 1, also of empty matrices.
static int leading(int n) { return n > 0 ? n : 1; }
static int least(int a, int b) { return a < b ? a : b; }

int lapack_lu(int n, double *a, int *order) {
    int info = 0, lda = leading(n);
    dgetrf_(&n, &n, a, &lda, order, &info);
    return info;
}

int lapack_solve_lu(int n, int k, const double *a, const int *order, double *b) {
    int info = 0, lda = leading(n);
    dgetrs_("N", &n, &k, a, &lda, order, b, &lda, &info, 1);
    return info;
}

double lapack_reciprocal_condition(int n, const double *a, double norm, double *work, int *iwork) {
    int info = 0, lda = leading(n);
    double reciprocal = 0;
    dgecon_("1", &n, a, &lda, &norm, &reciprocal, work, iwork, &info, 1);
    return reciprocal;
}

int lapack_cholesky(int n, double *a) {
    int info = 0, lda = leading(n);
    dpotrf_("U", &n, a, &lda, &info, 1);
    return info;
}

int lapack_qr(int m, int n, double *a, double *tau, double *work, int lwork) {
    int info = 0, lda = leading(m);
    dgeqrf_(&m, &n, a, &lda, tau, work, &lwork, &info);
    return info;
}

int lapack_qr_q(int m, int k, double *a, const double *tau, double *work, int lwork) {
    int info = 0, lda = leading(m);
    dorgqr_(&m, &k, &k, a, &lda, tau, work, &lwork, &info);
    return info;
}

int lapack_svd(int m, int n, double *a, double *s, double *u, double *vt, double *work, int lwork, int *iwork) {
    int info = 0, lda = leading(m), ldvt = leading(least(m, n));
    dgesdd_("S", &m, &n, a, &lda, s, u, &lda, vt, &ldvt, work, &lwork, iwork, &info, 1);
    return info;
}

int lapack_eigen(int n, double *a, double *values, double *work, int lwork, int *iwork, int liwork) {
    int info = 0, lda = leading(n);
    dsyevd_("V", "L", &n, a, &lda, values, work, &lwork, iwork, &liwork, &info, 1, 1);
    return info;
}

int lapack_least_squares(int m, int n, int k, double *a, double *b, int *pivots, double limit, int *rank, double *work,
                         int lwork) {
    int info = 0, lda = leading(m), ldb = leading(m > n ? m : n);
    dgelsy_(&m, &n, &k, a, &lda, b, &ldb, pivots, &limit, rank, work, &lwork, &info);
    return info;
}
