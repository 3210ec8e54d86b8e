// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Synchronization

extension ControlClient {
    /// Has a command carried out, whichever it is, and hands over the text of each report: one, or for a command that
    /// lasts one after the other.
    /// - Parameter heard: false where no more is wanted.
    public func carryOut(
        _ call: CommandCall, style: TextStyle, heard: @escaping @Sendable (String) -> Bool
    ) async throws(Fault) {
        guard let question = try? ReportJSON.line(ControlQuestion(call, style: style)) else { throw .garbled }
        let fault = Mutex<Fault?>(nil)
        try await exchange(String(decoding: question, as: UTF8.self)) { line in
            guard let reply = try? ReportJSON.read(Reply.self, from: line) else {
                fault.withLock { $0 = .garbled }
                return false
            }
            if let refusal = reply.error { fault.withLock { $0 = .refused(refusal) } }
            let goesOn = reply.text.map(heard) ?? false
            return goesOn && reply.isPart
        }
        if let fault = fault.withLock(\.self) { throw fault }
    }

    /// Of a report only whether it is one of several, and its text.
    private struct Reply: Decodable {
        var text: String?
        var isPart: Bool
        var error: CommandRefusal?

        private enum CodingKeys: CodingKey { case text, part, error }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            text = try container.decodeIfPresent(String.self, forKey: .text)
            error = try container.decodeIfPresent(CommandRefusal.self, forKey: .error)
            isPart = container.contains(.part)
        }
    }
}
