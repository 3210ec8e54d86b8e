// SPDX-License-Identifier: Apache-2.0

/// One channel's queue, sent in its order.
actor NoticeWorker {
    private let channel: NoticeChannel
    private let queue: any NoticeQueue
    private let patience: RetryPatience
    private let now: @Sendable () -> Int64

    private(set) var health: ChannelHealth
    /// Failures in a row, and those of them that were the first notice's own.
    private var (failures, refusals) = (0, 0)
    private var nap: Task<Void, Never>?
    private var isIdle = false
    /// What came since the queue was looked at last: a notice, or a reason to try again now.
    private var (hasNews, isHurried) = (false, false)

    init(
        _ channel: NoticeChannel, queue: any NoticeQueue, patience: RetryPatience, now: @escaping @Sendable () -> Int64
    ) {
        (self.channel, self.queue, self.patience, self.now) = (channel, queue, patience, now)
        health = ChannelHealth(name: channel.name, summary: channel.sender.summary)
    }

    /// Until it is cancelled.
    func run() async {
        while !Task.isCancelled { await rest(for: await work()) }
    }

    /// - Returns: how long to pause; `nil`: until there is something.
    private func work() async -> Duration? {
        (hasNews, isHurried) = (false, false)
        let batch = await queue.pending(of: channel.name, limit: 1000)
        health.waiting = batch.count
        for item in batch {
            if Task.isCancelled { return nil }
            guard await deliver(item) else { return patience.pause(after: failures) }
            await queue.remove([item.id])
            health.waiting = max(0, health.waiting - 1)
        }
        return batch.isEmpty ? nil : .zero
    }

    /// - Returns: whether it is done with.
    private func deliver(_ item: QueuedNotice) async -> Bool {
        guard let notice = Notice(payload: item.payload) else {
            health.givenUp += 1
            return true
        }
        do throws(NoticeFault) {
            succeeded(try await channel.sender.send(notice))
            return true
        } catch { return failed(error) }
    }

    private func succeeded(_ receipt: NoticeReceipt) {
        (failures, refusals) = (0, 0)
        health.lastDelivery = now()
        health.reason = receipt.complaint
        health.failingSince = receipt.complaint == nil ? nil : health.failingSince ?? now()
    }

    /// - Returns: whether the notice is given up.
    private func failed(_ fault: NoticeFault) -> Bool {
        // Being broken off at the end is nobody's fault.
        if Task.isCancelled { return false }
        failures += 1
        refusals = fault.isOfThisNoticeOnly ? refusals + 1 : 0
        health.reason = fault.reason
        health.failingSince = health.failingSince ?? now()
        guard refusals >= patience.refusals else { return false }
        health.givenUp += 1
        (failures, refusals) = (0, 0)
        return true
    }

    /// Beside the queue.
    func test(_ notice: Notice) async -> ChannelTest {
        do throws(NoticeFault) {
            let receipt = try await channel.sender.send(notice)
            succeeded(receipt)
            isHurried = true
            nap?.cancel()
            let but = receipt.complaint.map { ", but \($0)" } ?? ""
            return ChannelTest(isDelivered: true, sentence: "The test went out: \(receipt.text)\(but).")
        } catch {
            health.reason = error.reason
            health.failingSince = health.failingSince ?? now()
            return ChannelTest(isDelivered: false, sentence: "The test did not go out: \(error.reason).")
        }
    }

    func append(_ payload: [UInt8]) {
        queue.append(payload, to: channel.name)
        health.waiting = min(1000, health.waiting + 1)
        hasNews = true
        // A channel that fails keeps its pause.
        if isIdle { nap?.cancel() }
    }

    /// - Parameter time: `nil`: until there is something.
    private func rest(for time: Duration?) async {
        if isHurried || time == .zero || (time == nil && hasNews) { return }
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
