// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Synchronization

/// Tells notices by channels. Each channel has a queue and a worker of its own: order is kept within a channel, a slow or
/// broken one delays no other, and what it could not deliver waits in the queue.
///
/// Channels and routes may be changed while it runs. A channel that is taken away finishes what it is sending; what
/// waits stays in the queue under its name, and goes on once there is a channel of that name again.
public final class NoticeDispatcher: Sendable {
    private struct Desk {
        var routes: NoticeRoutes
        /// Those in use, in their order.
        var names: [String] = []
        /// Those of ``names``, and those that are still finishing.
        var workers: [String: NoticeWorker] = [:]
    }

    private let desk: Mutex<Desk>
    private let queue: any NoticeQueue
    private let patience: RetryPatience
    private let now: @Sendable () -> Int64
    /// Workers that are to begin.
    private let (beginners, begin) = AsyncStream.makeStream(of: NoticeWorker.self)

    /// - Parameters:
    ///   - channels: names once each; of two alike the first counts.
    ///   - now: UTC as our clock shows it, ms since 1970-01-01.
    public init(
        channels: [NoticeChannel], routes: NoticeRoutes = NoticeRoutes(), queue: any NoticeQueue,
        patience: RetryPatience = RetryPatience(), now: @escaping @Sendable () -> Int64 = NoticeDispatcher.systemTime
    ) {
        (self.queue, self.patience, self.now) = (queue, patience, now)
        desk = Mutex(Desk(routes: routes))
        change(to: channels, routes: routes)
    }

    /// The machine's.
    public static let systemTime: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    /// Sends what waits and what comes, until it is cancelled; once only.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await worker in beginners { group.addTask { await self.work(worker) } }
        }
    }

    /// From now on these channels are told by these routes.
    /// - Parameter keeping: names of channels that stay as they are, with what is known of how they fare.
    public func change(to channels: [NoticeChannel], keeping: Set<String> = [], routes: NoticeRoutes) {
        desk.withLock { desk in
            desk.routes = routes
            let before = desk.names
            desk.names = []
            for channel in channels where !desk.names.contains(channel.name) {
                desk.names.append(channel.name)
                if before.contains(channel.name), keeping.contains(channel.name) { continue }
                employ(channel, in: &desk)
            }
            for name in before where !desk.names.contains(name) { desk.workers[name]?.dismiss() }
        }
    }

    /// Puts a notice into the queues of all channels that are told of its alarm; it waits for none of them.
    public func post(_ notice: Notice) async {
        let payload = notice.payload
        for worker in workers(where: { $0.goes(notice.alarm, to: $1) }) { await worker.append(payload) }
    }

    /// Sends a notice by one channel at once, whatever waits. Takes as long as its sender does, a minute at most.
    /// - Parameter notice: ``Notice/test(of:id:utcMilliseconds:host:state:)``
    /// - Returns: `nil`: there is no such channel.
    public func test(_ channel: String, _ notice: Notice) async -> ChannelTest? {
        await worker(channel)?.test(notice)
    }

    /// - Returns: `nil`: there is no such channel.
    public func health(of channel: String) async -> ChannelHealth? { await worker(channel)?.health }

    /// Of all channels in their order.
    public func health() async -> [ChannelHealth] {
        var all: [ChannelHealth] = []
        for worker in workers(where: { _, _ in true }) { all.append(await worker.health) }
        return all
    }

    private func workers(where isMeant: (NoticeRoutes, String) -> Bool) -> [NoticeWorker] {
        desk.withLock { desk in desk.names.filter { isMeant(desk.routes, $0) }.compactMap { desk.workers[$0] } }
    }

    private func worker(_ name: String) -> NoticeWorker? {
        desk.withLock { $0.names.contains(name) ? $0.workers[name] : nil }
    }

    // MARK: Workers that come and go

    /// One that is still finishing under that name goes on with the new sender: two at one queue would tell things twice.
    private func employ(_ channel: NoticeChannel, in desk: inout Desk) {
        if let worker = desk.workers[channel.name] { return worker.employ(channel.sender) }
        let worker = NoticeWorker(channel, queue: queue, patience: patience, now: now)
        desk.workers[channel.name] = worker
        begin.yield(worker)
    }

    private func work(_ worker: NoticeWorker) async {
        while !Task.isCancelled {
            await worker.run()
            if hasEnded(worker) { return }
        }
    }

    /// Unless it was employed again meanwhile.
    private func hasEnded(_ worker: NoticeWorker) -> Bool {
        desk.withLock { desk in
            guard worker.isDismissed else { return false }
            desk.workers[worker.name] = nil
            return true
        }
    }
}
