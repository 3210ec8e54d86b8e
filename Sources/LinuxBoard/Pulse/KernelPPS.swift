// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Edges of a kernel PPS device, `/dev/ppsN`: stamped in CLOCK_REALTIME by the interrupt's handler. (RFC 2783)
public final class KernelPPS: EdgeSource {
    typealias Opener = (String, PulseEdges) throws(SourceFault) -> any PPSDevice

    public let path: String
    public let edges: PulseEdges
    public private(set) var descriptor: Int32 = -1
    private var input: FileDescriptor?
    private var watch: PPSWatch?
    private var retry = Retry()
    private let openDevice: Opener
    private var lost: UInt64 = 0

    public convenience init(path: String, edges: PulseEdges) {
        self.init(path: path, edges: edges) { (path, edges) throws(SourceFault) in
            try HostPPSDevice(path: path, edges: edges)
        }
    }

    init(path: String, edges: PulseEdges, _ open: @escaping Opener) {
        (self.path, self.edges, openDevice) = (path, edges, open)
    }

    deinit { watch?.stop() }

    public var attempt: MonotonicInstant? { descriptor < 0 ? retry.next : nil }
    /// Edges that came but were not told: several between two looks, or nobody took them.
    public var missed: UInt64 { lost &+ (watch?.missed ?? 0) }

    public func open(at now: MonotonicInstant) -> SourceFault? {
        do throws(SourceFault) {
            try start(openDevice(path, edges))
            return nil
        } catch {
            retry.failed(at: now)
            return error
        }
    }

    public func take() -> EdgeStamp? {
        guard descriptor >= 0 else { return nil }
        switch EdgePipe.read(from: descriptor) {
        case .stamp(let stamp):
            retry.worked()
            return stamp
        case .nothing: return nil
        case .end:
            end()
            return nil
        }
    }

    private func start(_ device: any PPSDevice) throws(SourceFault) {
        let (reading, writing) = try EdgePipe.make()
        let watch = PPSWatch(device, edges: edges, output: writing)
        input = FileDescriptor(owning: reading)
        (descriptor, self.watch) = (reading, watch)
        // As urgent as the timing thread, which it only feeds.
        do { _ = try HostThread.spawn(name: "pps", realtime: 49) { watch.run() } } catch {
            end()
            throw .failed
        }
    }

    private func end() {
        watch?.stop()
        lost = missed
        input = nil
        (watch, descriptor) = (nil, -1)
        retry.failed(at: HostClock.now)
    }
}
