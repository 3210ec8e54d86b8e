/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <malloc.h>
#include <sys/mman.h>

/* Not MCL_FUTURE: locked pages cannot be given back, and thread stacks would be whole in memory. */
int clinux_lock_memory(void) { return mlockall(MCL_CURRENT | MCL_ONFAULT) ? -errno : 0; }

void clinux_give_memory_back(void) { malloc_trim(0); }
