// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Testing
import TimeBase

@testable import LinuxBoard

/// A folder of the test's own, as /sys/class/pps or /proc would look.
final class FakeFolder {
    let path = "/tmp/gnomon-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"

    init() { _ = unsafe mkdir(path, 0o700) }

    deinit {
        for name in HostFolder.names(path) {
            for file in HostFolder.names("\(path)/\(name)") { _ = unsafe unlink("\(path)/\(name)/\(file)") }
            _ = unsafe rmdir("\(path)/\(name)")
        }
        _ = unsafe rmdir(path)
    }

    func write(_ text: String, _ folder: String, _ file: String) {
        _ = unsafe mkdir("\(path)/\(folder)", 0o700)
        let raw = unsafe open("\(path)/\(folder)/\(file)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = unsafe Glibc.write(raw, text, text.utf8.count)
        close(raw)
    }
}

struct LineDisciplineTests {
    private let folder = FakeFolder()
    private let device = FakePPS()

    /// Attaching makes the device appear, as in the kernel.
    private func source(appears: Bool = true, opened: @escaping (String) -> Void = { _ in }) -> LineDiscipline {
        let (folder, device) = (folder, device)
        return LineDiscipline(
            path: "/dev/null", edges: .rising, sysfs: folder.path,
            { path in
                folder.write("\n", "pps0", "path")
                if appears { folder.write("\(path)\n", "pps7", "path") }
                return clinux_eventfd()
            }
        ) { (path, _) throws(SourceFault) in
            opened(path)
            return device
        }
    }

    @Test func `the device that appeared for the port is found and watched`() {
        var paths: [String] = []
        let source = source { paths.append($0) }
        #expect(source.attempt != nil && source.open(at: HostClock.now) == nil)
        #expect(paths == ["/dev/pps7"] && source.attempt == nil)
        HostThread.sleep(for: .milliseconds(30))
        device.pulse(at: 5, isRising: true)
        var raw = source.descriptor
        _ = unsafe clinux_wait_readable(&raw, 1, 2_000_000_000)
        #expect(source.take() == EdgeStamp(clock: .realtime, nanoseconds: 5, isRising: true))
        device.fail(.absent)
        _ = unsafe clinux_wait_readable(&raw, 1, 2_000_000_000)
        #expect(source.take() == nil && source.descriptor == -1 && source.attempt != nil)
    }

    @Test func `where none appears it is absent, and where there is no terminal nothing is attached`() {
        #expect(source(appears: false).open(at: HostClock.now) == .absent)
        #expect(LineDiscipline(path: "/nonexistent/tty", edges: .rising).open(at: HostClock.now) == .absent)
        #expect(LineDiscipline(path: "/dev/null", edges: .rising).open(at: HostClock.now) == .unsuitable)
    }
}
