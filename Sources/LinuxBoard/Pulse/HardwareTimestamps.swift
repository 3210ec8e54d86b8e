// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Edges at an input of a hardware clock (PHC), stamped by the hardware in its own time. (PTP_EXTTS_REQUEST)
public final class HardwareTimestamps: EdgeSource {
    typealias Opener = (String) throws(SourceFault) -> any StampDevice

    /// The clock's device, or the interface that it belongs to.
    public let name: String
    public let channel: UInt32
    /// The pin that is given to the channel; `nil` where it is wired or was chosen by other means.
    public let pin: UInt32?
    public let edges: PulseEdges
    private let openDevice: Opener
    private var device: (any StampDevice)?
    private var retry = Retry()
    private var pairing: EdgePairing?

    public convenience init(of name: String, channel: UInt32, pin: UInt32?, edges: PulseEdges) {
        self.init(of: name, channel: channel, pin: pin, edges: edges) { (name) throws(SourceFault) in
            guard let path = HardwareClock.device(named: name) else { throw .absent }
            return try HostStampDevice(path: path)
        }
    }

    init(of name: String, channel: UInt32, pin: UInt32?, edges: PulseEdges, _ open: @escaping Opener) {
        (self.name, self.channel, self.pin, self.edges, openDevice) = (name, channel, pin, edges, open)
    }

    deinit { try? device?.ask(rising: false, falling: false, strictly: false, of: channel) }

    public var descriptor: Int32 { device?.descriptor ?? -1 }
    public var attempt: MonotonicInstant? { device == nil ? retry.next : nil }

    public func open(at now: MonotonicInstant) -> SourceFault? {
        do throws(SourceFault) {
            let device = try openDevice(name)
            if let pin { try device.givePin(pin, to: channel) }
            pairing = try ask(device) ? nil : EdgePairing()
            self.device = device
            return nil
        } catch {
            retry.failed(at: now)
            return error
        }
    }

    public func take() -> EdgeStamp? {
        while let device {
            do throws(SourceFault) {
                guard let (nanoseconds, channel) = try device.next() else { return nil }
                retry.worked()
                if channel == self.channel, let edge = edge(nanoseconds) { return edge }
            } catch {
                self.device = nil
                retry.failed(at: HostClock.now)
            }
        }
        return nil
    }

    /// True where the driver vouches for one kind of edge. Some take both kinds only, and older ones promise nothing.
    private func ask(_ device: any StampDevice) throws(SourceFault) -> Bool {
        let (rising, falling) = (edges != .falling, edges != .rising)
        for (both, strictly) in [(false, true), (true, true)] {
            do throws(SourceFault) {
                try device.ask(rising: rising || both, falling: falling || both, strictly: strictly, of: channel)
                return !both && edges != .both
            } catch { if error != .unsuitable { throw error } }
        }
        try device.ask(rising: rising, falling: falling, strictly: false, of: channel)
        return false
    }

    private func edge(_ nanoseconds: Int64) -> EdgeStamp? {
        let leads = edges != .falling
        guard let isLeading = pairing == nil ? true : pairing?.isLeading(nanoseconds) else { return nil }
        return EdgeStamp(clock: .hardware, nanoseconds: nanoseconds, isRising: isLeading == leads)
    }
}
