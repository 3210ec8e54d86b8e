// SPDX-License-Identifier: Apache-2.0

/// How one clock's data set compares with another's.
public enum Comparison: Sendable {
    case better
    /// The same grandmaster, or one as good, on a shorter way.
    case betterByTopology
    case worse
    case worseByTopology
    /// One and the same message, or one's own (figure 35's errors 1 and 2).
    case same

    public var isBetter: Bool { self == .better || self == .betterByTopology }
}

extension ClockDataSet {
    /// How `self` compares with `other`, by a profile's algorithm.
    public func compared(with other: Self, by algorithm: ProfileRow.BestMaster) -> Comparison {
        switch algorithm {
        case .standard, .none: standard(other)
        case .alternate: alternate(other)
        case .dot1AS: dot1AS(other)
        }
    }

    /// IEEE 1588-2019, figure 34.
    private func standard(_ other: Self) -> Comparison {
        guard grandmaster != other.grandmaster else { return topology(other) }
        let mine = (priority1, quality.ranking, priority2, grandmaster)
        let others = (other.priority1, other.quality.ranking, other.priority2, other.grandmaster)
        return mine < others ? .better : .worse
    }

    /// G.8275.1 and G.8275.2, figure 2: priority1 has no say, the local priority has. Of grandmasters that lead an
    /// independent reference (class 127 or better) none is made to yield for its name: the nearer one is taken, so that
    /// several may serve a network, each its own part.
    private func alternate(_ other: Self) -> Comparison {
        let mine = (quality.ranking, priority2, localPriority)
        let others = (other.quality.ranking, other.priority2, other.localPriority)
        guard mine == others else { return mine < others ? .better : .worse }
        guard quality.clockClass > 127, grandmaster != other.grandmaster else { return topology(other) }
        return grandmaster < other.grandmaster ? .better : .worse
    }

    /// IEEE 802.1AS-2020, 10.3.5: priority vectors, part by part: system identity, steps removed, source port, own port.
    private func dot1AS(_ other: Self) -> Comparison {
        let mine = (priority1, quality.ranking, priority2, grandmaster)
        let others = (other.priority1, other.quality.ranking, other.priority2, other.grandmaster)
        guard mine == others else { return mine < others ? .better : .worse }
        let way = (stepsRemoved, sender, receiver.number)
        let otherWay = (other.stepsRemoved, other.sender, other.receiver.number)
        return way == otherWay ? .same : way < otherWay ? .betterByTopology : .worseByTopology
    }

    /// IEEE 1588-2019, figure 35.
    private func topology(_ other: Self) -> Comparison {
        let difference = Int(stepsRemoved) - Int(other.stepsRemoved)
        switch difference {
        case ..<(-1): return .better
        case -1: return -other.detour
        case 0: return tie(other)
        case 1: return detour
        default: return .worse
        }
    }

    /// How the farther of two data sets fares: it is worse by topology where it came back to the clock that it was sent
    /// by a port of lesser name.
    private var detour: Comparison {
        receiver == sender ? .same : receiver < sender ? .worse : .worseByTopology
    }

    private func tie(_ other: Self) -> Comparison {
        let mine = (sender, receiver.number)
        let others = (other.sender, other.receiver.number)
        return mine == others ? .same : mine < others ? .betterByTopology : .worseByTopology
    }
}

extension Comparison {
    /// The same, seen from the other side.
    static prefix func - (comparison: Self) -> Self {
        switch comparison {
        case .better: .worse
        case .betterByTopology: .worseByTopology
        case .worse: .better
        case .worseByTopology: .betterByTopology
        case .same: .same
        }
    }
}

extension ClockQuality {
    /// Lower is better, class first.
    fileprivate var ranking: UInt32 {
        UInt32(clockClass) << 24 | UInt32(accuracy.rawValue) << 16 | UInt32(variance)
    }
}
