// SPDX-License-Identifier: Apache-2.0

/// Who else was measured on the same traces.
public enum YardstickReference: String, Sendable, CaseIterable, Codable {
    /// The optimal filter, which knows the oscillator, the temperature's part and which edges are late.
    case oracle
    /// The best of those that know neither temperature nor late edges.
    case blind
    case chronyd
    /// `poll 0`, 16 samples.
    case tunedChronyd
    /// Its PI servo.
    case phc2sys
    /// The kernel's PPS discipline, as a model.
    case kernelPPS

    /// The head of its column.
    public var title: String {
        switch self {
        case .oracle: "oracle"
        case .blind: "best blind"
        case .chronyd: "chronyd"
        case .tunedChronyd: "tuned"
        case .phc2sys: "phc2sys"
        case .kernelPPS: "kernel PPS"
        }
    }
}

/// Yardstick results: the references' medians over seeds 1–5 (S4 and S4w: 1–15). chronyd and phc2sys ran under a
/// simulator of clocks on the same traces.
enum YardstickReferences {
    private typealias Row = [Double?]

    static func figure(_ reference: YardstickReference, _ scenario: String, _ metric: YardstickMetric) -> Double? {
        guard let place = YardstickReference.allCases.firstIndex(of: reference) else { return nil }
        return figures[scenario]?[metric]?[place]
    }

    /// In the order of ``YardstickReference``.
    private static let figures: [String: [YardstickMetric: Row]] = [
        "S1": [
            .t1us: [2, 2, 54, 3, 2, 187],
            .overshoot: [183e-9, 184e-9, 249e-9, 202e-9, 425e-9, 29.8e-6],
        ],
        "S2": [.rms: [28.5e-9, 28.6e-9, 71.6e-9, 33.7e-9, 106e-9, 175e-9]],
        "S2o": [.rms: [8.57e-9, 24e-9, 14.3e-9, 27e-9, 106e-9, nil]],
        "S2q": [.rms: [54.8e-9, 62e-9, 551e-9, 75.9e-9, 106e-9, nil]],
        "S3": [
            .rms: [263e-9, 268e-9, 500e-9, 9.56e-6, 17.9e-6, 6.81e-6],
            .max: [1.13e-6, 1.2e-6, 1.96e-6, 108e-6, 495e-6, 214e-6],
        ],
        "S4": [
            .error4h: [0.23e-3, 0.30e-3, 1.42e-3, 1.41e-3, 1.44e-3, 1.45e-3],
            .error24h: [3.29e-3, 3.7e-3, 18.1e-3, 18.3e-3, 11.9e-3, 15.9e-3],
        ],
        "S4w": [
            .error4h: [0.23e-3, 0.53e-3, 1.53e-3, 1.45e-3, 1.64e-3, 1.98e-3],
            .error24h: [3.29e-3, 6.4e-3, 24.6e-3, 25.1e-3, 14e-3, 23.5e-3],
        ],
        "S5": [
            .max: [92.4e-9, 195e-9, 3.18e-6, 228e-9, 417e-9, 975e-9],
            .rms: [27e-9, 34e-9, 1.2e-6, 49e-9, 106e-9, 261e-9],
        ],
        "S6": [
            .t1us: [3, 5, 112, 10, 14, 1400],
            .overshoot: [106e-9, 112e-9, 1.4e-6, 526e-9, 559e-6, 500e-6],
            .jump: [95e-6, 95e-6, 437e-6, 95e-6, 1.85e-3, 500e-6],
        ],
    ]
}
