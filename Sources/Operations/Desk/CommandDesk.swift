// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Records

/// Carries commands out, whoever gives them: page, API, console or command line. Here it is decided who may, once; here
/// it is taken down, once.
public struct CommandDesk: Sendable {
    public let means: CommandMeans

    public init(_ means: CommandMeans) { self.means = means }

    /// Every command that can be carried out, by topic.
    static let handlers =
        CommandHandler.time + CommandHandler.records + CommandHandler.streams + CommandHandler.network
        + CommandHandler.configuration + CommandHandler.receiver + CommandHandler.accounts + CommandHandler.machine
        + CommandHandler.general

    private static let byName = Dictionary(uniqueKeysWithValues: handlers.map { ($0.name, $0) })

    /// Whether a command can be carried out on any appliance at all.
    public static func carriesOut(_ name: String) -> Bool { byName[name] != nil }

    /// Throws where the caller may not, where it must be confirmed or asked for first, and where it is not possible.
    public func perform(_ call: CommandCall, for caller: CommandCaller) async throws(CommandRefusal) -> CommandOutcome {
        try admit(call, caller)
        guard let handler = Self.byName[call.command.name] else {
            throw CommandRefusal(.unavailable, "'\(call.command.name)' is not possible on this appliance")
        }
        do {
            let outcome = try await handler.act(call, caller, means)
            if !call.command.isHarmless { note(call.told, of: caller) }
            return outcome
        } catch let refusal as CommandRefusal {
            if !call.command.isHarmless { note("\(call.told): refused, \(refusal.reason)", of: caller) }
            throw refusal
        } catch {
            throw CommandRefusal(.unavailable, "\(error)")
        }
    }

    private func admit(_ call: CommandCall, _ caller: CommandCaller) throws(CommandRefusal) {
        let command = call.command
        guard caller.level >= command.level else {
            throw CommandRefusal(
                .forbidden,
                "'\(command.name)' is for the role \(command.level.rawValue); \(caller.who) has \(caller.level.rawValue)"
            )
        }
        if let secret = call.missingSecret {
            throw CommandRefusal(.needsSecret, "\(secret.name): \(secret.about)")
        }
        if let question = command.asks, !call.isConfirmed { throw CommandRefusal(.needsConsent, question) }
    }

    private func note(_ what: String, of caller: CommandCaller) {
        means.note(
            JournalRecord(
                utcMilliseconds: max(0, means.view.snapshot.unixMilliseconds), kind: .command, who: caller.who,
                from: caller.from, text: "command: \(what)"))
    }
}
