// SPDX-License-Identifier: Apache-2.0

import CLinux
public import TimeBase

/// Edges at a serial port's DCD line: the kernel's N_PPS line discipline makes a PPS device of the port for as long as
/// we hold it open, beside its bytes, which stay readable. (drivers/pps/clients/pps-ldisc.c)
public final class LineDiscipline: EdgeSource {
    /// Opens a terminal, attaches the discipline and returns the descriptor, or the negative error number.
    typealias Attacher = (String) -> Int32

    public let path: String
    public let edges: PulseEdges
    private let sysfs: String
    private let attach: Attacher
    private let openDevice: KernelPPS.Opener
    private var port: FileDescriptor?
    private var pulses: KernelPPS?
    private var retry = Retry()

    public convenience init(path: String, edges: PulseEdges) {
        self.init(path: path, edges: edges, sysfs: "/sys/class/pps", { unsafe clinux_pps_line($0) }) {
            (path, edges) throws(SourceFault) in try HostPPSDevice(path: path, edges: edges)
        }
    }

    init(
        path: String, edges: PulseEdges, sysfs: String, _ attach: @escaping Attacher, _ open: @escaping KernelPPS.Opener
    ) {
        (self.path, self.edges, self.sysfs, self.attach, openDevice) = (path, edges, sysfs, attach, open)
    }

    public var descriptor: Int32 { pulses?.descriptor ?? -1 }
    public var attempt: MonotonicInstant? { descriptor < 0 ? retry.next : nil }

    public func open(at now: MonotonicInstant) -> SourceFault? {
        let fault = attachAndOpen(at: now)
        if fault != nil { retry.failed(at: now) }
        return fault
    }

    public func take() -> EdgeStamp? {
        guard let stamp = pulses?.take() else {
            if pulses?.attempt != nil { retry.failed(at: HostClock.now) }
            return nil
        }
        retry.worked()
        return stamp
    }

    private func attachAndOpen(at now: MonotonicInstant) -> SourceFault? {
        let terminal = HostFolder.resolved(path)
        // Attached still, it stays so: its node's rights may only just have come.
        if port == nil || device(of: terminal) == nil {
            pulses = nil
            port = nil
            let raw = attach(terminal)
            guard raw >= 0 else { return SourceFault(errno: -raw) }
            port = FileDescriptor(owning: raw)
        }
        guard let device = device(of: terminal) else { return .absent }
        let opened = KernelPPS(path: device, edges: edges, openDevice)
        pulses = opened
        return opened.open(at: now)
    }

    /// The PPS device that the kernel made of a terminal: it says so in the device's `path`.
    private func device(of terminal: String) -> String? {
        for name in HostFolder.names(sysfs) {
            guard let text = HostText.read("\(sysfs)/\(name)/path") else { continue }
            if text.split(whereSeparator: \.isWhitespace).first.map(String.init) == terminal { return "/dev/\(name)" }
        }
        return nil
    }
}
