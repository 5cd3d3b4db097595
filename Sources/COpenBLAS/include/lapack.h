/// LAPACK routines on doubles, with arguments by value. Matrices are column-major and without gaps.
///
/// Each gives LAPACK's `info`: 0 when done, i > 0 for what the routine's comment says. Those that take `work` write
/// the size it should have into `work[0]`, and do no more, if `lwork` is −1.
#ifndef TENON_LAPACK_H
#define TENON_LAPACK_H

/// The LU factors of the n × n matrix a, in its place, and the rows' order. i: the i-th pivot is exactly 0.
int lapack_lu(int n, double *a, int *order);
/// Solves by those factors for k right-hand sides in b (n × k), in their place.
int lapack_solve_lu(int n, int k, const double *a, const int *order, double *b);
/// 1 / (‖a‖₁ ‖a⁻¹‖₁) from the factors and the norm ‖a‖₁; work has 4n, iwork n elements.
double lapack_reciprocal_condition(int n, const double *a, double norm, double *work, int *iwork);

/// The factor L of a = L Lᵀ, in the upper triangle: row by row it is the lower one. i: the leading minor of order i is
/// not positive.
int lapack_cholesky(int n, double *a);

/// Householder vectors and R of the m × n matrix a, in its place; tau has min(m, n) elements.
int lapack_qr(int m, int n, double *a, double *tau, double *work, int lwork);
/// The first k columns of Q from those vectors, in their place.
int lapack_qr_q(int m, int k, double *a, const double *tau, double *work, int lwork);

/// a (m × n) = u (m × k) diag(s) vt (k × n), k = min(m, n); a is lost, iwork has 8k elements. i > 0: no convergence.
int lapack_svd(int m, int n, double *a, double *s, double *u, double *vt, double *work, int lwork, int *iwork);

/// Eigenvalues of the symmetric n × n matrix a in ascending order, and eigenvectors as columns in its place. The size
/// of iwork goes the way of lwork. i > 0: no convergence.
int lapack_eigen(int n, double *a, double *values, double *work, int lwork, int *iwork, int liwork);

/// The x of least length that brings ‖a x − b‖ to its least, by QR with pivoting; a is m × n, b max(m, n) × k and
/// becomes x in its first n rows. `pivots` has n elements, all 0. Singular values under `limit` of the largest count
/// as 0, and `rank` is how many are left.
int lapack_least_squares(int m, int n, int k, double *a, double *b, int *pivots, double limit, int *rank, double *work,
                         int lwork);

#endif
