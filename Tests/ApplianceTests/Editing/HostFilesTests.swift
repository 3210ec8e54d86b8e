// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Appliance

@Suite final class `The machine's files` {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gnomon-\(UUID())").path
    private let files = HostFiles()

    init() throws { try files.makeFolder(folder) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `are written, read, replaced and removed`() throws {
        let path = folder + "/a"
        #expect(try files.read(path) == nil)
        try files.replace(path, by: [1, 2, 3])
        try files.replace(path, by: [0, 255])
        #expect(try files.read(path) == [0, 255])
        #expect(try files.names(in: folder) == ["a"])
        try files.remove(path)
        try files.remove(path)
        #expect(try files.read(path) == nil)
    }

    @Test func `are for their owner, unless the one that is there says otherwise`() throws {
        let path = folder + "/a"
        try files.replace(path, by: [1])
        #expect(try mode(path) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try files.replace(path, by: [2])
        #expect(try mode(path) == 0o644)
    }

    @Test func `are replaced where a link leads to them`() throws {
        let (target, link) = (folder + "/target.yaml", folder + "/link.yaml")
        try files.replace(target, by: Array("# A\n".utf8))
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        let store = SettingsStore(
            settings: Settings(defaultsFor: .linux), file: link, folder: folder + "/deep/versions", at: .at(0))
        try store.propose(
            SettingsProposal(text: Array("# B\n".utf8), by: .ada, ifVersion: 1, confirmWithin: nil), at: .at(0))
        #expect(try files.read(target)?.text == "# B\n")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
        #expect(try store.versions().map(\.number) == [2, 1])
        #expect(try mode(folder + "/deep/versions") == 0o700)
    }

    @Test func `that an earlier death left half written are no hindrance`() throws {
        try files.write([1], to: folder + "/a.new", modelledOn: nil)
        try files.replace(folder + "/a", by: [2])
        #expect(try files.names(in: folder) == ["a"])
    }

    @Test func `say why they cannot be written`() throws {
        #expect(throws: FileTrouble(path: folder + "/no/a", reason: "there is no such folder")) {
            try files.replace(folder + "/no/a", by: [])
        }
        try files.makeFolder(folder + "/taken")
        #expect { try files.replace(folder + "/taken", by: []) } throws: { "\($0)".contains("folder") }
        #expect(throws: FileTrouble.self) { try files.makeFolder("/proc/gnomon/x") }
        #expect(throws: FileTrouble.self) { try files.settle(folder + "/no") }
        #expect(throws: FileTrouble.self) { try files.read(folder) }
    }

    @Test func `are none in a folder that is not there`() throws { #expect(try files.names(in: folder + "/no") == []) }
}
