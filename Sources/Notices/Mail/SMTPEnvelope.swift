// SPDX-License-Identifier: Apache-2.0

/// What is to be brought to a mail server.
struct SMTPEnvelope: Sendable {
    /// How we name ourselves: a DNS name.
    let helo: String
    let server: NoticeServer
    let security: MailServer.Security
    /// `nil`: nobody logs in.
    let login: (user: String, password: String)?
    let from: String
    let to: [String]
    let lines: [String]

    /// The mail with its end. A line that begins with a dot gets another one, so that none is taken for the end (RFC
    /// 5321, 4.5.2).
    var data: [UInt8] {
        Array((lines.map { $0.hasPrefix(".") ? ".\($0)" : $0 } + ["."]).map { $0 + "\r\n" }.joined().utf8)
    }
}
