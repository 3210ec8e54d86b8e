// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What came of telling by the alarms' channels that this is a test.
public struct AlarmTestReport: Codable, Hashable, Sendable, CommandReport {
    public struct Channel: Codable, Hashable, Sendable {
        public var name: String
        /// Whether the channel took it.
        public var delivered: Bool
        /// One sentence.
        public var text: String
    }

    public var channels: [Channel]

    /// - Parameter wanted: one channel; `nil`: all of them, one after the other.
    init(_ wanted: String?, with means: CommandMeans) async throws(CommandRefusal) {
        let names = means.store.settings.alarms.channels.map(\.name)
        guard !names.isEmpty else {
            throw CommandRefusal(
                .unavailable, "there is no channel to tell alarms by; see alarms.channels in the configuration")
        }
        if let wanted, !names.contains(wanted) {
            throw CommandRefusal(
                .usage, "there is no channel \(quoted(wanted)); there are \(names.joined(separator: ", "))")
        }
        channels = []
        for name in wanted.map({ [$0] }) ?? names {
            let result = await means.testChannel(name)
            channels.append(
                Channel(
                    name: name, delivered: result?.isDelivered ?? false,
                    text: result?.sentence ?? "This channel is not in force yet."))
        }
    }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        for channel in channels { sheet.put("\(channel.name): \(channel.text)", mark: channel.delivered ? "+ " : "- ") }
        return sheet.text
    }
}
