// SPDX-License-Identifier: Apache-2.0

import Testing

/// The architecture's first rule, read from the sources themselves.
struct ImportTests {
    /// What a pure floor may import besides the house: the atomics of the standard library.
    static let harmless: Set<String> = ["Swift", "Synchronization"]

    /// What would make a pure floor read a clock, wait, share, or speak behind the board's back.
    static let impure = [
        "Mutex", "Thread", "ContinuousClock", "SuspendingClock", "Task", "async", "await", "print", "debugPrint",
        "readLine", "fatalError", "CommandLine", "SystemRandomNumberGenerator",
    ]

    @Test(arguments: House.pure)
    func `a pure floor imports nothing but the house below it`(room: String) throws {
        let below = House.floors.filter { $0.value < House.floors[room, default: 0] }.keys
        let allowed = Self.harmless.union(below).intersection(Self.harmless.union(House.pure))
        for (module, place) in try imports(of: room) {
            #expect(allowed.contains(module), "\(place) imports \(module)")
        }
    }

    @Test(arguments: House.pure)
    func `a pure floor names nothing that acts`(room: String) throws {
        for path in try House.swiftFiles(in: room) {
            for (number, line) in try House.lines(of: path).enumerated() {
                let words = ImportLine.code(of: line).split { !($0.isLetter || $0.isNumber || $0 == "_") }
                for word in words where Self.impure.contains(String(word)) {
                    Issue.record("\(path):\(number + 1) uses \(word)")
                }
            }
        }
    }

    @Test func `an import goes down, never up or sideways`() throws {
        for room in try House.rooms() {
            let floor = try #require(House.floors[room], "\(room) has no floor")
            for (module, place) in try imports(of: room) {
                guard let other = House.floors[module] else { continue }
                #expect(other < floor || House.doors.contains([room, module]), "\(place) imports \(module)")
            }
        }
    }

    @Test func `what a room imports of the house is declared in the manifest`() throws {
        for room in try House.rooms() {
            let declared = try #require(try House.declaredDependencies(of: room), "\(room) is not in Package.swift")
            for (module, place) in try imports(of: room) where House.floors[module] != nil {
                #expect(declared.contains(module), "\(place) imports \(module)")
            }
        }
    }

    @Test func `the manifest declares no edge that goes up or sideways`() throws {
        for room in try House.rooms() {
            let floor = try #require(House.floors[room], "\(room) has no floor")
            for module in try House.declaredDependencies(of: room) ?? [] {
                guard let other = House.floors[module] else { continue }
                #expect(other < floor || House.doors.contains([room, module]), "\(room) depends on \(module)")
            }
        }
    }

    private func imports(of room: String) throws -> [(module: String, place: String)] {
        try House.swiftFiles(in: room).flatMap { path in
            try House.lines(of: path).enumerated().flatMap { number, line in
                ImportLine.modules(in: ImportLine.code(of: line)).map { ($0, "\(path):\(number + 1)") }
            }
        }
    }
}
