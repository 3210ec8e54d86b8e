// SPDX-License-Identifier: Apache-2.0

/// What in a port's settings its profile does not allow.
public enum ProfileFault: Hashable, Sendable {
    /// The messages whose intervals are set.
    public enum Message: String, Hashable, Sendable {
        case announce = "Announce"
        case sync = "Sync"
        case delayRequest = "Delay_Req"
        case peerDelayRequest = "Pdelay_Req"
    }

    case transport(PortSettings.Transport)
    case domain(UInt8, allowed: ClosedRange<UInt8>)
    case delayMechanism(DelayMechanism)
    case multicast
    case unicast
    case neitherMulticastNorUnicast
    /// Log2 seconds.
    case interval(Message, Int8, allowed: ClosedRange<Int8>)
    case receiptTimeout(UInt8, allowed: ClosedRange<UInt8>)
    case priority1(UInt8, allowed: ClosedRange<UInt8>)

    /// For people: "domain 5 is outside 24–43 of G.8275.1".
    public func sentence(of profile: Profile) -> String {
        let name = profile.name
        switch self {
        case .transport(let transport): return "\(name) does not go over \(transport.rawValue)"
        case .domain(let domain, let allowed): return "domain \(domain) is outside \(Self.range(allowed)) of \(name)"
        case .delayMechanism(let mechanism): return "\(name) does not measure delays \(Self.name(mechanism))"
        case .multicast: return "\(name) sends nothing to groups"
        case .unicast: return "\(name) does not negotiate unicast messages"
        case .neitherMulticastNorUnicast: return "neither multicast nor unicast is left to be sent"
        case .interval(let message, let log, let allowed):
            return
                "2^\(log) s between \(message.rawValue) messages is outside 2^\(Self.range(allowed, "…2^")) s of \(name)"
        case .receiptTimeout(let count, let allowed):
            return "an announce receipt timeout of \(count) is outside \(Self.range(allowed)) of \(name)"
        case .priority1(let priority, let allowed):
            return "a priority1 of \(priority) is outside \(Self.range(allowed)) of \(name)"
        }
    }

    private static func range<Bound>(_ range: ClosedRange<Bound>, _ dash: String = "–") -> String {
        range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)\(dash)\(range.upperBound)"
    }

    private static func name(_ mechanism: DelayMechanism) -> String {
        switch mechanism {
        case .endToEnd: "end to end"
        case .peerToPeer: "peer to peer"
        case .none: "not at all"
        }
    }
}

extension PortSettings {
    /// What of these settings the profile does not allow; empty where all is as its standard has it.
    public var profileFaults: [ProfileFault] {
        let row = profile.row
        var faults: [ProfileFault] = []
        if !row.transports.contains(.init(transport)) { faults.append(.transport(transport)) }
        if !row.domains.contains(domain) { faults.append(.domain(domain, allowed: row.domains)) }
        if !row.allows(delayMechanism) { faults.append(.delayMechanism(delayMechanism)) }
        if isMulticast, !row.isMulticast { faults.append(.multicast) }
        if unicast != nil, !row.isUnicast { faults.append(.unicast) }
        if !isMulticast, unicast == nil { faults.append(.neitherMulticastNorUnicast) }
        faults += intervalFaults(row)
        if !row.announceReceiptTimeouts.contains(announceReceiptTimeout) {
            faults.append(.receiptTimeout(announceReceiptTimeout, allowed: row.announceReceiptTimeouts))
        }
        if !row.priorities1.contains(priority1) {
            faults.append(.priority1(priority1, allowed: row.priorities1))
        }
        return faults
    }

    /// Only of the messages that this delay mechanism has.
    private func intervalFaults(_ row: ProfileRow) -> [ProfileFault] {
        var intervals: [(ProfileFault.Message, Int8, ClosedRange<Int8>)] = [
            (.announce, logAnnounceInterval, row.logAnnounceIntervals), (.sync, logSyncInterval, row.logSyncIntervals),
        ]
        switch delayMechanism {
        case .endToEnd: intervals.append((.delayRequest, logMinDelayRequestInterval, row.logMinDelayRequestIntervals))
        case .peerToPeer:
            intervals.append((.peerDelayRequest, logMinPeerDelayRequestInterval, row.logMinPeerDelayRequestIntervals))
        case .none: break
        }
        return intervals.filter { !$0.2.contains($0.1) }.map { .interval($0.0, $0.1, allowed: $0.2) }
    }
}

extension ProfileRow {
    /// Whether a port of the profile may measure delays so.
    public func allows(_ mechanism: DelayMechanism) -> Bool {
        mechanism == delayMechanism || (allowsBothMechanisms && mechanism != .none)
    }
}
