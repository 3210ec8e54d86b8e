// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A file may hold anything, so nothing is taken for granted of a row's values: GRDB's own conversions trap on what
/// they do not expect.
extension Row {
    func integer(_ index: Int) -> Int64? {
        switch (self[index] as DatabaseValue).storage {
        case .int64(let number): number
        case .double(let number): Int64(exactly: number.rounded())
        default: nil
        }
    }

    /// `nil` for what is no number.
    func real(_ index: Int) -> Double? {
        switch (self[index] as DatabaseValue).storage {
        case .int64(let number): Double(number)
        case .double(let number): number.isFinite ? number : nil
        default: nil
        }
    }

    func text(_ index: Int) -> String? {
        if case .string(let text) = (self[index] as DatabaseValue).storage { text } else { nil }
    }

    func octets(_ index: Int) -> [UInt8]? {
        if case .blob(let data) = (self[index] as DatabaseValue).storage { Array(data) } else { nil }
    }
}

extension Database {
    /// The first value of the first row.
    func integer(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int64? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)?.integer(0)
    }

    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
