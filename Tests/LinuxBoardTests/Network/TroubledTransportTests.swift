// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

/// What becomes of messages when the network does.
@Suite(.enabled(if: NetworkPair.isPermitted, "\(NetworkPair.refusal)"))
struct TroubledTransportTests {
    private let networks: NetworkPair

    init() throws { networks = try NetworkPair() }

    private func transport(
        _ end: NetworkPair.End, _ kind: PTPTransport.Kind, on interface: String = NetworkPair.cable,
        _ adjust: (inout PTPTransport.Settings) -> Void = { _ in }
    ) throws -> PTPTransport {
        var settings = PTPTransport.Settings(kind)
        adjust(&settings)
        return try networks.inside(end) { try PTPTransport(on: interface, KernelStamps.on(settings)) }
    }

    private static let group = PTPGroups(of: .ethernet).primary

    @Test(arguments: PTPTransport.Kind.allCases, ["set \(NetworkPair.cable) down", "delete \(NetworkPair.cable)"])
    func `an interface that is switched off or goes is told, and one that came back is opened`(
        kind: PTPTransport.Kind, loss: String
    ) throws {
        try lose(by: loss, kind)
        #expect(throws: SocketFault.addressAbsent) { _ = try transport(.far, kind) }
        if loss.hasPrefix("delete") { try networks.plug() }
        try networks.ip("link set \(NetworkPair.cable) up", at: .far)
        // IPv6 lost it when it was switched off.
        try networks.ip("address replace fd09::2/64 dev \(NetworkPair.cable) nodad", at: .far)
        var near = try transport(.near, kind)
        var far = try transport(.far, kind)
        near.send([1], to: PTPGroups(of: kind).primary)
        #expect(try near.flush() == 0)
        #expect(try far.hear(1, patience: .seconds(3)).count == 1)
    }

    private func lose(by loss: String, _ kind: PTPTransport.Kind) throws {
        var far = try transport(.far, kind)
        #expect(try far.receive() == 0)
        try networks.ip("link \(loss)", at: .far)
        far.nextLook = 0
        #expect(throws: SocketFault.addressAbsent) {
            // The socket's own word may come first, and then again the interface's.
            for _ in 0..<3 { _ = try far.receive() }
        }
    }

    @Test func `one that is another by the same name is told to be gone`() throws {
        var far = try transport(.far, .udp4)
        try networks.ip("link delete \(NetworkPair.cable)", at: .far)
        try networks.plug()
        far.nextLook = 0
        #expect(throws: SocketFault.addressAbsent) { _ = try far.receive() }
    }

    @Test func `a cable that is pulled is seen, and costs nothing but what was to pass`() throws {
        var far = try transport(.far, .ethernet)
        let isUp = far.isLinkUp
        #expect(isUp)
        try networks.ip("link set \(NetworkPair.cable) down", at: .near)
        try look(with: &far, until: false)
        try networks.ip("link set \(NetworkPair.cable) up", at: .near)
        try look(with: &far, until: true)
        var near = try transport(.near, .ethernet)
        near.send([1], to: Self.group)
        #expect(try near.flush() == 0)
        #expect(try far.hear(1).count == 1)
    }

    private func look(with transport: inout PTPTransport, until isUp: Bool) throws {
        let deadline = transport.now + .seconds(10)
        while transport.isLinkUp != isUp, transport.now < deadline { try transport.lookNow() }
        let isNow = transport.isLinkUp
        #expect(isNow == isUp)
    }

    @Test func `whatever is in a frame arrives as it is, and harms nobody`() throws {
        var near = try transport(.near, .ethernet)
        var far = try transport(.far, .ethernet)
        var random = SystemRandomNumberGenerator()
        let frames = (0..<300).map { _ in
            (0..<Int.random(in: 1...MessageEnvelope.room, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        }
        for frame in frames { near.send(frame, to: Self.group) }
        #expect(try near.flush() == 0)
        let heard = try far.hear(300)
        #expect(heard.map(\.octets) == frames.map { $0 + [UInt8](repeating: 0, count: max(0, 46 - $0.count)) })
    }

    @Test func `stamps that nobody fetches are lost at last, and those after them come`() throws {
        var near = try transport(.near, .ethernet) { $0.buffer = 2_304 }
        for ticket in 0..<1_000 as Range<UInt32> {
            near.send([1], to: Self.group, ticket: ticket)
            #expect(try near.flush() == 0)
        }
        var told: [UInt32] = []
        while let (ticket, _) = near.nextTransmitStamp() { told.append(ticket) }
        #expect(!told.isEmpty && told.count < 1_000 && told == Array(0..<UInt32(told.count)))
        near.send([1], to: Self.group, ticket: 5_000)
        #expect(try near.flush() == 0)
        let stamps = near.stamps(1)
        let stray = near.strayStamps
        #expect(stamps[5_000] != nil && stray == 0)
    }

    @Test func `what the kernel has no room for is counted, and what comes after it gets its stamps`() throws {
        // A queue that lets one frame a second through.
        try networks.ip("link set \(NetworkPair.cable) txqueuelen 2", at: .near)
        var near = try transport(.near, .ethernet) { $0.buffer = 4_608 }
        let shaping = "qdisc add dev \(NetworkPair.cable) root tbf rate 8kbit burst 1600 limit 1600"
        try networks.tc(shaping, at: .near)
        var refused = 0
        for ticket in 0..<100 as Range<UInt32> {
            near.send([UInt8](repeating: 1, count: 1_000), to: Self.group, ticket: ticket)
            refused += try near.flush()
        }
        #expect(refused > 50)
        try networks.tc("qdisc delete dev \(NetworkPair.cable) root", at: .near)
        while near.nextTransmitStamp() != nil {}
        near.send([1], to: Self.group, ticket: 777)
        #expect(try near.flush() == 0)
        let stamps = near.stamps(1)
        #expect(stamps[777] != nil)
    }

    @Test func `an interface is known by its name`() throws {
        let cable = try networks.inside(.near) { try NetworkInterface(NetworkPair.cable) }
        #expect(cable.index > 0 && cable.mac != nil && cable.mac?.isGroup == false && cable.isUp && cable.isRunning)
        let addresses = try networks.inside(.near) { cable.addresses }
        #expect(Set(addresses) == Set(["10.9.0.1", "fd09::1"].compactMap { IPAddress($0) }))
        let loopback = try NetworkInterface("lo")
        #expect(loopback.mac == nil && loopback.isUp && loopback.addresses.contains(.loopbackV4))
        let ability = try networks.inside(.near) {
            try TimestampingAbility.of(interface: NetworkPair.cable, by: .ethernet)
        }
        #expect(ability == TimestampingAbility(clock: nil, canSoftware: true, canHardware: false, canOneStep: false))
        #expect(throws: SocketFault.unsupported) {
            _ = try transport(.near, .ethernet) { $0.stamper = .card }
        }
    }
}

extension PTPTransport {
    mutating func lookNow() throws {
        nextLook = 0
        _ = try receive()
    }
}
