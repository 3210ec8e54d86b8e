# SPDX-License-Identifier: Apache-2.0
"""A leap-seconds.list, as the IERS publishes it, that knows of a leap second of the laboratory's own."""

import datetime
import hashlib

# When TAI − UTC grew by a second: the first of January or of July.
PAST = [(1972, 7), (1973, 1), (1974, 1), (1975, 1), (1976, 1), (1977, 1), (1978, 1), (1979, 1), (1980, 1), (1981, 7),
        (1982, 7), (1983, 7), (1985, 7), (1988, 1), (1990, 1), (1991, 1), (1992, 7), (1993, 7), (1994, 7), (1996, 1),
        (1997, 7), (1999, 1), (2006, 1), (2009, 1), (2012, 7), (2015, 7), (2017, 1)]


def since_1900(year, month):
    return int((datetime.date(year, month, 1) - datetime.date(1900, 1, 1)).total_seconds())


def table(*more):
    """The list with further (year, month), each one second more; its hash is SHA-1 over all its digits."""
    updated, expires = since_1900(2026, 7), since_1900(2028, 6)
    rows = [(since_1900(1972, 1), 10)]
    rows += [(since_1900(*date), 11 + index) for index, date in enumerate([*PAST, *more])]
    digits = f"{updated}{expires}" + "".join(f"{second}{offset}" for second, offset in rows)
    sum = hashlib.sha1(digits.encode()).hexdigest()
    words = " ".join(sum[at:at + 8] for at in range(0, 40, 8))
    entries = [f"{second} {offset}" for second, offset in rows]
    return "\n".join([f"#$ {updated}", f"#@ {expires}", *entries, f"#h {words}"]) + "\n"
