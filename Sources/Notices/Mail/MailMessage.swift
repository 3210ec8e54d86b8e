// SPDX-License-Identifier: Apache-2.0

/// A notice as a mail (RFC 5322), in lines of ASCII that are 76 characters long at most.
struct MailMessage: Sendable {
    let notice: Notice
    /// Checked addresses.
    let from: String
    let to: [String]

    /// Each without its end.
    var lines: [String] { header + [""] + body.flatMap(QuotedPrintable.lines(of:)) }

    private var header: [String] {
        let fields = [
            "Date: \(notice.mailDate)", "From: \(from)", "To: \(to.joined(separator: ",\r\n "))",
            "Subject: \(HeaderText.encoded(subject))", "Message-ID: \(identifier)",
            // Nobody's absence notice is wanted in reply (RFC 3834, 5).
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        return fields.flatMap { Self.unfolded($0) }
    }

    private static func unfolded(_ field: String) -> [String] {
        // "\r\n" is one character.
        field.split(separator: "\r\n" as Character).map(String.init)
    }

    var subject: String {
        let what = notice.event == .test ? "test" : "\(notice.severity.rawValue) \(notice.event.rawValue)"
        return PlainText.oneLine("[\(notice.host)] \(what): \(notice.sentence)", octets: 200)
    }

    /// The same when it is sent again, so that a mailbox may know it.
    private var identifier: String {
        let left = (notice.id + ".\(notice.utcMilliseconds)").map(Self.atom)
        return "<\(String(left))@\(from.split(separator: "@").last ?? "localhost")>"
    }

    private static func atom(_ character: Character) -> Character {
        character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character)) ? character : "-"
    }

    private var body: [String] {
        var lines = [notice.sentence, ""]
        if !notice.hint.isEmpty { lines += ["What to do: \(notice.hint)", ""] }
        if !notice.state.isEmpty { lines += ["State: \(notice.state)", ""] }
        return lines + [
            "Alarm: \(notice.alarm), \(notice.severity.rawValue), \(notice.event.rawValue)", "Host: \(notice.host)",
            "Time: \(notice.timestamp)", "Notice: \(notice.id)",
        ]
    }
}

/// An address as SMTP and a mail's header take it.
enum MailAddress {
    /// One mailbox of printable ASCII without anything that would end it or begin another (RFC 5321, 4.1.2).
    static func isFit(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && (3...254).contains(text.utf8.count)
        let isLoose = text.contains { "<>,;:\"()[]\\".contains($0) }
        return isPlain && !isLoose && parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
    }
}
