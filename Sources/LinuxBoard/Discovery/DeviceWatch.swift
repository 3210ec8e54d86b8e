// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

/// Follows devices as they come and go, on a thread of its own that waits for nobody and holds nobody up.
public final class DeviceWatch: Sendable {
    /// Where the receiver is, for the thread that hears it.
    public let receiver: ReceiverWhereabouts
    private let thread = Mutex<EndableThread?>(nil)
    private let shared: Mutex<Inventory>
    private let tell: @Sendable ([InventoryNews]) -> Void

    private init(_ inventory: Inventory, _ tell: @escaping @Sendable ([InventoryNews]) -> Void) throws(HostFault) {
        receiver = try ReceiverWhereabouts()
        shared = Mutex(inventory)
        self.tell = tell
    }

    /// Looks at what is there before it returns; then follows.
    ///
    /// - Parameters:
    ///   - taken: devices that are never the receiver, by any of their names.
    ///   - source: made on the thread that will use it; libudev where it is there, otherwise sysfs.
    ///   - tell: called with news, at first from the caller's thread, then from the watch's own.
    public static func start(
        _ wish: Inventory.Wish, besides taken: [String] = [],
        source: @escaping @Sendable () -> any DeviceSource = DeviceWatch.hostSource,
        tell: @escaping @Sendable ([InventoryNews]) -> Void
    ) throws(HostFault) -> DeviceWatch {
        let watch = try DeviceWatch(Inventory(wish: wish, besides: taken), tell)
        watch.update { $0.replace(with: source().look()) }
        try watch.thread.withLock { (thread) throws(HostFault) in
            thread = try .start(name: "devices") { watch.run(source(), on: $0) }
        }
        return watch
    }

    /// The best that this machine has.
    @Sendable public static func hostSource() -> any DeviceSource { UdevSource() ?? SysfsSource() }

    /// What is there now.
    public var inventory: Inventory { shared.withLock(\.self) }

    /// What was taken for the receiver does not speak like one.
    public func refuse(_ device: FoundDevice) { update { $0.refuse(device) } }

    public func stop() { thread.withLock { $0.take() }?.stop() }

    private func run(_ source: any DeviceSource, on thread: EndableThread) {
        // The source listens already: what came between the first look and now is not missed.
        update { $0.replace(with: source.look()) }
        while !thread.isEnding {
            let now = HostClock.now
            thread.wait(for: source.descriptor, atMost: source.nextLook(after: now).map { $0 - now })
            while let change = source.next(at: HostClock.now) { take(change, from: source) }
        }
    }

    private func take(_ change: DeviceChange, from source: any DeviceSource) {
        if change == .lookAgain {
            update { $0.replace(with: source.look()) }
        } else {
            update { $0.apply(change) }
        }
    }

    private func update(_ body: (inout Inventory) -> [InventoryNews]) {
        let news = shared.withLock { inventory in
            let news = body(&inventory)
            // Within the lock, so that of two threads' news the later one stays.
            for case .receiver(let device) in news { receiver.move(to: device?.preferredNode) }
            return news
        }
        if !news.isEmpty { tell(news) }
    }
}
