// SPDX-License-Identifier: Apache-2.0

/// A relay or lamp that is on while any alarm of its channel is raised, whether acknowledged or not.
public actor RelaySender: NoticeSender {
    public nonisolated var summary: String { "the relay" }

    private var raised: Set<String> = []
    private let blink: Duration
    private let set: @Sendable (_ isAlarmed: Bool) async throws -> Void

    /// - Parameters:
    ///   - blink: for how long a test turns it over.
    ///   - set: shows that there is an alarm, or that there is none. What it throws is the reason.
    public init(blink: Duration = .seconds(1), set: @escaping @Sendable (_ isAlarmed: Bool) async throws -> Void) {
        (self.blink, self.set) = (blink, set)
    }

    @discardableResult
    public func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        switch notice.event {
        case .raised, .severity: raised.insert(notice.alarm)
        case .cleared: raised.remove(notice.alarm)
        case .acknowledged: break
        case .test: try await turnOver()
        }
        try await show(!raised.isEmpty)
        return NoticeReceipt(
            raised.isEmpty ? "the relay says that all is well" : "the relay says that there is an alarm")
    }

    private func turnOver() async throws(NoticeFault) {
        try await show(raised.isEmpty)
        try? await Task.sleep(for: blink)
    }

    private func show(_ isAlarmed: Bool) async throws(NoticeFault) {
        do { try await set(isAlarmed) } catch {
            throw .unreachable("the relay cannot be set: \(PlainText.oneLine("\(error)", octets: 200))")
        }
    }
}
