// SPDX-License-Identifier: Apache-2.0

/// Answers control messages (NTP mode 6; RFC 9327, RFC 1305 appendix B): what ntpq asks with. It only tells; whatever
/// would change something is refused.
///
/// A response may be longer than its request, by the protocol's nature, so whom it is sent to is for the caller to
/// decide. No request can make it trap, and no request's response has more than ``mostFragments`` fragments as long as
/// there are no more than a hundred associations.
public enum ControlResponder {
    /// Of all that can be asked for in one request.
    public static let mostFragments = 6

    /// The response in fragments, each a datagram of at most 480 octets and in the order of their data.
    ///
    /// - Parameter request: one whole datagram. A key's digest at its end is neither checked nor answered with another.
    /// - Throws: why nothing is to be said.
    public static func respond(
        to request: Span<UInt8>, facts: ControlFacts
    ) throws(ControlSilence) -> [[UInt8]] {
        guard let asked = ControlHeader(request) else { throw .notControl }
        guard (1...4).contains(asked.version) else { throw .version }
        guard !asked.isResponse, !asked.isError, !asked.hasMore, asked.offset == 0 else { throw .notARequest }
        var header = asked
        (header.leap, header.isResponse, header.dataCount) = (facts.system.claim.leap, true, 0)
        do throws(ControlError) {
            let answer = try answer(asked, request, facts)
            header.status = answer.status
            return fragments(header, answer.data)
        } catch {
            (header.isError, header.status) = (true, UInt16(error.rawValue) << 8)
            return [header.octets]
        }
    }

    private typealias Answer = (status: UInt16, data: [UInt8])

    private static func answer(
        _ asked: ControlHeader, _ request: Span<UInt8>, _ facts: ControlFacts
    ) throws(ControlError) -> Answer {
        let length = ControlHeader.count + Int(asked.dataCount)
        guard request.count % 4 == 0, length <= request.count else { throw .badFormat }
        guard let opcode = ControlOpcode(rawValue: asked.opcode) else { throw .badOpcode }
        guard !opcode.isForbidden else { throw .permissionDenied }
        let names = request.extracting(ControlHeader.count..<length)
        let association = try association(asked.association, in: facts)
        switch opcode {
        case .unspecified:
            return (association.map { ControlStatus.word(of: $0) } ?? ControlStatus.word(of: facts.system), [])
        case .readStatus: return status(association, facts)
        case .readVariables: return try variables(association, names, facts)
        case .readClockVariables: return try clock(association ?? facts.systemPeer, names)
        default: throw .badOpcode
        }
    }

    /// `nil` for 0, the system.
    private static func association(
        _ id: UInt16, in facts: ControlFacts
    ) throws(ControlError) -> ControlAssociation? {
        if id == 0 { return nil }
        guard let association = facts.association(id) else { throw .badAssociation }
        return association
    }

    private static func status(_ association: ControlAssociation?, _ facts: ControlFacts) -> Answer {
        if let association {
            let usual = associationVariables.filter(\.isUsual)
            return (ControlStatus.word(of: association), [UInt8](usual, of: association))
        }
        let data = facts.associations.flatMap { association -> [UInt8] in
            let status = ControlStatus.word(of: association)
            return [association.id, status].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        return (ControlStatus.word(of: facts.system), data)
    }

    private static func variables(
        _ association: ControlAssociation?, _ names: Span<UInt8>, _ facts: ControlFacts
    ) throws(ControlError) -> Answer {
        guard let association else {
            let asked = try chosen(systemVariables, by: names)
            return (ControlStatus.word(of: facts.system), [UInt8](asked, of: facts))
        }
        let asked = try chosen(associationVariables, by: names)
        return (ControlStatus.word(of: association), [UInt8](asked, of: association))
    }

    private static func clock(_ association: ControlAssociation?, _ names: Span<UInt8>) throws(ControlError) -> Answer {
        guard let association, association.isClock else { throw .badAssociation }
        let asked = try chosen(clockVariables, by: names)
        return (ControlStatus.word(ofClock: association), [UInt8](asked, of: association))
    }

    /// Each filled to a multiple of four octets, which its count does not count.
    private static func fragments(_ header: ControlHeader, _ data: [UInt8]) -> [[UInt8]] {
        var fragments: [[UInt8]] = []
        var start = 0
        repeat {
            let end = min(start + ControlHeader.mostData, data.count)
            var fragment = header
            (fragment.offset, fragment.dataCount) = (UInt16(clamping: start), UInt16(clamping: end - start))
            fragment.hasMore = end < data.count
            let padding = [UInt8](repeating: 0, count: (4 - (end - start) % 4) % 4)
            fragments.append(fragment.octets + data[start..<end] + padding)
            start = end
        } while start < data.count
        return fragments
    }
}
