// SPDX-License-Identifier: Apache-2.0

/// The masks of ITU-T for primary reference clocks, all in locked mode and unfiltered at a pulse per second. Rows are in
/// seconds and nanoseconds (and nanoseconds a second).
extension StabilityMask {
    /// All masks that are known, from the loosest clock to the tightest.
    public static let all: [StabilityMask] = [
        prcMTIE, prcTDEV, prtcAMTIE, prtcATDEV, prtcBMTIE, prtcBTDEV, eprtcMTIE, eprtcTDEV,
    ]

    /// The MTIE of a primary reference clock.
    public static let prcMTIE = StabilityMask(
        clock: "PRC", source: "ITU-T G.811 (09/1997) with Amendment 1 (04/2016)", kind: .maximumTimeIntervalError,
        rows: [
            .row(over: 0.1, through: 1_000, 25, perSecond: 0.275),
            .row(over: 1_000, below: .infinity, 290, perSecond: 0.01),
        ])

    /// The TDEV of a primary reference clock.
    public static let prcTDEV = StabilityMask(
        clock: "PRC", source: "ITU-T G.811 (09/1997) with Amendment 1 (04/2016)", kind: .timeDeviation,
        rows: [
            .row(over: 0.1, through: 100, 3),
            .row(over: 100, through: 1_000, 0, perSecond: 0.03),
            .row(over: 1_000, below: 10_000, 30),
        ])

    /// The MTIE of a primary reference time clock, class A.
    public static let prtcAMTIE = StabilityMask(
        clock: "PRTC-A", source: "ITU-T G.8272/Y.1367 (07/2025) clause 6.2, Table 1", kind: .maximumTimeIntervalError,
        rows: [
            .row(over: 0.1, through: 273, 25, perSecond: 0.275),
            .row(over: 273, below: .infinity, 100),
        ])

    /// The TDEV of a primary reference time clock, class A.
    public static let prtcATDEV = StabilityMask(
        clock: "PRTC-A", source: "ITU-T G.8272/Y.1367 (07/2025) clause 6.2, Table 3", kind: .timeDeviation,
        rows: [
            .row(over: 0.1, through: 100, 3),
            .row(over: 100, through: 1_000, 0, perSecond: 0.03),
            .row(over: 1_000, below: 10_000, 30),
        ])

    /// The MTIE of a primary reference time clock, class B.
    public static let prtcBMTIE = StabilityMask(
        clock: "PRTC-B", source: "ITU-T G.8272/Y.1367 (07/2025) clause 6.2, Table 2", kind: .maximumTimeIntervalError,
        rows: [
            .row(over: 0.1, through: 54.5, 25, perSecond: 0.275),
            .row(over: 54.5, below: .infinity, 40),
        ])

    /// The TDEV of a primary reference time clock, class B.
    public static let prtcBTDEV = StabilityMask(
        clock: "PRTC-B", source: "ITU-T G.8272/Y.1367 (07/2025) clause 6.2, Table 4", kind: .timeDeviation,
        rows: [
            .row(over: 0.1, through: 100, 1),
            .row(over: 100, through: 500, 0, perSecond: 0.01),
            .row(over: 500, below: 100_000, 5),
        ])

    /// The MTIE of an enhanced primary reference time clock.
    public static let eprtcMTIE = StabilityMask(
        clock: "ePRTC", source: "ITU-T G.8272.1/Y.1367.1 (2024) Amendment 1 (07/2025) clause 6.2, Table 1",
        kind: .maximumTimeIntervalError,
        rows: [
            .row(over: 0.1, through: 1, 4),
            .row(over: 1, through: 100, 3.89, perSecond: 0.11114),
            .row(over: 100, through: 400_000, 15, perSecond: 0.0375e-3),
            .row(over: 400_000, below: .infinity, 30),
        ])

    /// The TDEV of an enhanced primary reference time clock.
    public static let eprtcTDEV = StabilityMask(
        clock: "ePRTC", source: "ITU-T G.8272.1/Y.1367.1 (2024) Amendment 1 (07/2025) clause 6.2, Table 2",
        kind: .timeDeviation,
        rows: [
            .row(over: 0.1, through: 30_000, 1),
            .row(over: 30_000, through: 300_000, 0, perSecond: 3.33333e-5),
            .row(over: 300_000, below: 1_000_000, 10),
        ])
}
