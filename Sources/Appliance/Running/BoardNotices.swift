// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import Synchronization

/// What a board has to tell of its devices, on its way from the timing thread to the log. Nothing is told often: each
/// fault once, and its end.
final class BoardNotices: Sendable {
    struct Line: Sendable, Equatable {
        var level: Logger.Level
        var message: String
    }

    private static let most = 100
    private let waiting = Mutex<[Line]>([])
    private let named = Mutex<[String]>([])

    /// The following clocks' names, in the board's order.
    var followers: [String] {
        get { named.withLock(\.self) }
        set { named.withLock { $0 = newValue } }
    }

    func put(_ line: Line) {
        waiting.withLock { waiting in
            if waiting.count < Self.most { waiting.append(line) }
        }
    }

    func takeAll() -> [Line] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

extension BoardNotices.Line {
    static func warning(_ message: String) -> Self { Self(level: .warning, message: message) }

    /// - Parameters:
    ///   - pulse: what the pulse's source is called.
    ///   - clock: what the kept clock is called.
    ///   - followers: what the followers are called.
    init(_ notice: BoardNotice, pulse: String, clock: String, followers: [String]) {
        switch notice {
        case .pulse(nil): self.init(level: .notice, message: "The pulse's input \(pulse) is open.")
        case .pulse(let fault?): self = .warning("No pulse can come from \(pulse): \(fault.clause).")
        case .clock(nil): self.init(level: .notice, message: "The clock (\(clock)) can be corrected again.")
        case .clock(let fault?): self = .warning("The clock (\(clock)) cannot be corrected: \(fault.clause).")
        case .follower(let index, let fault):
            let name = followers.indices.contains(Int(index)) ? followers[Int(index)] : "\(index)"
            guard let fault else {
                self.init(level: .notice, message: "The following clock \(name) can be corrected again.")
                return
            }
            self = .warning("The following clock \(name) cannot be corrected: \(fault.clause).")
        }
    }
}
