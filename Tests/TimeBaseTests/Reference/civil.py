#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes civil.csv: moments from 1972 to 2120 in all scales, by Python's own calendar arithmetic.

Run it without arguments; it prints the table. The same seed gives the same bytes on every Python 3.8 or later.
Columns: UTC text, POSIX seconds, NTP stamp (hex), TAI seconds since 1970, fraction (attoseconds), GPS week and
seconds of week (empty before 1980-01-06), Galileo week and seconds of week (empty before its epoch), BeiDou's likewise.
"""

import datetime
import sys

UNIX = datetime.datetime(1970, 1, 1)
NTP = datetime.datetime(1900, 1, 1)
# The days at whose end a second was inserted (IERS Bulletin C).
LEAPS = """1972-06-30 1972-12-31 1973-12-31 1974-12-31 1975-12-31 1976-12-31 1977-12-31 1978-12-31 1979-12-31
1981-06-30 1982-06-30 1983-06-30 1985-06-30 1987-12-31 1989-12-31 1990-12-31 1992-06-30 1993-06-30 1994-06-30
1995-12-31 1997-06-30 1998-12-31 2005-12-31 2008-12-31 2012-06-30 2015-06-30 2016-12-31""".split()
MIDNIGHTS = [datetime.datetime.fromisoformat(day) + datetime.timedelta(days=1) for day in LEAPS]
ONE = datetime.timedelta(seconds=1)
EDGES = """1980-01-01T00:00:00 1980-01-05T23:59:59 1980-01-06T00:00:00 1999-08-21T23:59:46 1999-08-21T23:59:47
1999-08-22T00:00:00 1999-12-31T23:59:59 2000-02-28T23:59:59 2000-02-29T00:00:00 2000-03-01T00:00:00 2005-12-31T23:59:59
2006-01-01T00:00:00 2019-04-06T23:59:41 2019-04-06T23:59:42 2036-02-07T06:28:15 2036-02-07T06:28:16 2038-01-19T03:14:07
2038-01-19T03:14:08 2038-11-20T23:59:41 2038-11-20T23:59:42 2100-02-28T23:59:59 2100-03-01T00:00:00 2106-02-07T06:28:15
2106-02-07T06:28:16 2119-12-31T23:59:59""".split()


class Dice:
    """A linear congruential generator (Knuth's MMIX constants): no dependence on Python's own random module."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        value = 0
        for _ in range(3):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
            value = value << 32 | self.state >> 32
        return value % limit


def weeks(epoch, when, leaps_since_epoch):
    """Week and second of week on a scale that began at UTC midnight `epoch`; empty before it."""
    seconds = (when - epoch) // ONE + leaps_since_epoch
    return [*divmod(seconds, 604800)] if seconds >= 0 else ["", ""]


def row(when, is_leap, fraction):
    """`when` is a datetime without fraction; within an inserted second it is 23:59:59 and `is_leap` is set."""
    after = when + ONE if is_leap else when
    count = sum(1 for midnight in MIDNIGHTS if midnight <= when)
    shown = when.strftime("%Y-%m-%dT%H:%M:") + ("60" if is_leap else when.strftime("%S"))
    unix = (when - UNIX) // ONE
    ntp = ((when - NTP) // ONE % 2**32 << 32) | (fraction * 2**32 // 10**18)
    tai = (after - UNIX) // ONE + 10 + count
    elapsed = [
        weeks(datetime.datetime(1980, 1, 6), after, count - 9),
        # Galileo's epoch is week 1024 of GPS.
        weeks(datetime.datetime(1980, 1, 6) + datetime.timedelta(weeks=1024), after, count - 9),
        weeks(datetime.datetime(2006, 1, 1), after, count - 23),
    ]
    text = f"{shown}.{fraction:018d}Z"
    return ",".join(map(str, [text, unix, f"{ntp:016x}", tai, fraction, *sum(elapsed, [])]))


def rows():
    dice = Dice(20171201)
    for midnight in MIDNIGHTS:
        for fraction in (0, dice.below(10**18)):
            yield row(midnight - 2 * ONE, False, fraction)
            yield row(midnight - ONE, False, fraction)
            yield row(midnight - ONE, True, fraction)
            yield row(midnight, False, fraction)
            yield row(midnight + ONE, False, fraction)
            yield row(midnight + 2 * ONE, False, fraction)
    for edge in EDGES:
        for fraction in (0, 10**18 - 1):
            yield row(datetime.datetime.fromisoformat(edge), False, fraction)
    begin = datetime.datetime(1980, 1, 1)
    span = (datetime.datetime(2120, 1, 1) - begin) // ONE
    for _ in range(1800):
        yield row(begin + dice.below(span) * ONE, False, dice.below(10**18))


sys.stdout.write("# SPDX-License-Identifier: Apache-2.0\n")
sys.stdout.write("".join(line + "\n" for line in rows()))
