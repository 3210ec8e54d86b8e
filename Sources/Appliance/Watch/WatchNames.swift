// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import TimeBase

/// Looks names up now and then. Waits for name servers, so it has a thread that waits for nothing else.
struct WatchNames {
    private static let period: Duration = .seconds(300)
    private static let retry: Duration = .seconds(30)

    private(set) var known: [String: LookedUp] = [:]
    private var due: [String: MonotonicInstant] = [:]
    private let look: (String) -> LookedUp

    /// - Parameter look: asks name servers.
    init(_ look: @escaping (String) -> LookedUp = Self.ask) { self.look = look }

    /// Looks up what is due of these, and forgets the others.
    /// - Returns: whether anything is known otherwise than before.
    mutating func keepUp(_ names: Set<String>, at now: MonotonicInstant, until isStopped: () -> Bool) -> Bool {
        let before = known
        (known, due) = (known.filter { names.contains($0.key) }, due.filter { names.contains($0.key) })
        for name in names.sorted() where due[name].map({ $0 <= now }) ?? true {
            if isStopped() { break }
            take(look(name), of: name, at: now)
        }
        return known != before
    }

    private mutating func take(_ found: LookedUp, of name: String, at now: MonotonicInstant) {
        switch (found, known[name]) {
        case (.failed, .addresses?):
            // A name server that is away does not move the machine.
            due[name] = now + Self.retry
        case (.failed, _): (known[name], due[name]) = (found, now + Self.retry)
        case (.addresses(let some), _):
            // Name servers turn the order; that is no news.
            (known[name], due[name]) = (.addresses(some.sorted()), now + Self.period)
        }
    }

    private static func ask(_ name: String) -> LookedUp {
        do throws(HostNames.Fault) { return .addresses(try HostNames.look(up: name)) } catch {
            return .failed(error.description)
        }
    }
}
