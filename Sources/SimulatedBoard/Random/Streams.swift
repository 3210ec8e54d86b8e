// SPDX-License-Identifier: Apache-2.0

/// Which stream of random numbers feeds which part of the world. The yardstick's streams (normal 1 to 5, uniform
/// 101 and 102, hence raw 2 to 11) are left to it. Normal streams take two raw ones each.
enum Stream {
    static let whiteFrequency: UInt64 = 200
    static let walkFrequency: UInt64 = 201
    static let weather: UInt64 = 202
    static let pulseJitter: UInt64 = 203
    static let receiverLatency: UInt64 = 204
    static let thermometer: UInt64 = 205
    /// One for each of the first-order processes that make flicker noise.
    static let flicker: UInt64 = 220

    static let dailyPhase: UInt64 = 601
    static let pulseFate: UInt64 = 602
    static let pulseLateness: UInt64 = 603
    static let sawtooth: UInt64 = 604
    static let orbits: UInt64 = 605
    static let signal: UInt64 = 606
    static let strayPhase: UInt64 = 608
    static let freePulse: UInt64 = 607
}
