// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// Keeps what is sent.
struct SentMessages: MessageSink, ~Copyable {
    private(set) var list: [(envelope: MessageEnvelope, octets: [UInt8])] = []

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var octets = [UInt8](repeating: 0xEE, count: MessageEnvelope.room)
        var span = octets.mutableSpan
        let count = fill(&span)
        if count > 0 { list.append((envelope, Array(octets[..<count]))) }
    }

    mutating func takeAll() -> [(envelope: MessageEnvelope, octets: [UInt8])] {
        defer { list = [] }
        return list
    }
}

/// A unicast service and what surrounds it in a port, in seconds of simulated time.
struct Desk: ~Copyable {
    static let port = PortIdentity(clock: ClockIdentity(raw: 0x0011_22FF_FE33_4455), number: 1)

    var service: UnicastService
    var counters = PortCounters()
    var sink = SentMessages()
    var now: Duration
    var isMaster = true

    init(
        _ profile: Profile = .g8275_2, limits: UnicastLimits = UnicastLimits(), stamping: Stamping = .software,
        seed: UInt64 = 1, at now: Duration = .seconds(1_000)
    ) {
        var settings = PortSettings(profile)
        settings.unicast = limits
        service = UnicastService(settings, stamping: stamping, seed: seed)
        self.now = now
        wake()
    }

    static var header: MessageHeader {
        var header = MessageHeader(type: .sync, messageLength: 44, source: port)
        header.domain = 44
        return header
    }

    static func client(_ number: Int) -> PortIdentity {
        PortIdentity(clock: ClockIdentity(raw: 0xA000_0000_0000 + UInt64(number)), number: 1)
    }

    static func address(_ number: Int) -> MessageAddress { .ip(IPAddress(v4: 0x0A4D_0000 + UInt32(number))) }

    var instant: MonotonicInstant { MonotonicInstant(sinceEpoch: now) }

    /// One wake.
    mutating func wake() {
        let templates = UnicastTemplates(
            announce: AnnounceMessage(header: Self.header), sync: SyncMessage(header: Self.header))
        service.wake(at: instant, isMaster: isMaster, templates, counters: &counters, into: &sink)
    }

    /// As a worker does it: wakes whenever the service wants, until then.
    mutating func run(until end: Duration) {
        while let next = service.nextWake?.sinceEpoch, next <= end {
            now = max(now, next)
            wake()
        }
        now = end
    }

    /// A client's Signaling message arrives. Returns the answer's TLVs.
    @discardableResult
    mutating func signal(
        _ tlvs: [any WireTLV], from client: Int, at address: Int? = nil, target: PortIdentity = .all
    ) -> [Answer] {
        var header = Self.header
        header.source = Self.client(client)
        var message = SignalingMessage(header: header)
        message.targetPortIdentity = target
        var octets = [UInt8](repeating: 0, count: MessageEnvelope.room)
        var span = octets.mutableSpan
        var count = message.write(into: &span)
        for tlv in tlvs { count = tlv.append(to: &span, after: count) }
        let arrival = Arrival(at: instant, source: Self.address(address ?? client), toGroup: false, isEvent: false)
        let before = sink.list.count
        let heard = Array(octets[..<count])
        service.heard(signaling: heard.span, arrival, header: Self.header, counters: &counters, into: &sink)
        return sink.list[before...].flatMap { Answer.all(in: $0.octets) }
    }

    /// Asks for messages and returns for how long they were granted.
    @discardableResult
    mutating func ask(
        _ type: MessageType, log: Int8, seconds: UInt32 = 300, for client: Int, at address: Int? = nil
    ) -> UInt32? {
        let request = RequestUnicastTransmission(
            messageType: type, logInterMessagePeriod: log, durationField: seconds)
        guard case .grant(let grant)? = signal([request], from: client, at: address).first else { return nil }
        return grant.messageType == type && grant.logInterMessagePeriod == log ? grant.durationField : nil
    }

    /// A client's Delay_Req arrives.
    mutating func request(from client: Int, at address: Int? = nil, toGroup: Bool = false) -> MessageRefusal? {
        var header = Self.header
        header.source = Self.client(client)
        let arrival = Arrival(at: instant, source: Self.address(address ?? client), toGroup: toGroup)
        return service.heard(delayRequest: header, arrival, counters: &counters)
    }

    func facts(of client: Int) -> ClientFacts? {
        service.clients.first { $0.identity == Self.client(client) }
    }
}

/// A TLV of ours, read back.
enum Answer: Equatable {
    case grant(GrantUnicastTransmission)
    case acknowledgement(AcknowledgeCancelUnicastTransmission)
    case cancellation(CancelUnicastTransmission)
    case other

    static func all(in octets: [UInt8]) -> [Answer] {
        let message = octets.span
        guard SignalingMessage(message) != nil else { return [] }
        var tlvs = TLVs(message, from: SignalingMessage.count)
        var answers: [Answer] = []
        while let tlv = tlvs.next(in: message) {
            answers.append(
                GrantUnicastTransmission(message, tlv).map(Answer.grant)
                    ?? AcknowledgeCancelUnicastTransmission(message, tlv).map(Answer.acknowledgement)
                    ?? CancelUnicastTransmission(message, tlv).map(Answer.cancellation) ?? .other)
        }
        return answers
    }
}

extension [UInt8] {
    var signaling: SignalingMessage? { SignalingMessage(span) }
    var announce: AnnounceMessage? { AnnounceMessage(span) }
    var sync: SyncMessage? { SyncMessage(span) }
    var followUp: FollowUpMessage? { FollowUpMessage(span) }
}
