/// OpenBLAS: the C interface of BLAS, and of LAPACK what linear algebra needs.
#ifndef TENON_COPENBLAS_H
#define TENON_COPENBLAS_H
#include <cblas.h>
#include "lapack.h"
#endif
