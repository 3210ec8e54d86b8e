// SPDX-License-Identifier: Apache-2.0

import Appliance
import Logging
import NIOCore

/// Keeps a service going: what fails is logged and begun again, soon at first, then once in half a minute.
struct Persistence: Sendable {
    let what: String
    let log: Logger
    var firstPause: Duration = .seconds(1)
    var longestPause: Duration = .seconds(30)
    /// Is told that it failed; that it is there, the service itself tells.
    var sign: ServiceSign?

    /// Returns once the task is cancelled.
    func keepUp(_ service: @Sendable () async throws -> Void) async {
        var pause = firstPause
        var lastReason = ""
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            do {
                try await service()
            } catch {
                let reason = plainReason(error)
                sign?.fails(reason)
                if !Task.isCancelled && reason != lastReason {
                    log.error("\(what) is not there and will be tried again", metadata: ["reason": "\(reason)"])
                }
                lastReason = reason
            }
            // What ran for a while fails anew.
            if ContinuousClock.now - begun > longestPause { (pause, lastReason) = (firstPause, "") }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, longestPause)
        }
    }
}

/// An error in words, without what only a programmer wants to know.
func plainReason(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return switch error.errnoCode {
    case 2: "there is no such file"
    case 13: "permission denied"
    case 98: "the address is in use"
    case 99: "this machine has no such address"
    case 111: "nobody listens there"
    default: "\(error)"
    }
}
