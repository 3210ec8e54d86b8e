// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The demonstration's own folder, for its control socket: only its user may look inside.
public enum RuntimeFolder {
    /// `$XDG_RUNTIME_DIR/gnomon`, else `/tmp/gnomon-UID`. It need not exist yet.
    public static var path: String {
        if let folder = environment("XDG_RUNTIME_DIR"), folder.hasPrefix("/") { return folder + "/gnomon" }
        return "/tmp/gnomon-\(user)"
    }

    /// The number of the user that the program runs as.
    public static var user: Int { Int(geteuid()) }

    /// A variable of the process's environment; `nil` where it is missing or empty.
    public static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
