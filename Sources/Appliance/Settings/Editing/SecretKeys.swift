// SPDX-License-Identifier: Apache-2.0

/// Which keys hold what not everybody who reads the journal may know.
///
/// Passwords and secrets belong into files of their own, which the keys `passwordFile` and `secretFile` name. The last
/// words here are for keys to come: one that is called so is never shown.
public enum SecretKeys {
    /// Shown as `…`, by the key's last word.
    private static let hidden: Set<String> = ["password", "passphrase", "secret", "token", "community", "key", "psk"]
    /// Web services put a token behind the host's name: all beyond it is `…`.
    private static let hiddenBeyondHost: Set<String> = ["url"]
    /// Called like a secret, but the name of a file.
    private static let harmless: Set<String> = ["management.tls.key", "ntp.nts.key"]
    static let mark = "…"

    /// The value as it may be shown; whether there is one is no secret.
    static func shown(_ value: String, of key: String) -> String {
        guard value != FlatSettings.nothing, isSecret(key) else { return value }
        let word = lastWord(of: key)
        return hiddenBeyondHost.contains(word) ? host(of: value) + "/" + mark : mark
    }

    public static func isSecret(_ key: String) -> Bool {
        !harmless.contains(key) && hidden.union(hiddenBeyondHost).contains(lastWord(of: key))
    }

    private static func lastWord(of key: String) -> String {
        let word = key.split(separator: ".").last ?? ""
        return word.prefix { $0 != "[" }.lowercased()
    }

    /// `https://example.org` of `https://example.org/hook?token=1`, without quotes.
    private static func host(of url: String) -> String {
        let bare = url.drop { $0 == "'" }
        guard let colon = bare.firstIndex(of: ":") else { return "" }
        let authority = bare[colon...].dropFirst(3).prefix { !"/?#'".contains($0) }
        return bare[..<colon] + "://" + (authority.split(separator: "@").last ?? "")
    }
}
