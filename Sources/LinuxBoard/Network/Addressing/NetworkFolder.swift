// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where what interfaces are to have is laid down for the system's network manager, whose own folder this program may not
/// write: a unit of the system's (`gnomon-network.path`) watches ``generation`` and carries the files over.
public struct NetworkFolder: Sendable {
    public enum Fault: Error, Hashable, CustomStringConvertible {
        /// Nobody would carry it out.
        case nobody
        case file(String, reason: String)

        public var description: String {
            switch self {
            case .nobody:
                "systemd-networkd does not run here, which would carry it out; this machine's network is looked after by "
                    + "something else"
            case .file(let path, let reason): "\(path): \(reason)"
            }
        }
    }

    /// The file that changes last.
    static let generation = "generation"

    public let path: String
    /// What is there while systemd-networkd runs.
    let manager: String

    public init(path: String, manager: String = "/run/systemd/netif/state") {
        (self.path, self.manager) = (path, manager)
    }

    /// Why nothing can be laid down here; `nil`: it can.
    public var obstacle: Fault? {
        if unsafe access(manager, F_OK) != 0 { return .nobody }
        return unsafe access(path, W_OK) == 0 ? nil : .file(path, reason: Self.reason)
    }

    /// Lays down what is wished, in place of what was.
    public func lay(_ wishes: [NetworkWish]) throws(Fault) {
        if let obstacle { throw obstacle }
        let files = NetworkdFiles.files(for: wishes)
        for name in SysfsFiles.names(in: path) where name.hasPrefix(NetworkdFiles.prefix) && files[name] == nil {
            _ = unsafe unlink("\(path)/\(name)")
        }
        for (name, text) in files.sorted(by: { $0.key < $1.key }) { try write(text, to: name) }
        let number = HostText.read("\(path)/\(Self.generation)").flatMap { Int($0.filter(\.isNumber)) } ?? 0
        try write("\(number &+ 1)\n", to: Self.generation)
    }

    /// What is laid down now, by name.
    public var laid: [String: String] {
        SysfsFiles.names(in: path).filter { $0.hasPrefix(NetworkdFiles.prefix) }
            .reduce(into: [:]) { $0[$1] = HostText.read("\(path)/\($1)") }
    }

    private func write(_ text: String, to name: String) throws(Fault) {
        let (file, new) = ("\(path)/\(name)", "\(path)/.\(name).new")
        do throws(HostFault) { try HostFile.write(Array(text.utf8), to: new, mode: 0o644) } catch {
            throw .file(new, reason: error.text.lowercased())
        }
        guard unsafe rename(new, file) == 0 else { throw .file(file, reason: Self.reason) }
    }

    private static var reason: String { HostFault(errno: errno).text.lowercased() }
}
