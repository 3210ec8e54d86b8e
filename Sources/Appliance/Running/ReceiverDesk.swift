// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import GNSS
import LinuxBoard
import Logging
import Synchronization

/// Tells the log what was found on the receiver's line and what came of configuring it, and keeps what is worth
/// remembering of each receiver in one file: blocks of lines, an empty line between them.
final class ReceiverDesk: Sendable {
    private struct Told {
        var edition: UInt64 = 0
        var finding: SpeedSearch.Finding?
        var report: ConfigurationReport?
        var memory: ReceiverMemory?
        var vain: VainSearch?
        /// All that is in the file, the latest first.
        var kept: [ReceiverMemory] = []
    }

    /// Beyond this the oldest are forgotten.
    private static let most = 16

    let memories: [ReceiverMemory]
    private let path: String?
    private let news = Mutex<ReceiverNews?>(nil)
    private let told = Mutex(Told())

    /// - Parameter path: the file; `nil`: nothing is kept.
    init(rememberingIn path: String?) {
        self.path = path
        memories = path.flatMap { FileManager.default.contents(atPath: $0) }.map(Self.read) ?? []
        told.withLock { [memories] in $0.kept = memories }
    }

    /// Whose line this is, from the thread that serves it.
    func listen(to news: ReceiverNews) { self.news.withLock { $0 = news } }

    // MARK: What people see and want

    func setup(configures: Bool) -> ReceiverSetup {
        ReceiverSetup(news.withLock { $0?.latest } ?? .init(), configures: configures)
    }

    private static let patience: Duration = .seconds(60)

    /// Hands an order to the thread that serves the line, and waits for its answer.
    func ask(_ wish: ReceiverWish) async throws(CommandRefusal) -> ReceiverSetup {
        guard let news = news.withLock({ $0 }) else {
            throw CommandRefusal(.unavailable, "the receiver's line is not served yet; try again in a moment")
        }
        guard let number = news.orders.give(ReceiverOrder(wish)) else {
            throw CommandRefusal(.unavailable, "the receiver is already asked for something; try again in a minute")
        }
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end, !Task.isCancelled {
            if let answer = news.latest.answer, answer.number == number { return try Self.setup(answer.content, news) }
            try? await Task.sleep(for: .milliseconds(50))
        }
        news.orders.withdraw(number)
        throw CommandRefusal(.unavailable, "the receiver did not come to an end with it within a minute")
    }

    private static func setup(
        _ answer: ReceiverAnswer, _ news: ReceiverNews
    ) throws(CommandRefusal) -> ReceiverSetup {
        switch answer {
        case .report(let report): return ReceiverSetup(report)
        case .told: return ReceiverSetup(news.latest, configures: true)
        case .no(let reason): throw CommandRefusal(.unavailable, reason)
        }
    }

    /// To be called now and then, not by the timing thread.
    ///
    /// - Parameter refuse: called whenever everything was tried once more on a device that is not understood.
    func look(log: Logger, refusing refuse: (VainSearch) -> Void = { _ in }) {
        guard let latest = news.withLock({ $0?.latest }) else { return }
        let vain = told.withLock { told in
            defer { told.vain = latest.vain }
            tell(latest, after: &told, log)
            return latest.vain == told.vain ? nil : latest.vain
        }
        if let vain { refuse(vain) }
    }

    private func tell(_ latest: ReceiverNews.State, after told: inout Told, _ log: Logger) {
        guard latest.edition != told.edition else { return }
        told.edition = latest.edition
        if let finding = latest.finding, finding != told.finding {
            log.notice("the receiver is understood", metadata: ["line": "\(finding.text)"])
        }
        if let report = latest.report, report != told.report { Self.tell(report, log) }
        if let memory = latest.memory, memory != told.memory { keep(memory, among: &told.kept, log) }
        (told.finding, told.report, told.memory) = (latest.finding, latest.report, latest.memory)
    }

    private static func tell(_ report: ConfigurationReport, _ log: Logger) {
        log.notice("\(report.summary)")
        for entry in report.entries { log.info("\(entry.sentence)") }
    }

    private func keep(_ memory: ReceiverMemory, among kept: inout [ReceiverMemory], _ log: Logger) {
        guard let path else { return }
        kept = Array(([memory] + kept.filter { $0.key != memory.key }).prefix(Self.most))
        let text = kept.map(\.text).joined(separator: "\n")
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            log.warning("what is known of the receiver cannot be kept", metadata: ["file": "\(path)"])
        }
    }

    static func read(_ data: Data) -> [ReceiverMemory] {
        guard data.count < 1 << 20 else { return [] }
        var blocks: [String] = [""]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { blocks.append("") } else { blocks[blocks.count - 1] += line + "\n" }
        }
        return Array(blocks.compactMap { ReceiverMemory(text: $0) }.prefix(most))
    }
}
