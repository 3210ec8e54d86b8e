// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Notices
import Records
import TimeBase

/// The records' outbox, as the channels need it.
struct RecordedQueue: NoticeQueue {
    let records: RecordStore

    func append(_ payload: [UInt8], to channel: String) { records.enqueue(channel: channel, payload: payload) }

    func pending(of channel: String, limit: Int) async -> [QueuedNotice] {
        await records.pending(channel: channel, limit: limit).map { QueuedNotice(id: $0.id, payload: $0.payload) }
    }

    func remove(_ ids: [Int64]) async { await records.done(ids: ids) }
}

extension NoticeChannel {
    /// `nil` for the front panel, which follows the alarms by itself.
    init?(_ channel: Settings.Alarms.Channel) {
        switch channel.kind {
        case .syslog(let syslog):
            let transport = SyslogSender.Transport(rawValue: syslog.transport.rawValue) ?? .udp
            self.init(channel.name, SyslogSender(server: NoticeServer(syslog.server), transport: transport))
        case .smtp(let mail): self.init(channel.name, MailSender.following(mail))
        case .webhook(let hook):
            self.init(channel.name, WebhookSender(url: hook.url, secret: hook.secretFile.map { .file($0) }))
        case .relay: return nil
        }
    }
}

extension MailSender {
    static func following(_ mail: Settings.Alarms.SMTP) -> MailSender {
        let security = MailServer.Security(rawValue: mail.security.rawValue) ?? .starttls
        var login: MailServer.Login?
        if let user = mail.user, let file = mail.passwordFile { login = .init(user: user, password: .file(file)) }
        return MailSender(
            server: MailServer(server: NoticeServer(mail.server), security: security, login: login), from: mail.from,
            to: mail.to)
    }
}

extension NoticeServer {
    init(_ server: HostPort) { self.init(host: server.host, port: Int(server.port)) }
}

extension Settings.Alarms.Channel.Kind {
    /// As the configuration has it.
    var name: String {
        switch self {
        case .syslog: "syslog"
        case .smtp: "smtp"
        case .webhook: "webhook"
        case .relay: "relay"
        }
    }
}

extension Notice {
    static var thisHost: String { ProcessInfo.processInfo.hostName }

    init(_ change: AlarmChange, in snapshot: ApplianceSnapshot) {
        let isRaised = change.kind == .raised
        // What is over needs nothing done.
        let hint = change.name == "cleared" ? nil : change.alarm.hint
        self.init(
            id: UUID().uuidString, utcMilliseconds: change.utc.unixMilliseconds,
            severity: Severity(rawValue: change.alarm.severity.rawValue) ?? .critical, host: Self.thisHost,
            event: Event(rawValue: change.name) ?? .raised, alarm: change.alarm.name,
            sentence: isRaised ? change.alarm.text : change.sentence, hint: hint ?? "",
            state: "\(snapshot.state.phase.name): \(snapshot.state.reason.sentence)",
            isSynchronised: snapshot.state.isTrustworthy)
    }
}
