// SPDX-License-Identifier: Apache-2.0

import Board

extension SectionReader {
    /// `management`.
    mutating func readManagement(into management: inout Settings.Management, faults: inout FaultCollector) {
        readList("listen", of: .listenAddress, into: &management.listen, faults: &faults)
        readTLS(into: &management, faults: &faults)
        management.redirect = management.usualRedirect
        readList("redirect", of: .listenAddress, into: &management.redirect, faults: &faults)
        read("users", .optionalPath(), into: &management.users, faults: &faults)
        readList("open", of: .word, into: &management.open, faults: &faults)
        if has("proxy") { management.proxy = readProxy(faults: &faults) }
        check(management, faults: &faults)
        refuseTheRest(faults: &faults)
    }

    /// `tls: false` is short for `tls: {mode: off}`.
    private mutating func readTLS(into management: inout Settings.Management, faults: inout FaultCollector) {
        if has("listen") { management.tls.mode = management.listen.allSatisfy(\.isLoopback) ? .off : .on }
        var form = has("tls") ? TLSForm.wrong : .section
        read("tls", .tlsForm, into: &form, faults: &faults)
        if case .short(let mode) = form { management.tls.mode = mode }
        if case .section = form {
            var tls = section("tls", faults: &faults)
            tls.read("mode", .word, into: &management.tls.mode, faults: &faults)
            tls.read("certificate", .optionalPath(), into: &management.tls.certificate, faults: &faults)
            tls.read("key", .optionalPath(), into: &management.tls.key, faults: &faults)
            tls.refuseTheRest(faults: &faults)
        }
        if !management.tls.isOn, !has("listen") {
            management.listen = management.listen.map { $0.port == 443 ? IPEndpoint($0.address, port: 80) : $0 }
        }
    }

    private mutating func readProxy(faults: inout FaultCollector) -> Settings.Management.Proxy? {
        var proxy = section("proxy", faults: &faults)
        var read = Settings.Management.Proxy(header: "", from: [])
        proxy.read("header", .headerName, into: &read.header, faults: &faults)
        proxy.readList("from", of: .prefix, into: &read.from, faults: &faults)
        proxy.need("header", "the header that names the user, such as X-Remote-User", faults: &faults)
        proxy.need("from", "the proxy's addresses, which alone are believed", faults: &faults)
        proxy.refuseTheRest(faults: &faults)
        return read
    }

    private func check(_ management: Settings.Management, faults: inout FaultCollector) {
        guard management.tls.isOn else {
            if !management.redirect.isEmpty {
                refuse("redirect", because: "there is no TLS to point to", faults: &faults)
            }
            return
        }
        if management.listen.contains(where: { $0.port == 80 }) {
            refuse(
                "listen", because: "port 80 is that of plain HTTP; listen on 443, or say tls: {mode: off}",
                faults: &faults)
        }
        if management.tls.certificate == nil {
            refuse("tls", because: "TLS needs a file for its certificate", faults: &faults)
        }
        if management.redirect.contains(where: management.listen.contains) {
            refuse("redirect", because: "the page itself listens there", faults: &faults)
        }
    }
}

extension IPEndpoint {
    /// Whether only this machine can speak to it: 127.0.0.0/8 or ::1.
    var isLoopback: Bool { address.v4.map { $0 >> 24 == 127 } ?? (address == .loopbackV6) }
}

/// How `tls` is written.
private enum TLSForm {
    case short(Settings.Management.TLS.Mode)
    case section, wrong
}

extension ValueKind where Value == TLSForm {
    /// A truth; anything else is read as a section.
    fileprivate static var tlsForm: Self {
        Self(.truth) { (node) throws(SettingRefusal) in
            guard case .scalar = node.content, !node.isNull else { return .section }
            return .short(try ValueKind<Bool>.truth.read(node) ? .on : .off)
        }
    }
}

extension ValueKind where Value == String {
    /// A header's name (RFC 9110, 5.1): 1 to 64 letters, digits and `-`. Those that say who somebody is by other means are
    /// refused.
    static var headerName: Self {
        Self("the name of a header, such as X-Remote-User") { (node) throws(SettingRefusal) in
            let name = try Self.text.read(node)
            let isPlain = name.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
                default: false
                }
            }
            guard isPlain, (1...64).contains(name.utf8.count) else {
                throw SettingRefusal("\(quoted(name)) must be the name of a header, such as X-Remote-User")
            }
            guard !["authorization", "cookie", "host"].contains(name.lowercased()) else {
                throw SettingRefusal("\(quoted(name)) has a meaning of its own; choose another header")
            }
            return name
        }
    }
}
