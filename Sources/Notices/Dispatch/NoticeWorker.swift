// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One channel's queue, sent in its order.
actor NoticeWorker {
    /// What it was told, by whomever, at any time.
    private struct Orders {
        var sender: any NoticeSender
        /// Counts senders.
        var generation = 0
        var isDismissed = false
    }

    nonisolated let name: String
    private let orders: Mutex<Orders>
    private let queue: any NoticeQueue
    private let patience: RetryPatience
    private let now: @Sendable () -> Int64

    /// Of the sender in use.
    private var fare: ChannelHealth
    /// Failures in a row, and those of them that were the first notice's own.
    private var (failures, refusals) = (0, 0)
    /// Of the sender in use.
    private var generation = 0
    private var nap: Task<Void, Never>?
    private var isIdle = false
    /// What came since the queue was looked at last: a notice, or a reason to try again now.
    private var (hasNews, isHurried) = (false, false)

    init(
        _ channel: NoticeChannel, queue: any NoticeQueue, patience: RetryPatience, now: @escaping @Sendable () -> Int64
    ) {
        (name, self.queue, self.patience, self.now) = (channel.name, queue, patience, now)
        orders = Mutex(Orders(sender: channel.sender))
        fare = ChannelHealth(name: channel.name, summary: channel.sender.summary)
    }

    /// Until it is cancelled or dismissed.
    func run() async {
        while !Task.isCancelled, !isDismissed { await rest(for: await work()) }
    }

    // MARK: Orders

    nonisolated var isDismissed: Bool { orders.withLock { $0.isDismissed } }

    /// It finishes what it is sending; what waits stays in the queue.
    nonisolated func dismiss() {
        orders.withLock { $0.isDismissed = true }
        Task { await heed() }
    }

    /// What comes next goes out by this sender; how the one before fared is forgotten.
    nonisolated func employ(_ sender: any NoticeSender) {
        orders.withLock { $0 = Orders(sender: sender, generation: $0.generation + 1) }
        Task { await heed() }
    }

    /// Looks at its orders now, if it rests.
    private func heed() {
        isHurried = true
        nap?.cancel()
        _ = sender
    }

    /// The one in use.
    private var sender: any NoticeSender {
        let (sender, new) = orders.withLock { ($0.sender, $0.generation) }
        if new != generation {
            generation = new
            (failures, refusals) = (0, 0)
            fare = ChannelHealth(name: name, summary: sender.summary, waiting: fare.waiting)
        }
        return sender
    }

    /// How it fares.
    var health: ChannelHealth {
        _ = sender
        return fare
    }

    // MARK: The queue

    /// - Returns: how long to pause; `nil`: until there is something.
    private func work() async -> Duration? {
        (hasNews, isHurried) = (false, false)
        let batch = await queue.pending(of: name, limit: 1000)
        fare.waiting = batch.count
        for item in batch {
            if Task.isCancelled || isDismissed { return nil }
            guard await deliver(item) else { return patience.pause(after: failures) }
            await queue.remove([item.id])
            fare.waiting = max(0, fare.waiting - 1)
        }
        return batch.isEmpty ? nil : .zero
    }

    /// - Returns: whether it is done with.
    private func deliver(_ item: QueuedNotice) async -> Bool {
        guard let notice = Notice(payload: item.payload) else {
            fare.givenUp += 1
            return true
        }
        let (sender, began) = (sender, generation)
        do throws(NoticeFault) {
            succeeded(try await sender.send(notice))
            return true
        } catch {
            // How a sender fares that was replaced meanwhile says nothing of the new one.
            _ = self.sender
            return began == generation && failed(error)
        }
    }

    private func succeeded(_ receipt: NoticeReceipt) {
        (failures, refusals) = (0, 0)
        fare.lastDelivery = now()
        fare.reason = receipt.complaint
        fare.failingSince = receipt.complaint == nil ? nil : fare.failingSince ?? now()
    }

    /// - Returns: whether the notice is given up.
    private func failed(_ fault: NoticeFault) -> Bool {
        // Being broken off at the end is nobody's fault.
        if Task.isCancelled { return false }
        failures += 1
        refusals = fault.isOfThisNoticeOnly ? refusals + 1 : 0
        fare.reason = fault.reason
        fare.failingSince = fare.failingSince ?? now()
        guard refusals >= patience.refusals else { return false }
        fare.givenUp += 1
        (failures, refusals) = (0, 0)
        return true
    }

    /// Beside the queue.
    func test(_ notice: Notice) async -> ChannelTest {
        do throws(NoticeFault) {
            let receipt = try await sender.send(notice)
            succeeded(receipt)
            isHurried = true
            nap?.cancel()
            let but = receipt.complaint.map { ", but \($0)" } ?? ""
            return ChannelTest(isDelivered: true, sentence: "The test went out: \(receipt.text)\(but).")
        } catch {
            fare.reason = error.reason
            fare.failingSince = fare.failingSince ?? now()
            return ChannelTest(isDelivered: false, sentence: "The test did not go out: \(error.reason).")
        }
    }

    func append(_ payload: [UInt8]) {
        queue.append(payload, to: name)
        fare.waiting = min(1000, fare.waiting + 1)
        hasNews = true
        // A channel that fails keeps its pause.
        if isIdle { nap?.cancel() }
    }

    /// - Parameter time: `nil`: until there is something.
    private func rest(for time: Duration?) async {
        if isHurried || isDismissed || time == .zero || (time == nil && hasNews) { return }
        isIdle = time == nil
        defer { isIdle = false }
        let task = Task { _ = try? await Task.sleep(for: time ?? .seconds(3600)) }
        nap = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        nap = nil
    }
}
