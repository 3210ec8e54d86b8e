// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How it is known which second the pulse marks, or what is missing to know it.
public struct LabelEvidence: Hashable, Sendable, BitwiseCopyable {
    public enum Status: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Too few of the receiver's messages agree so far.
        case unlabelled
        /// They do not tell which second it is.
        case ambiguous
        /// Established, but the receiver has not vouched for it of late.
        case doubted
        /// Established, and the receiver agrees.
        case verified
    }

    public var status: Status
    /// Whether the receiver's announcements of pulses established it, not the times at which its messages came.
    public var isByAnnouncement: Bool
    /// Messages that agree: while it is being established, of the last eight; later, in a row, at most 1000.
    public var agreeing: UInt16
    /// How many must agree to establish it.
    public var needed: UInt16
    /// Announcements in a row that agree with it, at most 1000.
    public var announcements: UInt16
    /// How long after its second a message begins to arrive. Zero before that is known.
    public var latency: Duration
    /// When the receiver last agreed.
    public var lastAgreement: MonotonicInstant?
    /// Stated − expected, while the receiver states another second: positive, it is ahead.
    public var contradiction: Duration?
}

extension PulseLabeler {
    var evidence: LabelEvidence {
        let (kind, agreeing): (LabelEvidence.Status, Int) =
            switch status {
            case .unlabelled(let agreeing): (.unlabelled, agreeing)
            case .ambiguous: (.ambiguous, 0)
            case .labelled(verified: false): (.doubted, agreement)
            case .labelled(verified: true): (.verified, agreement)
            }
        let announced = origin != nil && forecasts.origin == origin ? forecasts.agreeing : 0
        return LabelEvidence(
            status: kind, isByAnnouncement: isByAnnouncement, agreeing: UInt16(clamping: agreeing),
            needed: UInt16(clamping: settings.needed), announcements: UInt16(clamping: announced), latency: latency,
            lastAgreement: lastAgreement, contradiction: contradiction.map { $0.stated - $0.expected })
    }
}

extension Timekeeper {
    /// How it is known which second the pulse marks.
    public var labelEvidence: LabelEvidence { labeler.evidence }
}
