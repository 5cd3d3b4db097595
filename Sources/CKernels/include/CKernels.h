#ifndef TENON_CKERNELS_H
#define TENON_CKERNELS_H
#endif
