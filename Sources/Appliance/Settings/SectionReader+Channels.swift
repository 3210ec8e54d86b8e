// SPDX-License-Identifier: Apache-2.0

/// `alarms.channels`: sections whose names the operator chooses.
extension SectionReader {
    private enum Kind: String, CaseIterable {
        case syslog, smtp, webhook, relay
    }

    /// Those in which nothing is wrong.
    mutating func readChannels(panel: Settings.Panel, faults: inout FaultCollector) -> [Settings.Alarms.Channel] {
        var read: [Settings.Alarms.Channel] = []
        for name in keys {
            var channel = section(name, faults: &faults)
            guard Self.isName(name) else {
                let reason = "a channel's name has 1 to 32 of a–z, 0–9 and -, not first"
                channel.refuse(because: reason, isTogether: false, faults: &faults)
                continue
            }
            guard let kind = channel.readKind(panel: panel, faults: &faults) else { continue }
            channel.refuseTheRest(faults: &faults)
            read.append(Settings.Alarms.Channel(name: name, kind: kind))
        }
        if read.count > 16 { refuse(because: "there may be 16 channels, no more", faults: &faults) }
        return read
    }

    private static func isName(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        return isPlain && (1...32).contains(name.utf8.count) && !name.hasPrefix("-")
    }

    private mutating func readKind(
        panel: Settings.Panel, faults: inout FaultCollector
    ) -> Settings.Alarms.Channel.Kind? {
        var kind: Kind?
        read("kind", .optionalWord(), into: &kind, faults: &faults)
        switch kind {
        case .syslog: return readSyslog(faults: &faults).map { .syslog($0) }
        case .smtp: return readSMTP(faults: &faults).map { .smtp($0) }
        case .webhook: return readWebhook(faults: &faults).map { .webhook($0) }
        case .relay: return checkRelay(panel, faults: &faults)
        case nil:
            if !has("kind") { need("kind", "one of syslog, smtp, webhook, relay", faults: &faults) }
            return nil
        }
    }

    private func checkRelay(_ panel: Settings.Panel, faults: inout FaultCollector) -> Settings.Alarms.Channel.Kind? {
        if panel.alarmRelay == nil, panel.alarmLamp == nil {
            refuse("kind", because: "relay needs panel.alarmRelay or panel.alarmLamp, its line", faults: &faults)
        }
        return .relay
    }

    private mutating func readSyslog(faults: inout FaultCollector) -> Settings.Alarms.Syslog? {
        var (transport, server) = (Settings.Alarms.Syslog.Transport.udp, HostPort?.none)
        read("transport", .word, into: &transport, faults: &faults)
        read("address", .optionalServer(port: transport.port), into: &server, faults: &faults)
        need("address", "the collector's, such as 10.0.0.1:\(transport.port)", faults: &faults)
        return server.map { Settings.Alarms.Syslog(server: $0, transport: transport) }
    }

    private mutating func readSMTP(faults: inout FaultCollector) -> Settings.Alarms.SMTP? {
        var (host, from, to) = (String?.none, String?.none, [String]?.none)
        var mail = Settings.Alarms.SMTP(server: HostPort(host: "", port: 0), from: "", to: [])
        read("security", .word, into: &mail.security, faults: &faults)
        mail.server.port = mail.security.port
        read("server", .host, into: &host, faults: &faults)
        read("port", .integer(1...65_535), into: &mail.server.port, faults: &faults)
        read("from", .mailAddress, into: &from, faults: &faults)
        readChoice("to", of: .mailbox, into: &to, faults: &faults)
        read("user", .userName, into: &mail.user, faults: &faults)
        read("passwordFile", .optionalPath(), into: &mail.passwordFile, faults: &faults)
        check(mail, faults: &faults)
        refuseMore(than: 20, in: ["to"], faults: &faults)
        guard let host, let from, let to else { return nil }
        (mail.server.host, mail.from, mail.to) = (host, from, to)
        return mail
    }

    private func check(_ mail: Settings.Alarms.SMTP, faults: inout FaultCollector) {
        need("server", "the mail server's name or address", faults: &faults)
        need("from", "the address that mail comes from", faults: &faults)
        need("to", "a list of addresses", faults: &faults)
        if has("user") { need("passwordFile", "the file with the user's password", faults: &faults) }
        if has("passwordFile") { need("user", "who the password is of", faults: &faults) }
        if mail.user != nil, mail.security == .none {
            refuse("security", because: "a password is not sent in the clear; say starttls or tls", faults: &faults)
        }
    }

    private mutating func readWebhook(faults: inout FaultCollector) -> Settings.Alarms.Webhook? {
        var (url, secret) = (String?.none, String?.none)
        read("url", .webAddress, into: &url, faults: &faults)
        read("secretFile", .optionalPath(), into: &secret, faults: &faults)
        need("url", "where to post to, such as https://example.org/alarms", faults: &faults)
        return url.map { Settings.Alarms.Webhook(url: $0, secretFile: secret) }
    }
}
