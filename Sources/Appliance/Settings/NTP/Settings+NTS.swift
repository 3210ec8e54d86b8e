// SPDX-License-Identifier: Apache-2.0

public import Board
import NTP

extension Settings.NTPService {
    /// `ntp.nts`: Network Time Security (RFC 8915).
    public struct NTS: Sendable, Equatable {
        /// Where keys are agreed upon, port 4460 by custom; empty: NTS is not served. The demonstration does at
        /// 127.0.0.1:14460, unless `ntp.listen` is written down.
        public var listen: [IPEndpoint] = []
        /// The certificate and those that vouch for it, PEM; `nil`: those of the management page.
        public var certificate: String?
        /// Its private key, PEM; `nil`: it is in the certificate's file.
        public var key: String?
        /// The name or address of the server of NTP that clients are sent to; `nil`: where they asked for keys.
        public var server: String?
        /// Its port; `nil`: that of `ntp.listen`.
        public var port: Int?

        public init() {}
    }
}

extension Settings {
    /// The files of the certificate and of its key for NTS; `nil`: there is none.
    var ntsFiles: (certificate: String, key: String)? {
        if let certificate = ntp.nts.certificate { return (certificate, ntp.nts.key ?? certificate) }
        guard let certificate = management.tls.certificate else { return nil }
        return (certificate, certificate)
    }

    /// The file of the certificate that the appliance makes for NTS by itself: that of the management page, where that has
    /// no TLS to need one; `nil`: it makes none.
    public var ownNTSCertificate: String? {
        guard !ntp.nts.listen.isEmpty, ntp.nts.certificate == nil, !management.tls.isOn else { return nil }
        return management.tls.certificate
    }

    /// Where NTS's clients are sent for the time.
    var ntsPlace: KENegotiation.Place {
        let ports = ntp.listen.map(\.port)
        let usual = ports.contains(Responder.port) ? Responder.port : ports.first ?? Responder.port
        return KENegotiation.Place(server: ntp.nts.server, port: ntp.nts.port.map(UInt16.init(clamping:)) ?? usual)
    }

    /// Where the master keys of cookies are kept: beside the last time known; a factory reset takes both.
    var cookieKeyFile: String? { clock.stateFile.map { $0 + ".cookies" } }
}

extension ValueKind where Value == String? {
    /// The name or address of a server as NTS tells it (RFC 8915, 4.1.7: ASCII), or `null` for where the client asked.
    fileprivate static var optionalServerName: Self {
        Self(SettingShape("the name or address of a server, or null", "null")) { (node) throws(SettingRefusal) in
            if node.isNull { return nil }
            let name = try ValueKind<String>.text.read(node)
            let isWhole = name.utf8.allSatisfy {
                "-.:".utf8.contains($0) || UnicodeScalar($0).properties.isAlphabetic || (0x30...0x39).contains($0)
            }
            guard (1...253).contains(name.utf8.count), isWhole else {
                throw SettingRefusal("\(quoted(name)) must be the name or the address of a server")
            }
            return name
        }
    }
}

extension SectionReader {
    /// `ntp.nts`
    mutating func readNTS(into nts: inout Settings.NTPService.NTS, faults: inout FaultCollector) {
        var section = section("nts", faults: &faults)
        section.readList("listen", of: .listenAddress, into: &nts.listen, faults: &faults)
        section.read("certificate", .optionalPath(), into: &nts.certificate, faults: &faults)
        section.read("key", .optionalPath(), into: &nts.key, faults: &faults)
        section.read("server", .optionalServerName, into: &nts.server, faults: &faults)
        section.read("port", .optionalInteger(1...65_535), into: &nts.port, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }
}
