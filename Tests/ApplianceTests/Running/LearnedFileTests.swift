// SPDX-License-Identifier: Apache-2.0

import Foundation
import LinuxBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `What was learned` {
    private let file = LearnedFile(beside: NSTemporaryDirectory() + "gnomon-state-\(UUID().uuidString)")
    private let run = HostRun(id: "6f2c0d4e", difference: .seconds(1_795_000_000) + .nanoseconds(123_456_789))

    /// Of an engine that has followed its pulse for a while.
    private static let remembrance: Remembrance = {
        var world = World()
        world.run(until: 60)
        return world.loop.engine.remembrance(showing: World.start + .seconds(60) + .milliseconds(250))!
    }()

    private func remembrance(continuous: Bool = true) -> Remembrance {
        var remembrance = Self.remembrance
        remembrance.isContinuous = continuous
        return remembrance
    }

    @Test func `outlives a restart, to the last digit`() throws {
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        #expect(file.read(in: run) == nil)
        let kept = remembrance()
        try file.write(kept, in: run)
        let found = try #require(file.read(in: run))
        #expect(found.values == kept.values)
        #expect(found.isContinuous)
        #expect(found.written == World.start + .seconds(60) + .milliseconds(250))
        #expect(found.followed?.reference == kept.followed?.reference && found.followed?.at == kept.followed?.at)
        #expect(kept.followed != nil)
    }

    @Test func `says where the clock is only where the clock ran on as it was left`() throws {
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        try file.write(remembrance(), in: run)
        let set = HostRun(id: run.id, difference: run.difference + .microseconds(6))
        let anew = HostRun(id: "0c11", difference: run.difference)
        let steady = HostRun(id: run.id, difference: run.difference - .microseconds(4))
        #expect(file.read(in: steady)?.isContinuous == true)
        for other in [set, anew, nil] { #expect(file.read(in: other)?.isContinuous == false) }
        try file.write(remembrance(continuous: false), in: run)
        #expect(file.read(in: run)?.isContinuous == false)
        try file.write(remembrance(), in: nil)
        #expect(file.read(in: run)?.isContinuous == false)
    }

    @Test func `is not believed where anything is not as it was written`() throws {
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        try file.write(remembrance(), in: run)
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func refuses(_ change: (inout [String]) -> Void) throws -> Bool {
            var changed = lines
            change(&changed)
            try Data(changed.joined(separator: "\n").utf8).write(to: URL(filePath: file.path))
            return file.read(in: run) == nil
        }
        #expect(try refuses { $0[0] = "gnomon-learned 2" })
        #expect(try refuses { $0[2] = "soon" })
        #expect(try refuses { $0[3] = "-5.0" })
        #expect(try refuses { $0[4] = "1.0" })
        #expect(try refuses { $0[5] = "0.5" })
        for place in 3..<(lines.count - 1) {
            #expect(try refuses { $0[place] = "nan" })
            #expect(try refuses { $0[place] = "x" })
        }
        #expect(try refuses { $0.removeLast() })
        #expect(try refuses { $0.removeLast(2) })
        #expect(try refuses { $0.insert("0.0", at: $0.count - 1) })
        #expect(try refuses { $0 += [String](repeating: "0.0", count: 1 << 17) })
        #expect(try !refuses { _ in })
    }

    @Test func `this machine's run stays the same while nobody sets its clock`() throws {
        let first = try #require(HostRun.current)
        #expect(first.id.count == 36)
        #expect(HostRun.current?.id == first.id)
    }
}
