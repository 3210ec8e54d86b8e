// SPDX-License-Identifier: Apache-2.0

/// NMEA 0183, versions 2 to 4.11: text sentences `$ttfff,field,field*hh`. Field layouts are those of the standard as
/// the u-blox M8 and F9 interface descriptions and gpsd's NMEA page document them.
///
/// Parsing works on the bytes between `$` and `*`; nothing allocates, nothing traps, and what is no number, clock or
/// date where one belongs reads as `nil`.
public enum NMEA {}
