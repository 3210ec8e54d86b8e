// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The last reading of the thermometer, on its way to the timing thread. Neither side waits for the other: a reading that
/// finds the box in use is taken the next time, and one that was not fetched makes room for the next.
final class TemperatureBox: Sendable {
    private let celsius = Mutex<Double?>(nil)

    func put(_ reading: Double) { celsius.withLock { $0 = reading } }

    /// `nil`: there is nothing new, or somebody is just putting it.
    func take() -> Double? { (celsius.withLockIfAvailable { $0.take() }) ?? nil }
}
