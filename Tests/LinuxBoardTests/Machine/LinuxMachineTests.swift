// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Testing
import TimeBase

/// Nothing here touches the machine: every program that would be run is only taken down.
struct LinuxMachineTests {
    private func machine(_ host: FakeMachine) -> LinuxMachine { LinuxMachine(folder: "/state", host: host) }

    // MARK: Starting anew

    @Test func `where systemd runs it is asked to start the machine anew`() throws {
        let host = FakeMachine(isRoot: false, files: ["/run/systemd/system": "", "/usr/bin/systemctl": ""])
        try machine(host).reboot()
        #expect(host.ran == [["/usr/bin/systemctl", "--no-ask-password", "reboot"]])
    }

    @Test func `what systemd says against it is told`() {
        let host = FakeMachine(isRoot: false, files: ["/run/systemd/system": "", "/usr/bin/systemctl": ""]) { _ in
            ProgramResult(status: 1, output: "Call to Reboot failed: Access denied\n")
        }
        #expect(throws: MachineRefusal("systemd does not start the machine anew: Call to Reboot failed: Access denied"))
        {
            try machine(host).reboot()
        }
    }

    @Test func `without systemd init is asked, by root alone`() throws {
        let host = FakeMachine(files: ["/sbin/reboot": ""])
        try machine(host).reboot()
        #expect(host.ran == [["/sbin/reboot"]])
        let other = FakeMachine(isRoot: false, files: ["/sbin/reboot": ""])
        #expect(throws: MachineRefusal("this program may not start the machine anew: it does not run as root")) {
            try machine(other).reboot()
        }
        #expect(other.ran.isEmpty)
        #expect(throws: MachineRefusal("there is no program on this machine that starts it anew")) {
            try machine(FakeMachine()).reboot()
        }
    }

    // MARK: Another version

    private static let debian = ["/usr/bin/dpkg": "", "/var/lib/dpkg/status": "", "/usr/bin/apt-get": ""]

    private static func tell(
        _ words: [String], package: String = "gnomon", version: String = "0.2.0", architecture: String = "amd64",
        installed: String = "0.1.0", installs: ProgramResult = ProgramResult(status: 0)
    ) -> ProgramResult {
        switch words[0] {
        case "/usr/bin/dpkg-deb":
            let old = words[2].contains("0.1.0")
            return ProgramResult(
                status: 0,
                output: "Package: \(package)\nVersion: \(old ? "0.1.0" : version)\nArchitecture: \(architecture)\n")
        case "/usr/bin/dpkg-query": return ProgramResult(status: 0, output: "installed \(installed)")
        case "/usr/bin/dpkg": return ProgramResult(status: 0, output: "amd64\n")
        default: return installs
        }
    }

    @Test func `a package is kept, installed, and the one that apt has kept can be gone back to`() throws {
        let cached = "/var/cache/apt/archives/gnomon_0.1.0_amd64.deb"
        let host = FakeMachine(
            files: Self.debian.merging([
                "/tmp/new.deb": "new", cached: "old", "/state/images/gnomon_0.0.9_amd64.deb": "",
            ]) { $1 }
        ) { Self.tell($0) }
        let receipt = try machine(host).upgrade(to: "/tmp/new.deb")
        #expect(receipt == UpgradeReceipt(from: "0.1.0", to: "0.2.0", canRollBack: true, restartsByItself: false))
        #expect(host.ran.last?.suffix(2) == ["install", "/state/images/gnomon_0.2.0_amd64.deb"])
        #expect(host.files["/state/images/gnomon_0.1.0_amd64.deb"] == "old")
        #expect(host.files["/state/images/gnomon_0.0.9_amd64.deb"] == nil)
    }

    @Test func `going back installs the one before`() throws {
        let host = FakeMachine(
            files: Self.debian.merging([
                "/state/images/previous": "gnomon_0.1.0_amd64.deb\n", "/state/images/gnomon_0.1.0_amd64.deb": "old",
            ]) { $1 }
        ) { Self.tell($0, installed: "0.2.0") }
        let receipt = try machine(host).rollBack()
        #expect(receipt.from == "0.2.0" && receipt.to == "0.1.0" && !receipt.canRollBack)
        #expect(host.ran.last?.last == "/state/images/gnomon_0.1.0_amd64.deb")
    }

    @Test func `under systemd it is installed apart from the service, which the package starts anew`() throws {
        let host = FakeMachine(
            files: Self.debian.merging([
                "/tmp/new.deb": "", "/run/systemd/system": "", "/usr/bin/systemd-run": "",
            ]) { $1 }
        ) { Self.tell($0) }
        let receipt = try machine(host).upgrade(to: "/tmp/new.deb")
        #expect(receipt.restartsByItself && !receipt.canRollBack)
        #expect(host.ran.last?.first == "/usr/bin/systemd-run")
        #expect(host.ran.last?.contains("--unit=gnomon-upgrade") == true)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var file = "/tmp/new.deb"
        var files = LinuxMachineTests.debian.merging(["/tmp/new.deb": ""]) { $1 }
        var isRoot = true
        var answer: @Sendable ([String]) -> ProgramResult = { LinuxMachineTests.tell($0) }
        var reason: String
        var testDescription: String { reason }
    }

    private static let refused = [
        Refused(files: [:], reason: "this board has no images: its program is replaced as a whole, with its medium"),
        Refused(
            isRoot: false,
            reason:
                "this program may not install packages: it does not run as root; 'sudo apt install FILE' on the machine does it"
        ),
        Refused(file: "new.deb", reason: "the package is to be named by its whole path, from / on"),
        Refused(file: "/tmp/old.deb", reason: "there is no file /tmp/old.deb"),
        Refused(
            answer: { _ in ProgramResult(status: 2, output: "dpkg-deb: error: not a Debian format archive\n") },
            reason: "/tmp/new.deb is no Debian package: dpkg-deb: error: not a Debian format archive"),
        Refused(answer: { tell($0, package: "chrony") }, reason: "/tmp/new.deb is the package chrony, not gnomon"),
        Refused(
            answer: { tell($0, package: "../x") }, reason: "/tmp/new.deb does not say in Debian's manner what it is"),
        Refused(
            answer: { tell($0, architecture: "arm64") }, reason: "/tmp/new.deb is for arm64, this machine is amd64"),
        Refused(answer: { tell($0, version: "0.1.0") }, reason: "version 0.1.0 is installed already"),
        Refused(
            answer: { tell($0, installs: ProgramResult(status: 100, output: "E: Unmet dependencies.\n")) },
            reason: "the package was not installed: E: Unmet dependencies."),
    ]

    @Test(arguments: refused)
    func `what cannot be installed is refused with its reason`(_ refused: Refused) {
        let host = FakeMachine(isRoot: refused.isRoot, files: refused.files, answer: refused.answer)
        #expect(throws: MachineRefusal(refused.reason)) { try machine(host).upgrade(to: refused.file) }
    }

    @Test func `without an upgrade there is nothing to go back to`() {
        let host = FakeMachine(files: Self.debian) { Self.tell($0) }
        #expect(throws: MachineRefusal("there is no version to go back to: none was replaced by 'upgrade'")) {
            try machine(host).rollBack()
        }
        let note = ["/state/images/previous": "../../etc/x.deb\n", "/etc/x.deb": ""]
        #expect(throws: MachineRefusal.self) {
            try machine(FakeMachine(files: Self.debian.merging(note) { $1 }) { Self.tell($0) }).rollBack()
        }
    }

    @Test func `the demonstration leaves the machine alone`() {
        #expect(throws: MachineRefusal.self) { try SimulatedMachine().reboot() }
        #expect(throws: MachineRefusal.self) { try SimulatedMachine().upgrade(to: "/tmp/new.deb") }
        #expect(throws: MachineRefusal.self) { try SimulatedMachine().rollBack() }
    }
}
