// SPDX-License-Identifier: Apache-2.0

import CGPIOD
import Glibc

/// Lines by libgpiod.
public struct GPIODLines: LineProvider {
    public init() {}

    /// Which generation of libgpiod this was built for: 1, 2, or 0 for none.
    public static var generation: Int { Int(cgpiod_generation()) }

    /// Why no line can be had at all, as a sentence; `nil` where they can.
    public static var impediment: String? { impediment(cgpiod_available()) }

    static func impediment(_ result: Int32) -> String? {
        switch result {
        case 0: nil
        case -ENOSYS: "This program was built without libgpiod: there are no GPIO lines."
        default:
            "The library \(unsafe String(cString: cgpiod_library())) is not installed: there are no GPIO lines."
        }
    }

    public func input(
        _ place: LinePlace, edges: LineEdges, bias: LineBias, prefersRealtime: Bool
    ) throws(SourceFault) -> any InputLine {
        var settings = cgpiod_input_settings(
            edges: Self.edges(edges), bias: Int32(bias.rawValue),
            clock: Int32(prefersRealtime ? CGPIOD_REALTIME : CGPIOD_MONOTONIC))
        return try unsafe GPIODLine(place) { place, line in unsafe cgpiod_open_input(place, &settings, line) }
    }

    public func output(_ place: LinePlace, level: Bool) throws(SourceFault) -> any OutputLine {
        try unsafe GPIODLine(place) { place, line in unsafe cgpiod_open_output(place, level ? 1 : 0, line) }
    }

    private static func edges(_ edges: LineEdges) -> Int32 {
        switch edges {
        case .none: 0
        case .rising: Int32(CGPIOD_RISING)
        case .falling: Int32(CGPIOD_FALLING)
        case .both: Int32(CGPIOD_RISING | CGPIOD_FALLING)
        }
    }
}

/// A line of libgpiod's, of either generation.
@safe final class GPIODLine: InputLine, OutputLine {
    private let line: OpaquePointer
    let descriptor: Int32

    init(
        _ place: LinePlace,
        opening: (UnsafePointer<cgpiod_place>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(SourceFault) {
        var opened: OpaquePointer?
        let result = unsafe place.chip.withCString { chip in
            var raw = unsafe cgpiod_place(chip: chip, offset: place.offset, is_active_low: place.isActiveLow ? 1 : 0)
            return unsafe opening(&raw, &opened)
        }
        guard result == 0, let opened = unsafe opened else { throw SourceFault(errno: -result) }
        unsafe line = opened
        unsafe descriptor = cgpiod_descriptor(opened)
    }

    deinit { unsafe cgpiod_close(line) }

    func take() throws(SourceFault) -> EdgeStamp? {
        var event = cgpiod_event()
        let result = unsafe cgpiod_take(line, &event)
        if result < 0 { throw SourceFault(errno: -result) }
        if result == 0 { return nil }
        return EdgeStamp(
            clock: event.clock == Int32(CGPIOD_REALTIME) ? .realtime : .monotonic, nanoseconds: event.nanoseconds,
            isRising: event.is_rising != 0)
    }

    func isOn() throws(SourceFault) -> Bool {
        let result = unsafe cgpiod_read(line)
        if result < 0 { throw SourceFault(errno: -result) }
        return result != 0
    }

    func set(_ level: Bool) throws(SourceFault) {
        let result = unsafe cgpiod_write(line, level ? 1 : 0)
        if result < 0 { throw SourceFault(errno: -result) }
    }
}
