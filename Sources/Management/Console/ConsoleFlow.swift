// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Holds back what comes faster than a terminal takes it.
final class ConsoleFlow: Sendable {
    private let isOpen = Atomic<Bool>(true)

    func set(isOpen: Bool) { self.isOpen.store(isOpen, ordering: .releasing) }

    /// Returns once the terminal takes more; throws where nobody waits for it any more.
    func wait() async throws {
        try Task.checkCancellation()
        while !isOpen.load(ordering: .acquiring) { try await Task.sleep(for: .milliseconds(20)) }
    }
}
