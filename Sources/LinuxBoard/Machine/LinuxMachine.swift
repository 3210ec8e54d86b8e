// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A machine with Linux on it: started anew by its init, upgraded by Debian's packages where it has them.
public struct LinuxMachine: MachineControl {
    let host: any MachineHost
    /// Where packages are kept to go back to.
    let shelf: PackageShelf

    /// - Parameter folder: the program's state folder.
    public init(folder: String, host: any MachineHost = ThisMachine()) {
        self.host = host
        shelf = PackageShelf(folder: folder + "/images", host: host)
    }

    // MARK: Starting anew

    /// sd_booted(3)
    var hasSystemd: Bool { host.has("/run/systemd/system") }

    /// By systemd, which asks polkit whether this user may; else, for root, by whatever init there is: it ends the others in
    /// order, which reboot(2) would not.
    public func reboot() throws(MachineRefusal) {
        if hasSystemd, let systemctl = first(of: "/usr/bin/systemctl", "/bin/systemctl") {
            let result = host.run(systemctl, ["--no-ask-password", "reboot"], limit: .seconds(20))
            guard result.isWell else {
                throw MachineRefusal("systemd does not start the machine anew: \(result.lastLine)")
            }
            return
        }
        guard host.isRoot else {
            throw MachineRefusal("this program may not start the machine anew: it does not run as root")
        }
        guard let program = first(of: "/sbin/reboot", "/usr/sbin/reboot", "/bin/reboot") else {
            throw MachineRefusal("there is no program on this machine that starts it anew")
        }
        let result = host.run(program, [], limit: .seconds(20))
        guard result.isWell else { throw MachineRefusal("the machine was not started anew: \(result.lastLine)") }
    }

    // MARK: Another version

    public func upgrade(to file: String) throws(MachineRefusal) -> UpgradeReceipt {
        let tools = try tools()
        let package = try tools.package(in: file)
        let present = tools.installedVersion
        if package.version == present { throw MachineRefusal("version \(package.version) is installed already") }
        // The one that is there must be kept before it is replaced.
        let canRollBack = try shelf.keep(package, of: file, replacing: present, architecture: package.architecture)
        try tools.install(shelf.path(of: package))
        return UpgradeReceipt(
            from: present, to: package.version, canRollBack: canRollBack, restartsByItself: hasSystemd)
    }

    public func rollBack() throws(MachineRefusal) -> UpgradeReceipt {
        let tools = try tools()
        let present = tools.installedVersion
        guard let file = shelf.previous else {
            throw MachineRefusal("there is no version to go back to: none was replaced by 'upgrade'")
        }
        let package = try tools.package(in: file)
        guard package.version != present else {
            throw MachineRefusal("version \(package.version) is installed already: the last upgrade was undone before")
        }
        try tools.install(file)
        return UpgradeReceipt(from: present, to: package.version, canRollBack: false, restartsByItself: hasSystemd)
    }

    /// What comes first is what is missing: a board without packages, then the right.
    private func tools() throws(MachineRefusal) -> DebianPackages {
        guard let dpkg = first(of: "/usr/bin/dpkg"), host.has("/var/lib/dpkg/status") else {
            throw MachineRefusal("this board has no images: its program is replaced as a whole, with its medium")
        }
        guard host.isRoot else {
            throw MachineRefusal(
                "this program may not install packages: it does not run as root; 'sudo apt install FILE' on the machine does it"
            )
        }
        return DebianPackages(host: host, dpkg: dpkg, runsApart: hasSystemd)
    }

    private func first(of paths: String...) -> String? { paths.first(where: host.has) }
}
