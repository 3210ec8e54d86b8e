// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Synchronization
import TimeBase

/// The thread's side of ``KernelPPS``: waits in the kernel for edges and sends their stamps through a pipe.
///
/// A thread of its own, because poll(2) finds a PPS device always readable (pps_cdev_poll in drivers/pps/pps.c).
final class PPSWatch: Sendable {
    /// How long it may take to notice that it should stop, or an edge between two fetches.
    private static let patience: Duration = .milliseconds(200)
    /// Empty waits until it is asked whether the device is still there.
    private static let quietWaits = 10

    private let device: any PPSDevice
    private let edges: PulseEdges
    private let output: Int32
    private let isStopped = Atomic<Bool>(false)
    private let lost = Atomic<UInt64>(0)

    /// - Parameter output: the writing end of an ``EdgePipe``, closed when the watch ends.
    init(_ device: any PPSDevice, edges: PulseEdges, output: Int32) {
        (self.device, self.edges, self.output) = (device, edges, output)
    }

    /// Edges that nobody was told of.
    var missed: UInt64 { lost.load(ordering: .relaxed) }
    func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Until it is stopped, or the device fails or goes.
    func run() {
        if let first = try? device.fetch(within: .zero) { watch(PPSSequence(edges: edges, after: first)) }
        _ = close(output)
    }

    private func watch(_ start: PPSSequence) {
        var (sequence, quiet) = (start, 0)
        while !isStopped.load(ordering: .relaxed) {
            // First without waiting: a wait begun now would not end with an edge that has already come.
            guard let waiting = try? device.fetch(within: .zero) else { return }
            send(&sequence, waiting)
            do throws(SourceFault) {
                let info = try device.fetch(within: Self.patience)
                if let info { send(&sequence, info) }
                quiet = info == nil ? quiet + 1 : 0
            } catch { return }
            if quiet >= Self.quietWaits {
                if !device.isPresent { return }
                quiet = 0
            }
        }
    }

    private func send(_ sequence: inout PPSSequence, _ info: clinux_pps_info) {
        let before = sequence.missed
        let (first, second) = sequence.take(info)
        var count = sequence.missed &- before
        if let first, !EdgePipe.write(first, to: output) { count += 1 }
        if let second, !EdgePipe.write(second, to: output) { count += 1 }
        if count > 0 { lost.wrappingAdd(count, ordering: .relaxed) }
    }
}
