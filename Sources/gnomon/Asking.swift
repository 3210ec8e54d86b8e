// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Management

/// Has a running appliance carry out whatever command was written.
struct Asking {
    private let invocation: CommandInvocation

    init(_ arguments: [String]) throws {
        do throws(CommandRefusal) { invocation = try CommandInvocation(arguments) } catch { throw Self.failure(error) }
    }

    func run() async throws {
        switch invocation.wish {
        case .help(let words, let isJSON): try Help(words: words, isJSON: isJSON).tell()
        case .perform(let call) where call.command.name == "version": try tellVersion(isJSON: call.wantsJSON)
        case .perform(let call):
            if let wait = invocation.wait { return try await waitForTime(wait, isJSON: call.wantsJSON) }
            try await perform(call)
        }
    }

    private var client: ControlClient { ControlClient(socket: Settings.socket(named: invocation.socket)) }

    private func perform(_ call: CommandCall) async throws {
        var (call, terminal, client) = (call, Terminal(), self.client)
        do throws(CommandRefusal) { try call.ask(&terminal, readsSecrets: invocation.readsSecrets) } catch {
            throw Self.failure(error)
        }
        client.timeout = call.command.isHarmless ? .seconds(60) : .seconds(900)
        let isJSON = call.wantsJSON
        do throws(ControlClient.Fault) {
            try await client.carryOut(call, style: Terminal.style) { Output.report($0, isJSON: isJSON) }
        } catch {
            throw Self.failure(error)
        }
    }

    private func waitForTime(_ timeout: Duration, isJSON: Bool) async throws {
        let report: StatusReport
        do throws(ControlClient.Fault) {
            report = try await ControlClient.statusOnceSynchronised(timeout: timeout) {
                Output.error("gnomon: waiting; \($0)")
            } by: {
                client
            }
        } catch {
            throw Self.failure(error)
        }
        if isJSON { try? Output.json(report) } else { Output.report(report.text(in: Terminal.style)) }
        if !report.isSynchronised { throw ExitStatus.unsynchronised }
    }

    private func tellVersion(isJSON: Bool) throws {
        if isJSON { try Output.json(VersionReport()) } else { Output.text("gnomon \(Version.text)") }
    }

    private static func failure(_ fault: ControlClient.Fault) -> ExitCode {
        if case .refused(let refusal) = fault { return failure(refusal) }
        Output.error("gnomon: \(fault)")
        return ExitStatus.failed
    }

    private static func failure(_ refusal: CommandRefusal) -> ExitCode {
        Output.error("gnomon: \(refusal.reason)")
        switch refusal.kind {
        case .usage, .needsConsent, .needsSecret: return ExitStatus.usage
        case .unavailable, .forbidden: return ExitStatus.failed
        }
    }
}
