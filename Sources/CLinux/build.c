/* SPDX-License-Identifier: Apache-2.0 */
#include "CLinux.h"

/* __DATE__ has no counterpart in Swift; compilers take it from SOURCE_DATE_EPOCH for a reproducible build. */
const char *clinux_build_date(void) { return __DATE__; }
