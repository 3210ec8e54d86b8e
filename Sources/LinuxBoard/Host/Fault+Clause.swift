// SPDX-License-Identifier: Apache-2.0

// What stands in the way, for people: to stand after a colon.

extension SourceFault {
    public var clause: String {
        switch self {
        case .absent: "it is not there"
        case .denied: "not permitted"
        case .busy: "another program or driver has it"
        case .unsuitable: "it cannot do this"
        case .failed: "it failed in use"
        }
    }
}

extension ClockFault {
    public var clause: String {
        switch self {
        case .absent: SourceFault.absent.clause
        case .denied: "not permitted (CAP_SYS_TIME for the system's clock, the device's mode for a hardware clock)"
        case .busy: SourceFault.busy.clause
        case .unsuitable: SourceFault.unsuitable.clause
        case .failed: SourceFault.failed.clause
        }
    }
}

extension HostFault {
    public var clause: String { SourceFault(errno: errno).clause }
}
