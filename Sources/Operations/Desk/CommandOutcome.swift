// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What comes of a command.
public enum CommandOutcome: Sendable {
    case report(any CommandReport)
    /// Until it is over, or nobody listens any more; a refusal may end it.
    case lasting(AsyncThrowingStream<any CommandReport, any Error>)
}

/// How one command is carried out.
public struct CommandHandler: Sendable {
    /// As the table has it: "config commit".
    public let name: String
    let act: @Sendable (CommandCall, CommandCaller, CommandMeans) async throws -> CommandOutcome

    /// - Parameter act: may throw a ``CommandRefusal``; any other error is told as what is not possible now.
    static func report(
        _ name: String,
        _ act: @escaping @Sendable (CommandCall, CommandCaller, CommandMeans) async throws -> any CommandReport
    ) -> CommandHandler {
        CommandHandler(name: name) { .report(try await act($0, $1, $2)) }
    }

    /// For what needs nothing but the appliance's present state.
    static func look(
        _ name: String, _ act: @escaping @Sendable (any ApplianceView) throws -> any CommandReport
    ) -> CommandHandler {
        CommandHandler(name: name) { .report(try act($2.view)) }
    }

    static func lasting(
        _ name: String,
        _ act:
            @escaping @Sendable (CommandCall, CommandCaller, CommandMeans) async throws
            -> AsyncThrowingStream<any CommandReport, any Error>
    ) -> CommandHandler {
        CommandHandler(name: name) { .lasting(try await act($0, $1, $2)) }
    }
}
