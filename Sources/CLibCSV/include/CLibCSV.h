#ifndef TENON_CLIBCSV_H
#define TENON_CLIBCSV_H
#endif
