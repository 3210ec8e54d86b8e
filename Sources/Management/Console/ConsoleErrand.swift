// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Console
import Operations

/// One line that was typed, while it is carried out: it asks for what is missing, and hands over what comes of it.
struct ConsoleErrand: Sendable {
    let house: ConsoleHouse
    let user: User
    let place: String
    let performance: Performance
    /// What is answered to the questions that it asks.
    let replies: AsyncStream<String>
    /// Whether the terminal keeps up.
    let flow: ConsoleFlow
    let tell: @Sendable (ConsoleAnswer) -> Void

    /// Ends with ``ConsoleAnswer/ended(refusal:)``.
    func run() async {
        do {
            try await perform()
            tell(.ended(refusal: nil))
        } catch let refusal as CommandRefusal {
            tell(.ended(refusal: Self.sentence(refusal.reason)))
        } catch {
            tell(.ended(refusal: error is CancellationError ? nil : "\(error)"))
        }
    }

    private func perform() async throws {
        var call = try CommandCall(parsing: performance.line)
        guard let standing = house.standing(of: user) else {
            throw CommandRefusal(.forbidden, "the user \(user.name) is not what it was at the login: log in again")
        }
        let caller = house.caller(standing, at: place)
        try await complete(&call, for: caller)
        let look = ControlAnswer.Look(
            style: TextStyle(columns: performance.columns, isASCII: performance.isASCII),
            isJSON: performance.isJSON || call.wantsJSON)
        switch try await house.desk.perform(call, for: caller) {
        case .report(let report): tell(.output(Self.lines(try look.text(of: report, laysOut: true))))
        case .lasting(let reports):
            tell(.lasts)
            for try await report in reports {
                try await flow.wait()
                tell(.output(Self.lines(try look.text(of: report, laysOut: false))))
            }
        }
    }

    /// Who may not give the command at all is not asked anything.
    private func complete(_ call: inout CommandCall, for caller: CommandCaller) async throws {
        guard caller.level >= call.command.level else { return }
        var answers = replies.makeAsyncIterator()
        while let secret = call.missingSecret {
            let name = secret.name.prefix(1).uppercased() + secret.name.dropFirst()
            tell(.asks("\(name) (\(secret.about)): ", secret.isNew ? .newSecret : .secret))
            guard let typed = await answers.next() else { throw CancellationError() }
            guard !typed.isEmpty else { throw CommandRefusal(.needsSecret, "nothing was done") }
            call.values[secret.name] = typed
        }
        guard let question = call.command.asks, !call.isConfirmed else { return }
        tell(.asks("\(question)\nGo on?", .yesNo))
        guard let answer = await answers.next() else { throw CancellationError() }
        guard answer == "yes" else { throw CommandRefusal(.needsConsent, "nothing was done") }
        call.isConfirmed = true
    }

    private static func lines(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

    private static func sentence(_ reason: String) -> String {
        let text = reason.prefix(1).uppercased() + reason.dropFirst()
        return text.last.map { ".!?".contains($0) } ?? true ? text : text + "."
    }
}
