// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Synchronization

@testable import Accounts

/// A folder of its own for as long as `body` takes.
@discardableResult
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-accounts-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// A path in a folder of its own.
@discardableResult
func withPath<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    try await withFolder { try await body($0 + "/accounts.json") }
}

/// Passwords that are tried in a millisecond.
let cheap = ScryptCost(logRounds: 10, blockSize: 1, parallelism: 1) ?? .usual

let quick: AccountLimits = {
    var limits = AccountLimits()
    limits.cost = cheap
    limits.waiting = 1000
    return limits
}()

let good = "a staff that casts a shadow"
let better = "a shadow that tells the hour"
let office = Source(octets: [192, 0, 2, 1], text: "192.0.2.1")

func at(_ seconds: Double, unix: Int64? = nil) -> Moment {
    Moment(monotonic: .seconds(seconds), unixSeconds: unix ?? 1_800_000_000 + Int64(seconds))
}

/// A book with the admin `ada`, whose password is `good`.
@discardableResult
func withBook<Result>(
    limits: AccountLimits = quick, _ body: (AccountBook, String) async throws -> Result
) async throws -> Result {
    try await withPath { path in
        let book = try AccountBook(path: path, limits: limits)
        _ = try await book.begin(
            token: book.setupToken ?? "", name: "ada", password: good, source: .console, at: at(0))
        for session in book.sessions(at: at(0)) { book.endSession(id: session.id) }
        return try await body(book, path)
    }
}

extension LoginAnswer {
    var admission: Admission? { if case .admitted(let admission) = outcome { admission } else { nil } }
    var wait: Duration? { if case .locked(let wait) = outcome { wait } else { nil } }
}

extension AccountBook {
    func logIn(_ name: String, _ password: String, from source: Source = office, at seconds: Double) async
        -> LoginAnswer
    {
        await logIn(name, password: password, source: source, at: moment(seconds))
    }
}

private func moment(_ seconds: Double) -> Moment { at(seconds) }

/// Repeatable and fast; SplitMix64.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

extension String {
    func replacing(_ range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
