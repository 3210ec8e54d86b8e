// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization

/// Puts filters in front of a socket on a thread of its own. The kernel compiles a filter, and while it is busy, which is when
/// filters are wanted, that has been seen to take a third of a second: whoever receives would answer nobody meanwhile.
final class Sifter: Sendable {
    private struct Wish {
        var networks: [UInt64] = []
        var share = UInt32.max
    }

    private let raw: Int32
    private let secret = UInt64.random(in: 0 ... .max)
    private let wish = Mutex(Wish())
    /// How many wishes there were, and which of them is in force.
    private let wished = Atomic<Int>(0)
    private let done = Atomic<Int>(0)
    private let isEnding = Atomic<Bool>(false)
    private let wake: WakeUp
    private let thread = Mutex<HostThread?>(nil)

    /// - Parameter raw: the socket, which stays open until ``stop()`` has returned.
    static func start(before raw: Int32) throws(HostFault) -> Sifter {
        let made = try Sifter(before: raw)
        try made.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "ntp-sieve") { made.run() }
        }
        return made
    }

    private init(before raw: Int32) throws(HostFault) {
        self.raw = raw
        wake = try WakeUp()
    }

    /// What is wanted last comes into force soon. A filter that cannot be had leaves things as they are.
    func sift(passing networks: Span<UInt64>, share: UInt32) {
        wish.withLock {
            $0.networks.removeAll(keepingCapacity: true)
            for index in networks.indices { $0.networks.append(networks[index]) }
            $0.share = share
        }
        wished.add(1, ordering: .releasing)
        wake.signal()
    }

    /// Whether what is wanted is not in force yet.
    var isSifting: Bool { wished.load(ordering: .acquiring) != done.load(ordering: .acquiring) }

    /// Returns once the thread has ended.
    func stop() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }

    private func run() {
        while true {
            wake.wait(atMost: .seconds(3600))
            if isEnding.load(ordering: .acquiring) { return }
            let number = wished.load(ordering: .acquiring)
            guard number != done.load(ordering: .relaxed) else { continue }
            let wanted = wish.withLock { $0 }
            _ = unsafe wanted.networks.withUnsafeBufferPointer {
                unsafe clinux_udp_sieve(raw, $0.baseAddress, Int32(clamping: $0.count), wanted.share, secret)
            }
            done.store(number, ordering: .releasing)
        }
    }
}
