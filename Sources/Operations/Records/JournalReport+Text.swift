// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Records

extension JournalReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        if !health.ok { sheet.put(health.text) }
        if entries.isEmpty { sheet.put("The journal has nothing of that kind.") }
        var day = ""
        // The latest last: that is where one looks.
        for entry in entries.reversed() {
            let today = String(entry.utc.prefix(10))
            if today != day { sheet.heading("\(today) (UTC)") }
            day = today
            entry.put(into: &sheet, as: entry.utc.dropFirst(11).prefix(8))
        }
        if next != nil { sheet.heading("There is more: see --lines, --last, --kind and --text.") }
        return sheet.text
    }
}

extension JournalReport.Entry: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        put(into: &sheet, as: utc.prefix(19))
        return sheet.text
    }

    /// "07:54:55  alarm    !  no-fix raised: The receiver …"
    fileprivate func put(into sheet: inout TextSheet, as time: Substring) {
        let kind = kind + String(repeating: " ", count: max(0, 8 - kind.count))
        let mark = severity == "critical" ? "!!" : severity == "warning" ? "! " : "  "
        let isNarrow = sheet.style.columns < 60
        if isNarrow { sheet.put("\(time) \(kind) \(mark)") }
        sheet.put(words, mark: isNarrow ? "  " : "\(time)  \(kind) \(mark) ")
    }

    private var words: String {
        var words = text
        if old != nil || new != nil { words += " [\(old ?? "nothing") → \(new ?? "nothing")]" }
        let doer = [who, from.map { "from \($0)" }].compactMap(\.self).joined(separator: " ")
        return doer.isEmpty ? words : words + " (\(doer))"
    }
}

extension JournalFan {
    /// Each entry as it is written, until nobody listens any more.
    /// - Throws: where too many follow already.
    public func follow() throws(CommandRefusal) -> AsyncThrowingStream<any CommandReport, any Error> {
        guard let seat = join() else {
            throw CommandRefusal(.unavailable, "\(Self.mostSeats) follow the journal already; try again later")
        }
        return AsyncThrowingStream { await seat.next().map { JournalReport.Entry($0) } }
    }
}
