// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Tells notices by channels. Each channel has a queue and a worker of its own: order is kept within a channel, a slow or
/// broken one delays no other, and what it could not deliver waits in the queue.
///
/// For other settings, end ``run()`` and make another one on the same queue: what waits goes on. A notice that was just
/// being sent may then arrive twice.
public final class NoticeDispatcher: Sendable {
    private let workers: [(name: String, worker: NoticeWorker)]
    private let routes: NoticeRoutes

    /// - Parameters:
    ///   - channels: names once each; of two alike the first counts.
    ///   - now: UTC as our clock shows it, ms since 1970-01-01.
    public init(
        channels: [NoticeChannel], routes: NoticeRoutes = NoticeRoutes(), queue: any NoticeQueue,
        patience: RetryPatience = RetryPatience(), now: @escaping @Sendable () -> Int64 = NoticeDispatcher.systemTime
    ) {
        self.routes = routes
        var names: Set<String> = []
        workers = channels.filter { names.insert($0.name).inserted }.map {
            ($0.name, NoticeWorker($0, queue: queue, patience: patience, now: now))
        }
    }

    /// The machine's.
    public static let systemTime: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    /// Sends what waits and what comes, until it is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for (_, worker) in workers { group.addTask { await worker.run() } }
        }
    }

    /// Puts a notice into the queues of all channels that are told of its alarm; it waits for none of them.
    public func post(_ notice: Notice) async {
        let payload = notice.payload
        for (name, worker) in workers where routes.goes(notice.alarm, to: name) { await worker.append(payload) }
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
        for (_, worker) in workers { all.append(await worker.health) }
        return all
    }

    private func worker(_ name: String) -> NoticeWorker? { workers.first { $0.name == name }?.worker }
}
