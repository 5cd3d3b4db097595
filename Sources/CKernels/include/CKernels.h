/// Kernels on plain buffers: C functions of one type, so that a plan is a flat list of calls.
#ifndef TENON_CKERNELS_H
#define TENON_CKERNELS_H
#include "tk_aside.h"
#include "tk_attention.h"
#include "tk_core.h"
#include "tk_fused.h"
#include "tk_gather.h"
#include "tk_image.h"
#include "tk_line.h"
#include "tk_matmul.h"
#include "tk_memory.h"
#include "tk_move.h"
#include "tk_optimizer.h"
#include "tk_pointwise.h"
#include "tk_random.h"
#include "tk_reduce.h"
#include "tk_softmax.h"
#include "tk_sort.h"
#include "tk_signals.h"
#include "tk_threads.h"
#include "tk_winograd.h"
#endif
