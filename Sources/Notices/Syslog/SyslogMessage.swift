// SPDX-License-Identifier: Apache-2.0

/// One message of RFC 5424.
///
/// There is no structured data of our own: a private SD-ID needs a private enterprise number (RFC 5424, 6.3.2; 7.2.2),
/// which this program has not, and 32473 is for documents only (RFC 5612). So the alarm's id is the MSGID, which is
/// meant to name the kind of a message, event and severity begin the text, and the registered `origin`, `meta` and
/// `timeQuality` say what they are for.
struct SyslogMessage: Sendable {
    let notice: Notice
    /// 0 ... 23; 3 is that of system daemons.
    let facility: Int
    /// 1 ... 2147483647; a gap shows what UDP lost.
    let sequence: Int
    let origin: SyslogOrigin

    /// - Parameter limit: of octets, 1,000 or more; the text is cut to it.
    func octets(limit: Int) -> [UInt8] {
        let head = Array(header.utf8) + Self.byteOrderMark
        return head + Array(PlainText.oneLine(text, octets: limit - head.count).utf8)
    }

    /// Which says that the text is UTF-8 (6.4).
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var header: String {
        let id = PlainText.printable(notice.alarm, octets: 32) ?? "-"
        let process = origin.process.map(String.init) ?? "-"
        return "<\(priority)>1 \(notice.timestamp) \(notice.host) gnomon \(process) \(id) \(structuredData) "
    }

    /// 6.2.1
    var priority: Int { min(max(0, facility), 23) * 8 + severity }

    /// RFC 5424, table 2. That an alarm is over, or known, is never worse than "normal but significant".
    private var severity: Int {
        switch (notice.event, notice.severity) {
        case (.acknowledged, _): 6
        case (.cleared, _), (.test, _), (_, .notice): 5
        case (_, .warning): 4
        case (_, .critical): 2
        }
    }

    private var structuredData: String {
        let version = origin.version.map { " swVersion=\"\(Self.escaped(PlainText.oneLine($0, octets: 32)))\"" } ?? ""
        let quality = notice.isSynchronised.map { "[timeQuality tzKnown=\"1\" isSynced=\"\($0 ? 1 : 0)\"]" } ?? ""
        return "[origin software=\"gnomon\"\(version)][meta sequenceId=\"\(sequence)\"]\(quality)"
    }

    /// 6.3.3
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "\"\\]".contains($1) ? "\\\($1)" : "\($1)" }
    }

    private var text: String {
        let hint = notice.hint.isEmpty ? "" : " What to do: \(notice.hint)"
        let state = notice.state.isEmpty ? "" : " State: \(notice.state)"
        return "\(notice.event.rawValue), \(notice.severity.rawValue): \(notice.sentence)\(hint)\(state)"
    }
}

/// Who sends syslog messages.
public struct SyslogOrigin: Sendable, Hashable {
    /// The program's version.
    public var version: String?
    /// Its process id.
    public var process: Int?

    public init(version: String? = nil, process: Int? = nil) { (self.version, self.process) = (version, process) }
}
