// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What machine this is and what runs it (uname(2)); empty where it does not say.
public struct HostKernel: Hashable, Sendable {
    /// "x86_64"
    public var machine: String
    /// "Linux/6.1.0-18-amd64"
    public var system: String

    public init(machine: String, system: String) { (self.machine, self.system) = (machine, system) }

    public static let this = read()

    private static func read() -> HostKernel {
        var names = utsname()
        guard unsafe uname(&names) == 0 else { return HostKernel(machine: "", system: "") }
        return HostKernel(machine: text(names.machine), system: "\(text(names.sysname))/\(text(names.release))")
    }

    private static func text<Field>(_ field: Field) -> String {
        unsafe withUnsafeBytes(of: field) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
