// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// JSON, for the queue and for webhooks. The keys stay the same.
extension Notice: Codable {
    enum CodingKeys: String, CodingKey {
        case id, severity, host, event, alarm, sentence, hint, state
        case utcMilliseconds = "unixMilliseconds"
        case isSynchronised = "synchronised"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(String.self, forKey: .id),
            utcMilliseconds: try values.decode(Int64.self, forKey: .utcMilliseconds),
            severity: try values.decode(Severity.self, forKey: .severity),
            host: try values.decode(String.self, forKey: .host),
            event: try values.decode(Event.self, forKey: .event),
            alarm: try values.decode(String.self, forKey: .alarm),
            sentence: try values.decode(String.self, forKey: .sentence),
            hint: try values.decode(String.self, forKey: .hint),
            state: try values.decode(String.self, forKey: .state),
            isSynchronised: try values.decodeIfPresent(Bool.self, forKey: .isSynchronised))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(utcMilliseconds, forKey: .utcMilliseconds)
        try values.encode(severity, forKey: .severity)
        try values.encode(host, forKey: .host)
        try values.encode(event, forKey: .event)
        try values.encode(alarm, forKey: .alarm)
        try values.encode(sentence, forKey: .sentence)
        try values.encode(hint, forKey: .hint)
        try values.encode(state, forKey: .state)
        try values.encodeIfPresent(isSynchronised, forKey: .isSynchronised)
    }

    /// As it waits in a queue: under 8,000 octets.
    public var payload: [UInt8] {
        // Strings, a number and a truth can always be written.
        (try? JSONEncoder().encode(self)).map { [UInt8]($0) } ?? []
    }

    /// - Returns: `nil`: that is no notice.
    public init?(payload: [UInt8]) {
        guard let notice = try? JSONDecoder().decode(Notice.self, from: Data(payload)) else { return nil }
        self = notice
    }
}
