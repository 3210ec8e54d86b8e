// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Dispatch
import Glibc
import Management

struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console",
        abstract: "Opens the appliance's console on this terminal, which asks for a login.",
        discussion: "Ctrl-] three times leaves it where it does not answer.")

    @Option(help: "The appliance's control socket, beside which the console's is; else GNOMON_SOCKET.")
    var socket: String?

    @Option(name: .customShort("c"), help: "A command to carry out once somebody is logged in, and then to leave.")
    var command: String?

    func run() async throws { try await Self.join(socket: socket, command: command) }

    static func join(socket: String?, command: String?) async throws {
        let mode = Terminal.isOutput ? TerminalMode(of: STDIN_FILENO) : nil
        mode?.makeRaw()
        defer { mode?.restore() }
        let (notes, continuation) = AsyncStream.makeStream(of: TerminalNote.self)
        continuation.yield(Terminal.note(isTerminal: mode != nil, command: command))
        let signals = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT].map { number in
            watch(number) { [isTerminal = mode != nil] in
                guard number == SIGWINCH else { return continuation.finish() }
                continuation.yield(Terminal.note(isTerminal: isTerminal, command: nil))
            }
        }
        defer { signals.forEach { $0.cancel() } }
        do throws(ControlClient.Fault) {
            try await ConsoleClient(socket: Settings.consoleSocket(named: socket))
                .run(input: STDIN_FILENO, output: STDOUT_FILENO, notes: notes)
        } catch {
            mode?.restore()
            Output.error("gnomon: \(error)")
            throw ExitStatus.failed
        }
    }

    private static func watch(
        _ number: CInt, _ heard: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        if number != SIGWINCH { _ = signal(number, SIG_IGN) }
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: heard)
        source.resume()
        return source
    }
}

/// The program as somebody's login shell: `gnomon-console`, or with a `-` before its name; `-c COMMAND` is what
/// `ssh HOST COMMAND` makes of it.
struct LoginShell {
    let command: String?

    /// `nil` where the program was not started so.
    init?(_ arguments: [String]) {
        let name = arguments.first ?? ""
        guard name.hasPrefix("-") || name.split(separator: "/").last == "gnomon-console" else { return nil }
        let place = arguments.firstIndex(of: "-c").map { $0 + 1 }
        command = place.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil }
    }

    func run() async throws { try await ConsoleCommand.join(socket: nil, command: command) }
}

extension Terminal {
    /// What the console is told of this terminal.
    static func note(isTerminal: Bool, command: String?) -> TerminalNote {
        let size = size
        return TerminalNote(
            columns: Int(size?.ws_col ?? 0), rows: Int(size?.ws_row ?? 0),
            term: isTerminal ? environment("TERM") : "dumb", locale: locale, command: command)
    }
}
