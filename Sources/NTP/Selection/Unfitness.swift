// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Why a server is no candidate (RFC 5905, 11.2 and A.5.5.2, "accept").
public enum Unfitness: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// It has forbidden us to ask.
    case forbidden
    /// None of the last eight polls was answered.
    case unreachable
    /// It answers, but not with the time.
    case untimed
    /// It follows us.
    case loop
    /// So many servers are between it and a primary one that nobody may follow it.
    case stratum
    /// It may be wrong by more than is of use.
    case distance

    /// What it lacks, as a sentence.
    public var sentence: String {
        switch self {
        case .forbidden: "The server has forbidden us to ask it."
        case .unreachable: "The server does not answer."
        case .untimed: "The server answers, but does not know the time."
        case .loop: "The server gets its time from us."
        case .stratum: "The server is too far from any source of time."
        case .distance: "The server's time is known too coarsely to be of use."
        }
    }
}

/// What a server has to be to be a candidate.
public struct FitnessLimits: Sendable, BitwiseCopyable {
    /// 1...15
    public var stratum: UInt8
    /// RFC 5905, figure 27: MAXDIST, with what practice has made of it.
    public var distance: Duration

    public init(stratum: UInt8 = 14, distance: Duration = .milliseconds(1500)) {
        (self.stratum, self.distance) = (stratum, distance)
    }
}

extension ClientAssociation {
    /// `nil`: it is fit to be a candidate.
    public func unfitness(at now: MonotonicInstant, limits: FitnessLimits = FitnessLimits()) -> Unfitness? {
        if endedBy != nil { return .forbidden }
        if answered == 0 { return .unreachable }
        if let disqualification { return disqualification == .loop ? .loop : .untimed }
        guard let standing = standing(at: now) else { return .untimed }
        if standing.word.stratum > limits.stratum { return .stratum }
        return standing.bound.after(now - standing.asOf) > limits.distance ? .distance : nil
    }
}
