#include "COpenBLAS.h"

/// Ends OpenBLAS's own threads. Builds of it without threads do not have this.
__attribute__((weak)) int blas_thread_shutdown_(void);

/// BLAS always runs on one thread, because its products on several depend on how many there are. The threads that it
/// starts when it is loaded would only be in the way: they spin for some 0.1 s of a core before they sleep. Changing
/// the number of threads later would start them again.
__attribute__((constructor)) static void keep_to_one_thread(void) {
    openblas_set_num_threads(1);
    if (blas_thread_shutdown_) blas_thread_shutdown_();
}
