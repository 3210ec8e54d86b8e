// SPDX-License-Identifier: Apache-2.0

/// One line in (`k m temp`), one line out (`u s b`), as the clock-discipline yardstick speaks.
public struct ServoLineProtocol {
    public init() {}

    /// `nil` where the line is not of this protocol.
    public mutating func respond(to line: some StringProtocol) -> String? { "0 0" }
}
