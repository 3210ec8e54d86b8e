// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Asks the clocks of one network, or the one at an address, what they tell of themselves, and remembers what they
/// answered since the last ``begin()``. It sets nothing.
public struct ManagementInquiry: Sendable {
    /// No more clocks than this are remembered: whoever invents names displaces nobody.
    public static let capacity = 256
    /// Whom it follows, how far it is from that, what its ports do; linuxptp's own answer for those without the others.
    private static let topics: [ManagementID] = [.parentDataSet, .currentDataSet, .portDataSet, .timeStatus]

    /// How many messages one round of questions has.
    public static var questions: Int { topics.count }

    /// As whom it asks.
    public let asker: PortIdentity
    public let domain: UInt8
    public let sdoId: UInt16
    /// Whether one address is asked, and is to answer to it alone.
    public let isUnicast: Bool
    /// What the clocks answered, each once.
    public private(set) var told: [ClockIdentity: ToldClock] = [:]
    private var sequence: UInt16 = 0

    /// - Parameter asker: of no clock of this network: a name drawn by chance, which answers have to bear.
    public init(asker: PortIdentity, domain: UInt8, sdoId: UInt16, isUnicast: Bool) {
        (self.asker, self.domain, self.sdoId, self.isUnicast) = (asker, domain, sdoId, isUnicast)
    }

    /// Forgets what was answered.
    public mutating func begin() { told = [:] }

    /// Writes one of the ``questions``; returns its octets. Boundary clocks do not pass it on.
    public mutating func write(_ question: Int, into buffer: inout MutableSpan<UInt8>) -> Int {
        sequence &+= 1
        var header = MessageHeader(type: .management, messageLength: 0, source: asker)
        (header.sdoId, header.domain, header.sequence) = (sdoId, domain, sequence)
        if isUnicast { header.flags = .unicast }
        return ClientReport.ask(Self.topics[question], of: .all, header: header, into: &buffer)
    }

    /// Takes in an answer; whatever else it may be is passed over.
    public mutating func hear(_ message: Span<UInt8>, from address: MessageAddress, at now: MonotonicInstant) {
        guard let management = ManagementMessage(message), management.targetPortIdentity == asker else { return }
        let header = management.header
        guard header.domain == domain, header.sdoId == sdoId, let report = ClientReport(message) else { return }
        let identity = report.client.clock
        guard identity.raw != 0, identity != .all, identity != asker.clock else { return }
        guard told[identity] != nil || told.count < Self.capacity else { return }
        var clock = told[identity] ?? ToldClock(identity: identity, address: address, at: now)
        clock.at = now
        clock.note(report)
        told[identity] = clock
    }
}
