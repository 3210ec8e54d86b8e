// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Where backups are sealed and opened: one at a time, since each takes memory and a fraction of a second, and on a thread
/// of its own, so that nobody else waits for it.
public enum SealingDesk {
    private static let queue = DispatchQueue(label: "backups")

    public static func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws(BackupFault) -> Result
    ) async throws(BackupFault) -> Result {
        let result: Swift.Result<Result, BackupFault> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(BackupFault) { continuation.resume(returning: .success(try work())) } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
