// SPDX-License-Identifier: Apache-2.0

/// What `receiver show` tells: the receiver's part of the status, and what stands behind it.
public struct ReceiverReport: Encodable, Hashable, Sendable, CommandReport {
    public var receiver: StatusReport.Receiver
    /// Messages heard, by language.
    public var messages: [NamedCount]
    public var setup: ReceiverSetup

    public init(_ view: some ApplianceView) {
        let snapshot = view.snapshot
        receiver = StatusReport(snapshot).receiver
        (messages, setup) = (snapshot.receiver.messages, view.receiverSetup)
    }

    private enum CodingKeys: CodingKey { case messages, setup }

    /// Its keys beside those of the status.
    public func encode(to encoder: any Encoder) throws {
        try receiver.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(messages, forKey: .messages)
        try container.encode(setup, forKey: .setup)
    }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.pairs(line + identity + sky + counts)
        sheet.blank()
        sheet.put(setup.summary)
        setup.put(into: &sheet)
        return sheet.text
    }

    private var line: [(String, String)] {
        let speed = setup.baud.map { $0 == 0 ? "a line without a speed" : "\($0) bit/s" }
        return [
            ("device", receiver.device), ("port", receiver.port),
            ("line", setup.languages ?? speed.map { "listening at \($0)" } ?? "not known"),
        ]
    }

    private var identity: [(String, String)] {
        guard let identity = setup.identity else { return [("model", receiver.model ?? "not known")] }
        let facts = [
            ("model", identity.model), ("firmware", identity.firmware), ("software", identity.software),
            ("hardware", identity.hardware), ("protocol", identity.protocolVersion), ("chip", identity.uniqueId),
        ]
        return facts.filter { !$0.1.isEmpty }
    }

    private var sky: [(String, String)] {
        [
            ("fix", "\(receiver.fix), \(receiver.satellitesUsed) of \(receiver.satellitesInView) satellites used"),
            ("time", receiver.timeValid ? receiver.utc ?? "valid" : "not valid"),
            ("accuracy", receiver.timeAccuracyNs.map { "time within \(StatusReport.human($0))" } ?? "not told"),
            ("antenna", receiver.antenna ?? "not told"), ("jamming", receiver.jamming ?? "not told"),
            ("spoofing", receiver.spoofing ?? "not told"), ("survey", receiver.survey?.text ?? "not told"),
        ]
    }

    private var counts: [(String, String)] {
        let heard = messages.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
        let refused = receiver.refused.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
        return [
            ("heard", "\(receiver.bytes) octets, \(receiver.epochs) epochs"),
            ("messages", heard.isEmpty ? "none" : heard.joined(separator: ", ")),
            ("refused", refused.isEmpty ? "none" : refused.joined(separator: ", ")),
        ]
    }
}
