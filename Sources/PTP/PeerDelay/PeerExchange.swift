// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// One question for the way to the neighbour and what came of it (IEEE 1588-2019, 11.4). Its four moments may become known
/// in any order but that the response comes before its Follow_Up.
struct PeerExchange: Sendable, BitwiseCopyable {
    let sequence: UInt16
    /// t1: when the request left, by our clock.
    var requestEgress: TAIInstant?
    /// t4: when the response arrived, by our clock.
    var responseIngress: TAIInstant?
    /// t2 and t3: when the request arrived and the response left, by the neighbour's clock; both zero where it tells only
    /// the time between them, in the corrections.
    var requestReceipt: PTPTimestamp?
    var responseOrigin: PTPTimestamp?
    /// Of both messages.
    var correction = TimeInterval.zero
    /// Of the Follow_Up alone: it belongs to t3.
    var followUpCorrection = TimeInterval.zero
    var responder: PortIdentity?
    /// More than one neighbour has answered: this is no link between two.
    var isShared = false

    init(sequence: UInt16) { self.sequence = sequence }

    /// What came of it, once all is known.
    var result: Result? {
        guard !isShared, let t1 = requestEgress, let t4 = responseIngress, let t2 = requestReceipt,
            let t3 = responseOrigin, let responder
        else { return nil }
        let origin = t3.tai + followUpCorrection.duration
        let turnaround = t3.tai - t2.tai + correction.duration
        return Result(responder: responder, sent: t1, arrived: t4, origin: origin, turnaround: turnaround)
    }

    struct Result: Sendable, BitwiseCopyable {
        var responder: PortIdentity
        /// t1 and t4, by our clock.
        var sent: TAIInstant
        var arrived: TAIInstant
        /// t3, by the neighbour's.
        var origin: TAIInstant
        /// t3 − t2, by the neighbour's.
        var turnaround: Duration

        /// Whether no step of either clock came between: no link is a second long.
        var isCredible: Bool {
            (.zero ... .seconds(20)).contains(arrived - sent) && (arrived - sent - turnaround).magnitude < .seconds(1)
        }

        /// The mean of both ways, in the neighbour's seconds: `ratio` is how much faster its clock runs than ours.
        func meanDelay(ratio: Double = 1) -> Duration {
            let away = arrived - sent
            return (away + .realSeconds(away.realSeconds * (ratio - 1)) - turnaround) / 2
        }
    }
}
