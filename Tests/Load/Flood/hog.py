# SPDX-License-Identifier: Apache-2.0
"""hog.py SHARE SECONDS: keeps a processor busy for SHARE of each hundredth of a second, before all who run without a
real-time priority: what is left of it is a slower machine."""

import sys
import time

TURN = 0.01


def main(share, seconds):
    begin = time.monotonic()
    while (elapsed := time.monotonic() - begin) < float(seconds):
        within = elapsed % TURN
        if within >= float(share) * TURN:
            time.sleep(TURN - within)


if __name__ == "__main__":
    main(*sys.argv[1:])
