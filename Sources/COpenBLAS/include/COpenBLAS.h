/// OpenBLAS: the C interface of BLAS, and the Fortran names of LAPACK.
#ifndef TENON_COPENBLAS_H
#define TENON_COPENBLAS_H
#include <cblas.h>
#endif
