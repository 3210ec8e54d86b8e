// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// A wish for keys.
struct KEErrand: Sendable {
    /// Whose they are, among those who wish.
    var index: Int
    /// Which of its wishes.
    var number: UInt64
    var endpoint: IPEndpoint
    /// Whose certificate it must be.
    var host: String
    /// The trusted certificates' file; `nil`: the system's.
    var authority: String?
    var offer: [AEADAlgorithm]
    var dating: TLSContext.Dating

    /// How long a server may take for all of it.
    static let patience: Duration = .seconds(10)
}

/// What came of one.
struct KEReturn: Sendable {
    var errand: KEErrand
    var result: Result<KEYield, KEFailure>
}
