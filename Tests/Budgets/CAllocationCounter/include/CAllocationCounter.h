// SPDX-License-Identifier: Apache-2.0
// Counts heap allocations of the calling thread by standing before the C library's allocator.
// Swift cannot define malloc itself; this is for the budgets program only and links into nothing else.
#pragma once
#include <stdint.h>

/// Allocations (malloc, calloc, realloc, aligned) made by this thread since it began.
uint64_t gnomon_allocations_of_this_thread(void);
