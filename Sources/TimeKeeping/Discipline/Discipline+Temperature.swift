// SPDX-License-Identifier: Apache-2.0

extension Discipline {
    /// A thermometer near the oscillator was read, °C.
    public mutating func hear(temperature celsius: Double) {}
}
