// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import TimeBase

/// A PPS device as the kernel offers it: what tests put another in place of.
protocol PPSDevice: AnyObject, Sendable {
    /// The last stamps of both edges; with a timeout above zero, once a further edge came, or `nil` where none did.
    func fetch(within timeout: Duration) throws(SourceFault) -> clinux_pps_info?
    /// Whether its path still leads to it.
    var isPresent: Bool { get }
}

/// `/dev/ppsN`: the kernel's side of RFC 2783.
final class HostPPSDevice: PPSDevice {
    private let path: String
    private let owner: FileDescriptor

    /// Opens it and makes it capture what it can of the edges wanted.
    init(path: String, edges: PulseEdges) throws(SourceFault) {
        let raw = unsafe clinux_pps_open(path)
        guard raw >= 0 else { throw SourceFault(errno: -raw) }
        self.path = path
        owner = FileDescriptor(owning: raw)
        let offered = try Self.checked(clinux_pps_capabilities(raw))
        let captured = try Self.checked(clinux_pps_captured(raw))
        guard let mode = try edges.mode(offered: offered, captured: captured) else { return }
        _ = try Self.checked(clinux_pps_capture(raw, mode))
    }

    func fetch(within timeout: Duration) throws(SourceFault) -> clinux_pps_info? {
        var info = clinux_pps_info()
        let result = unsafe clinux_pps_fetch(owner.raw, timeout.wholeNanoseconds, &info)
        if result == -ETIMEDOUT || result == -EINTR { return nil }
        _ = try Self.checked(result)
        return info
    }

    var isPresent: Bool { unsafe clinux_is_same_node(owner.raw, path) != 0 }

    private static func checked(_ result: Int32) throws(SourceFault) -> Int32 {
        if result < 0 { throw SourceFault(errno: -result) }
        return result
    }
}

/// Which edges of a line are wanted.
public enum PulseEdges: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case rising, falling, both

    /// In RFC 2783's words: assert is the rising edge unless the kernel was told otherwise.
    private var bits: Int32 {
        switch self {
        case .rising: CLINUX_PPS_ASSERT
        case .falling: CLINUX_PPS_CLEAR
        case .both: CLINUX_PPS_ASSERT | CLINUX_PPS_CLEAR
        }
    }

    /// What is to be set so that these are captured; `nil`: they already are, or all of them that can be.
    ///
    /// - Throws: `.unsuitable` where none of them can be.
    func mode(offered: Int32, captured: Int32) throws(SourceFault) -> Int32? {
        let possible = bits & offered
        if possible == 0 { throw .unsuitable }
        // What another program asked for stays captured.
        return captured & possible == possible ? nil : (captured | possible) & offered
    }

    public func includes(rising: Bool) -> Bool { self == .both || (self == .rising) == rising }
}
