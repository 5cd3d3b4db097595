#ifndef TENON_CSTDLIB_H
#define TENON_CSTDLIB_H
#endif
