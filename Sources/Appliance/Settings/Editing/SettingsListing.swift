// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Every key with its value, as YAML has it in one line; what is secret is `…`. What is as by default has a mark.
    public var listing: String {
        let (all, usual) = (FlatSettings(self), FlatSettings(Settings(defaultsFor: board.kind)))
        return all.keys.map { key in
            let value = SecretKeys.shown(all[key], of: key)
            return "\(key): \(value)" + (all[key] == usual[key] ? "  # default" : "")
        }.joined(separator: "\n") + "\n"
    }

    /// What stands in the configuration itself and is for nobody else, longest first.
    public var secrets: [String] {
        let all = FlatSettings(self)
        let values = all.keys.filter { SecretKeys.isSecret($0) && all[$0] != FlatSettings.nothing }
            .map { SecretKeys.bare(all[$0]) }
        return (values + values.compactMap(SecretKeys.pathAndQuery)).sorted { $0.count > $1.count }
    }

    /// The files whose content is for nobody else: passwords, keys, what proves who somebody is.
    public var secretFiles: [String] {
        let all = FlatSettings(self)
        let named = all.keys.filter(SecretKeys.namesSecretFile).map { SecretKeys.bare(all[$0]) }
        return (named + [management.users, management.tls.key ?? management.tls.certificate].compactMap(\.self))
            .filter { $0.hasPrefix("/") }
    }
}

extension SecretKeys {
    /// `alarms.channels.mail.passwordFile`
    static func namesSecretFile(_ key: String) -> Bool {
        let word = key.split(separator: ".").last?.lowercased() ?? ""
        return ["passwordfile", "secretfile", "passphrasefile", "tokenfile", "keyfile"].contains(word)
    }

    /// Without YAML's quotes.
    static func bare(_ value: String) -> String {
        guard value.count >= 2, value.hasPrefix("'"), value.hasSuffix("'") else { return value }
        return String(value.dropFirst().dropLast()).replacing("''", with: "'")
    }

    /// `/hook?token=1` of `https://example.org/hook?token=1`; `nil` where that is too little to be one.
    static func pathAndQuery(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://"), let slash = url[scheme.upperBound...].firstIndex(of: "/") else {
            return nil
        }
        let rest = String(url[slash...])
        return rest.count >= 4 ? rest : nil
    }
}
