// SPDX-License-Identifier: Apache-2.0

import LinuxBoard

/// Work that holds its thread up, on a thread of its own, so that no task waits behind it.
enum Aside {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            do throws(HostFault) {
                _ = try HostThread.spawn(name: "aside") { continuation.resume(with: Swift.Result(catching: work)) }
            } catch { continuation.resume(throwing: error) }
        }
    }
}
