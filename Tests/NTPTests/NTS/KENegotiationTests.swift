// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct KENegotiationTests {
    private static let ntpv4 = KERecord(1, isCritical: true, numbers: [0])
    private static let siv = KERecord(4, isCritical: true, numbers: [15])

    private func agreement(_ records: [KERecord], known: [AEADAlgorithm] = AEADAlgorithm.allCases)
        -> KENegotiation.Agreement?
    {
        if case .keys(let agreement) = KENegotiation.answer(records, known: known) { agreement } else { nil }
    }

    @Test func `what every client must offer is agreed upon`() {
        let agreed = agreement([Self.ntpv4, Self.siv])
        #expect(agreed == .init(algorithm: .aesSIVCMAC256, saysCompliant: false))
        #expect(agreed?.context(toServer: true) == [0, 0, 0, 15, 0])
        #expect(agreed?.context(toServer: false) == [0, 0, 0, 15, 1])
    }

    @Test func `the client's order decides, among what is known`() {
        let compliant = KERecord(1024, isCritical: false)
        for (offered, chosen) in [([30, 15], 30), ([15, 30], 15), ([99, 30], 30), ([30], 30)] as [([UInt16], UInt16)] {
            let agreed = agreement([Self.ntpv4, KERecord(4, isCritical: false, numbers: offered), compliant])
            #expect(agreed?.algorithm.rawValue == chosen && agreed?.saysCompliant == (chosen == 30))
        }
        let both = KERecord(4, isCritical: true, numbers: [30, 15])
        #expect(agreement([Self.ntpv4, both, compliant], known: [.aesSIVCMAC256])?.algorithm == .aesSIVCMAC256)
        #expect(agreement([Self.ntpv4, both])?.algorithm == .aesSIVCMAC256, "who does not say how it exports")
        #expect(agreement([Self.ntpv4, KERecord(4, isCritical: true, numbers: [30])])?.algorithm == .aes128GCMSIV)
    }

    @Test func `nothing in common is said with an empty record`() {
        #expect(
            KENegotiation.answer([KERecord(1, isCritical: true, numbers: [7]), Self.siv])
                == .nothingInCommon([KERecord(1, isCritical: true)]))
        #expect(
            KENegotiation.answer([Self.ntpv4, KERecord(4, isCritical: true, numbers: [1])])
                == .nothingInCommon([Self.ntpv4, KERecord(4, isCritical: true)]))
    }

    @Test(arguments: [
        [], [ntpv4], [siv], [ntpv4, ntpv4, siv], [ntpv4, siv, siv], [ntpv4, siv, KERecord(5, isCritical: false, [1])],
        [ntpv4, siv, KERecord(2, isCritical: true, numbers: [0])], [KERecord(1, isCritical: true, [0]), siv],
        [KERecord(1, isCritical: false, numbers: [0]), siv], [ntpv4, KERecord(4, isCritical: true, [0, 15, 0])],
        [KERecord(1, isCritical: true), siv], [ntpv4, KERecord(4, isCritical: true)],
    ])
    func `a bad request is said to be one`(records: [KERecord]) {
        #expect(KENegotiation.answer(records) == .fault(.badRequest))
    }

    @Test func `an unknown record matters only where it is critical`() {
        #expect(
            KENegotiation.answer([Self.ntpv4, Self.siv, KERecord(0x1234, isCritical: true)])
                == .fault(.unrecognisedCriticalRecord))
        #expect(agreement([KERecord(0x1234, isCritical: false, [1, 2, 3]), Self.ntpv4, Self.siv]) != nil)
        #expect(
            agreement([Self.ntpv4, Self.siv, KERecord(6, isCritical: true, Array("a".utf8))]) != nil,
            "a client may ask for a server")
    }

    @Test func `messages have the octets of the RFC`() {
        let agreed = KENegotiation.Agreement(algorithm: .aesSIVCMAC256, saysCompliant: false)
        let plain = KENegotiation.message(agreed, cookies: [[1, 2, 3, 4]], place: .init())
        #expect(plain == octets("8001 0002 0000 8004 0002 000f 0005 0004 01020304 8000 0000"))
        let place = KENegotiation.Place(server: "a.b", port: 1123)
        let told = KENegotiation.message(
            .init(algorithm: .aes128GCMSIV, saysCompliant: true), cookies: [], place: place)
        #expect(
            told == octets("8001 0002 0000 8004 0002 001e 0400 0000 8006 0003 612e62 8007 0002 0463 8000 0000"))
        #expect(KENegotiation.message(.internalError) == octets("8002 0002 0002 8000 0000"))
    }

    @Test func `a message is read however it is cut`() {
        let message = [Self.ntpv4, Self.siv, KERecord(0x1234, isCritical: false, [9, 8, 7])]
        let octets = KENegotiation.message(message)
        for cut in 0..<octets.count {
            var reader = KEReader()
            #expect(reader.take(octets[..<cut]) == .unfinished)
            #expect(reader.take(octets[cut...]) == .message(message))
        }
        var reader = KEReader()
        for octet in octets.dropLast() { #expect(reader.take([octet]) == .unfinished) }
        #expect(reader.take([0]) == .message(message))
    }

    @Test func `what cannot be a message is known`() {
        var reader = KEReader()
        #expect(reader.take(octets("8000 0001 00")) == .malformed)
        reader = KEReader()
        #expect(reader.take(octets("8000 0000 00")) == .malformed)
        reader = KEReader()
        #expect(reader.take([UInt8](repeating: 1, count: 16_385)) == .malformed)
    }
}
