// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What a peer-to-peer port knows of its link: the mean delay to the neighbour, and whether the neighbour can do what IEEE
/// 802.1AS asks of it.
struct PeerLink: Sendable {
    /// Our own requests.
    var requests: Schedule
    private(set) var exchange = PeerExchange(sequence: 0)
    private(set) var rate = NeighborRate()
    private(set) var meanLinkDelay: TimeInterval?
    /// How often it was measured.
    private(set) var measured: UInt64 = 0
    private(set) var neighbour: PortIdentity?
    /// asCapable (802.1AS-2020, 10.2.5.1): the neighbour answers, alone, near enough, and its rate is known.
    private(set) var isCapable = false
    /// Requests in a row that were not answered properly, and measurements in a row that were too long.
    private var lost = 0
    private var faults = 0
    /// Questions that more than one neighbour has answered.
    private(set) var shared: UInt64 = 0
    /// Those of others whose answers are on their way out.
    var answers = PeerAnswers()

    private let threshold: TimeInterval
    private let usesRate: Bool

    /// allowedLostResponses and allowedFaults (802.1AS-2020, 11.5.3 and 11.5.4).
    private static let patience = 9

    init(_ settings: PortSettings, _ stamping: Stamping) {
        requests = Schedule(log: settings.logMinPeerDelayRequestInterval)
        let usual: Duration = stamping == .software ? .milliseconds(20) : .nanoseconds(800)
        threshold = settings.meanLinkDelayThreshold ?? TimeInterval(usual)
        usesRate = settings.profile == .dot1AS
    }

    /// A new question; what did not become of the last one never will.
    mutating func ask() {
        settle()
        exchange = PeerExchange(sequence: exchange.sequence &+ 1)
    }

    private mutating func settle() {
        guard exchange.result == nil else { return }
        lost += 1
        if lost > Self.patience { forget() }
    }

    /// Two have answered: whichever way was measured, it is not the one to the neighbour (802.1AS-2020, 11.2.2 d).
    private mutating func share() {
        exchange.isShared = true
        shared += 1
        forget()
    }

    /// Nothing of what was known holds any longer.
    private mutating func forget() {
        (meanLinkDelay, neighbour, isCapable, faults) = (nil, nil, false, 0)
        rate.removeAll()
    }

    /// The link is gone. Returns how many stamps are no longer waited for.
    mutating func abandon() -> UInt64 {
        forget()
        (lost, exchange) = (0, PeerExchange(sequence: exchange.sequence))
        return answers.removeAll()
    }

    mutating func left(at egress: TAIInstant) {
        guard exchange.requestEgress == nil else { return }
        exchange.requestEgress = egress
        measure()
    }

    /// A response to the present question.
    mutating func heard(_ message: PeerDelayResponseMessage, at ingress: TAIInstant) {
        guard exchange.responder == nil else {
            if exchange.responder != message.header.source { share() }
            return
        }
        (exchange.responder, exchange.responseIngress) = (message.header.source, ingress)
        (exchange.requestReceipt, exchange.correction) = (message.requestReceiptTimestamp, message.header.correction)
        guard !message.header.flags.contains(.twoStep) else { return }
        // One-step: the corrections have the whole turnaround.
        exchange.responseOrigin = message.requestReceiptTimestamp
        measure()
    }

    mutating func heard(_ message: PeerDelayResponseFollowUpMessage) {
        guard exchange.responder == message.header.source, exchange.responseOrigin == nil else { return }
        exchange.responseOrigin = message.responseOriginTimestamp
        exchange.followUpCorrection = message.header.correction
        exchange.correction = exchange.correction + message.header.correction
        measure()
    }

    private mutating func measure() {
        guard let result = exchange.result, result.isCredible else { return }
        if neighbour != nil, neighbour != result.responder { forget() }
        neighbour = result.responder
        lost = 0
        rate.add(result)
        let delay = TimeInterval(result.meanDelay(ratio: usesRate ? rate.ratio ?? 1 : 1))
        (meanLinkDelay, measured) = (delay, measured &+ 1)
        judge(delay)
    }

    private mutating func judge(_ delay: TimeInterval) {
        faults = delay > threshold ? faults + 1 : 0
        if faults == 0, rate.ratio != nil { isCapable = true }
        if faults > Self.patience { isCapable = false }
    }
}
