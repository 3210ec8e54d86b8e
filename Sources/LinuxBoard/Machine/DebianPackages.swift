// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A package as its control file names it (deb-control(5)).
struct DebianPackage: Hashable, Sendable {
    var name: String
    var version: String
    var architecture: String

    /// As Debian calls its file; a version's epoch is left out there (deb-version(7)).
    var fileName: String {
        let version = version.split(separator: ":").last.map(String.init) ?? version
        return "\(name)_\(version)_\(architecture).deb"
    }

    /// Debian's rules for each of the three; what is otherwise is nobody's package, and might be anybody's path.
    var isSound: Bool {
        let isPlain = { (text: String, more: String) in
            !text.isEmpty && text.utf8.count <= 128
                && text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0)
                        || more.utf8.contains($0)
                }
        }
        return isPlain(name, "+-.") && isPlain(version, ".+-~:") && isPlain(architecture, "-")
            && version.first?.isNumber == true
    }
}

/// What Debian's tools say of packages and do with them.
struct DebianPackages: Sendable {
    static let ours = "gnomon"
    private static let patience: Duration = .seconds(300)

    let host: any MachineHost
    let dpkg: String
    /// Whether installing is left to systemd: the package starts the service anew, which ends all that it has started.
    let runsApart: Bool

    /// What a file is; throws where it is not a package of ours for this machine.
    func package(in file: String) throws(MachineRefusal) -> DebianPackage {
        guard file.hasPrefix("/") else {
            throw MachineRefusal("the package is to be named by its whole path, from / on")
        }
        guard host.has(file) else { throw MachineRefusal("there is no file \(file)") }
        let told = host.run(
            "/usr/bin/dpkg-deb", ["--field", file, "Package", "Version", "Architecture"], limit: .seconds(30))
        guard told.isWell else { throw MachineRefusal("\(file) is no Debian package: \(told.lastLine)") }
        let fields = Self.fields(told.output)
        let package = DebianPackage(
            name: fields["Package"] ?? "", version: fields["Version"] ?? "", architecture: fields["Architecture"] ?? "")
        guard package.isSound else { throw MachineRefusal("\(file) does not say in Debian's manner what it is") }
        guard package.name == Self.ours else {
            throw MachineRefusal("\(file) is the package \(package.name), not \(Self.ours)")
        }
        guard package.architecture == "all" || package.architecture == architecture else {
            throw MachineRefusal("\(file) is for \(package.architecture), this machine is \(architecture ?? "unknown")")
        }
        return package
    }

    private var architecture: String? {
        let told = host.run(dpkg, ["--print-architecture"], limit: .seconds(10))
        return told.isWell ? told.output.split(whereSeparator: \.isWhitespace).first.map(String.init) : nil
    }

    /// `nil` where the package manager did not install the program.
    var installedVersion: String? {
        let told = host.run(
            "/usr/bin/dpkg-query", ["--show", "--showformat=${db:Status-Status} ${Version}", Self.ours],
            limit: .seconds(10))
        let words = told.output.split(separator: " ")
        return told.isWell && words.count == 2 && words[0] == "installed" ? String(words[1]) : nil
    }

    /// Older versions too, and without questions: who asked for it has been asked. What the owner changed of the
    /// configuration stays.
    func install(_ file: String) throws(MachineRefusal) {
        let apt = "/usr/bin/apt-get"
        let words =
            host.has(apt)
            ? [
                apt, "--yes", "--allow-downgrades", "--no-install-recommends", "--option",
                "Dpkg::Options::=--force-confold", "install", file,
            ] : [dpkg, "--force-confold", "--install", file]
        let apart = ["--collect", "--quiet", "--unit=gnomon-upgrade", "--service-type=oneshot", "--no-block"]
        let systemdRun = "/usr/bin/systemd-run"
        let result =
            runsApart && host.has(systemdRun)
            ? host.run(systemdRun, apart + words, limit: .seconds(30))
            : host.run(words[0], Array(words.dropFirst()), limit: Self.patience)
        guard result.isWell else { throw MachineRefusal("the package was not installed: \(result.lastLine)") }
    }

    /// "Version: 0.1.0"
    static func fields(_ text: String) -> [String: String] {
        text.split(separator: "\n").reduce(into: [:]) { fields, line in
            guard let colon = line.firstIndex(of: ":") else { return }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            fields[String(line[..<colon])] = String(value.reversed().drop { $0.isWhitespace }.reversed())
        }
    }
}
