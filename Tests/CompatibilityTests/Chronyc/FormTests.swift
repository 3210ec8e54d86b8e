// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import Compatibility

/// Layouts of candm.h (chrony 2.2, 4.0, 4.3, 4.9), octet by octet.
struct FormTests {
    private func written(_ form: any Chronyc.Form) -> [UInt8] {
        var writer = OctetWriter(capacity: 0)
        form.write(into: &writer)
        return writer.octets
    }

    @Test func `Every form is as long as it says`() {
        let view = FixedView.full
        let data = Chronyc.NTPData(address: .loopbackV4, exchange: Chronyc.Exchange())
        let page = Chronyc.ClientPage(of: view.clients, from: 0, wanted: 8, least: 0)
        let short = Chronyc.ClientPage(of: view.clients, from: 18, wanted: 8, least: 0)
        let forms: [any Chronyc.Form] = [
            view.tracking, Chronyc.SourceCount(count: 2), Chronyc.Activity(view.sources), Chronyc.ManualList(),
            Chronyc.SourceName(name: "é"), Chronyc.SourceName(name: String(repeating: "x", count: 300)),
            Chronyc.AuthenticationData(proof: .none), data, Chronyc.NTPData2(data: data), Chronyc.Clients2(page: page),
            Chronyc.Clients3(page: page), Chronyc.Clients2(page: short), Chronyc.Clients3(page: short),
        ]
        let ofSources = view.sources.flatMap { source -> [any Chronyc.Form] in
            [
                Chronyc.SourceData(source: source), Chronyc.SourceStatistics(source: source),
                Chronyc.SelectData(source: source),
            ]
        }
        for form in forms + ofSources + view.server.forms {
            #expect(written(form).count == type(of: form).size, "\(type(of: form))")
        }
    }

    @Test func `Tracking has its fields where candm.h has them`() throws {
        var tracking = Chronyc.Tracking()
        (tracking.referenceID, tracking.stratum, tracking.leap) = (0x4750_5300, 1, .insert)
        tracking.referenceTime = UnixTimestamp(seconds: 0x1_2345_6789, nanoseconds: 5)
        (tracking.offset, tracking.lastOffset, tracking.usualOffset) = (-1, 0.5, 0.5)
        (tracking.frequency, tracking.skew, tracking.rootDelay) = (-1e-6, 1e-6, 0)
        (tracking.rootDispersion, tracking.updateInterval) = (0.5, 1)
        let golden = try octets(
            """
            47505300 00000000000000000000000000000000 0000 0000 0001 0001
            00000001 23456789 00000005 04800000 02800000 02800000 05800000 00000000 04800000 00000000 02800000 04800000
            """)
        #expect(written(tracking) == golden)
    }

    @Test func `A clock is told as an address that is its reference id`() throws {
        var source = Chronyc.Source(.clock(0x5050_5300))
        (source.state, source.reach, source.poll) = (.combined, 0o17, -1)
        source.sample = Chronyc.Sample(age: 2.9, offset: 0.5, error: 1)
        let golden = try octets(
            """
            50505300 000000000000000000000000 0001 0000 ffff 0000 0004 0002 0000 000f 00000002
            02800000 02800000 04800000
            """)
        #expect(written(Chronyc.SourceData(source: source)) == golden)
    }

    @Test func `How a server proves who it is has its fields where candm.h has them`() throws {
        #expect(
            written(Chronyc.AuthenticationData(proof: .none))
                == (try octets("0000 0000 00000000 0000 0000 ffffffff 0000 0000 0000 0000")))
        #expect(
            written(Chronyc.AuthenticationData(proof: .key(7)))
                == (try octets("0001 0000 00000007 0000 0000 ffffffff 0000 0000 0000 0000")))
        var nts = Chronyc.NTSData()
        (nts.algorithm, nts.keyLength, nts.agreements, nts.tries) = (15, 256, 3, 2)
        (nts.age, nts.cookies, nts.cookieCount, nts.negatives) = (600, 8, 100, 1)
        #expect(
            written(Chronyc.AuthenticationData(proof: .nts(nts)))
                == (try octets("0002 000f 00000003 0100 0002 00000258 0008 0064 0001 0000")))
    }

    @Test func `A server is told by its address, and what was never measured has no age`() throws {
        let address = try #require(IPAddress("2001:db8::7"))
        let source = Chronyc.Source(.server(address, name: ""))
        let golden = try octets(
            """
            20010db8000000000000000000000007 0002 0000 0000 0000 0001 0000 0000 0000 ffffffff 00000000 00000000 00000000
            """)
        #expect(written(Chronyc.SourceData(source: source)) == golden)
    }

    @Test func `Statistics of nothing are as chronyd's`() throws {
        let golden = try octets(
            """
            474e5353 00000000000000000000000000000000 00000000 00000000 00000000 00000000
            08800000 00000000 18fa0000 00000000 00000000
            """)
        #expect(written(Chronyc.SourceStatistics(source: Chronyc.Source(.clock(0x474E_5353)))) == golden)
    }

    @Test func `Statistics of a server come in the order of each form`() {
        var server = Chronyc.ServerStatistics()
        (server.ntpReceived, server.ntpDropped) = (1, 2)
        (server.commandsReceived, server.commandsDropped) = (3, 4)
        (server.keyExchanges, server.keyExchangesDropped, server.authenticated) = (5, 6, 7)
        server.interleaved = 8
        (server.receivingStampedByKernel, server.sendingStampedByProgram) = (9, 10)
        func words(_ form: any Chronyc.Form, of size: Int) -> [UInt64] {
            let octets = written(form)
            return stride(from: 0, to: octets.count, by: size).map { place in
                octets[place..<place + size].reduce(0) { $0 << 8 | UInt64($1) }
            }
        }
        let ones = UInt64.max
        #expect(
            server.forms.map { words($0, of: type(of: $0).size > 100 ? 8 : 4) } == [
                [1, 5, 3, 2, 6, 4, 0, 7, 8, 0, 0, 0, 10, 9, 0, 0, 0, ones, ones, ones, ones],
                [1, 5, 3, 2, 6, 4, 0, 7, 8, 0, 0], [1, 5, 3, 2, 6, 4, 0, 7], [1, 3, 2, 4, 0],
            ])
    }

    @Test func `A client's figures are where each form has them`() throws {
        var client = Chronyc.Client(IPAddress(v4: 0x7F00_0001))
        client.ntp = Chronyc.Asking(hits: 3, drops: 1, interval: 60, age: 7.5)
        let page = Chronyc.ClientPage(of: [client], from: 0, wanted: 8, least: 0)
        let three = try octets(
            """
            00000001 00000001 00000001 7f000001 000000000000000000000000 0001 0000
            00000003 00000000 00000000 00000001 00000000 00000000 067f7f7f 00000007 ffffffff ffffffff
            """)
        let two = try octets(
            """
            00000001 00000001 00000001 7f000001 000000000000000000000000 0001 0000
            00000003 00000000 00000001 00000000 067f7f00 00000007 ffffffff
            """)
        #expect(Array(written(Chronyc.Clients3(page: page)).prefix(72)) == three)
        #expect(Array(written(Chronyc.Clients2(page: page)).prefix(60)) == two)
    }

    @Test(arguments: [(1.0, 0), (1.4, 0), (1.5, 1), (64, 6), (0.4, -1), (60, 6), (nil, 127)] as [(Double?, Int8)])
    func `An interval is told as the nearest power of two`(seconds: Double?, exponent: Int8) {
        #expect(Chronyc.Asking(interval: seconds).log2Interval == exponent)
    }
}
