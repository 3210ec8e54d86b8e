// SPDX-License-Identifier: Apache-2.0

/// What an oscillator's frequency may be made of over hours and days: the parameters of one hypothesis about it. Its
/// noise from minute to minute is measured; what is lasting of it is not known.
struct HoldoverKind: Sendable {
    /// The part of the random walk's variance that is one over days too.
    var lasting = 1.0
    /// The part that is weather: it passes.
    var passing = 0.0
    /// How long weather lasts, s.
    var weatherTime = 10_800.0
    /// Root mean square of the day's two amplitudes, as a multiple of what the lasting walk does in a day.
    var day = 2.5
    /// The same of the half day's.
    var halfDay = 0.0
    /// Whether the thermometer explains it.
    var isAided = false
    /// Logarithm of how probable it is before anything was seen.
    var prior = 0.0

    static let count = 7

    static func kind(_ index: Int) -> HoldoverKind {
        switch index {
        case 0: HoldoverKind()
        case 1: HoldoverKind(lasting: 0.05, passing: 0.95, halfDay: 0.7)
        case 2: HoldoverKind(lasting: 0.3, passing: 0.7, halfDay: 0.7)
        // A crystal that is quiet for how much the day moves it.
        case 3: HoldoverKind(day: 25, halfDay: 5, prior: -2)
        case 4: HoldoverKind(day: 0, isAided: true)
        case 5: HoldoverKind(lasting: 0.05, passing: 0.5, weatherTime: 900, day: 0, isAided: true)
        default: HoldoverKind(lasting: 0.05, passing: 0.95, halfDay: 0.7, isAided: true)
        }
    }
}
