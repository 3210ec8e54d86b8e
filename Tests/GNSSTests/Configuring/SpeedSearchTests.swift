// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

/// A search on a wire at bit level, with the scanner that a port would have.
struct Searching {
    var search: SpeedSearch
    var scanner = FrameScanner(limits: .init(ubxPayload: 1024))
    var found: (time: Double, finding: SpeedSearch.Finding)?
    var listened: [UInt32]
    var steps = 0

    init(hasSpeed: Bool = true, first: UInt32? = nil) {
        search = SpeedSearch(hasSpeed: hasSpeed, first: first, at: Self.instant(0))
        listened = [search.speed]
    }

    static func instant(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .realSeconds(seconds)) }

    /// Until something is found, or until `end` seconds.
    mutating func run(on wire: SerialWire, from begin: Double = 0, to end: Double) {
        var time = begin
        while time < end, found == nil {
            var next = min(end, search.deadline.sinceEpoch.realSeconds + 1e-6)
            let speed = search.speed
            for (at, byte) in wire.heard(at: Double(speed), from: time, to: next) {
                scanner.push(byte, at: Self.instant(at)) { _, _ in }
                step(at: at)
                if search.speed != speed || found != nil {
                    next = at
                    break
                }
            }
            time = next
            if found == nil { step(at: time) }
        }
    }

    mutating func step(at time: Double) {
        steps += 1
        switch search.step(at: Self.instant(time), heard: scanner.counters) {
        case .listen(let speed):
            listened.append(speed)
            scanner = FrameScanner(limits: scanner.limits)
        case .found(let finding): found = (time, finding)
        case nil: break
        }
    }
}

struct SpeedSearchTests {
    /// What a receiver says in a second.
    static let nmea = sentences(
        "GPRMC,172237.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A",
        "GPGGA,172237.00,4717.11437,N,00833.91522,E,1,08,1.01,499.6,M,48.0,M,,",
        "GPGSA,A,3,23,29,07,08,09,18,26,28,,,,,1.94,1.18,1.54", "GPGLL,4717.11437,N,00833.91522,E,172237.00,A,A")
    static let ubx = NavTimeGPS().frame + NavPVT().frame + TimTP().frame
    /// The one message of a second, and a long one.
    static let longUBX: [UInt8] = {
        var message = NavSat()
        for index in 0..<24 {
            message.append(
                {
                    var it = NavSat.Satellite()
                    it.svId = UInt8(index)
                    return it
                }())
        }
        return message.frame
    }()

    static func wire(_ speed: UInt32, _ bytes: [UInt8], phase: Double, seconds: Int = 40) -> SerialWire {
        SerialWire(
            speed: Double(speed), bursts: (0..<seconds).map { .init(start: Double($0) + phase, bytes: bytes) })
    }

    @Test(arguments: SpeedSearch.likely, [0.0, 0.13, 0.5, 0.93])
    func `NMEA once a second is found within 15 s at every speed, and at no other speed`(speed: UInt32, phase: Double) {
        var searching = Searching()
        searching.run(on: Self.wire(speed, Self.nmea, phase: phase), to: 40)
        let found = searching.found
        #expect(found?.finding == .init(speed: speed, speaksNMEA: true, speaksUBX: false))
        #expect((found?.time ?? 99) < 15)
    }

    @Test(arguments: SpeedSearch.likely, [0.0, 0.37, 0.81])
    func `UBX once a second is found within 15 s at every speed`(speed: UInt32, phase: Double) {
        var searching = Searching()
        searching.run(on: Self.wire(speed, Self.ubx, phase: phase), to: 40)
        #expect(searching.found?.finding == .init(speed: speed, speaksNMEA: false, speaksUBX: true))
        #expect((searching.found?.time ?? 99) < 15)
    }

    @Test(arguments: SpeedSearch.likely)
    func `a single long message a second is found within 15 s, wherever listening begins`(speed: UInt32) {
        for phase in stride(from: 0.0, to: 1, by: 0.09) {
            var searching = Searching()
            searching.run(on: Self.wire(speed, Self.longUBX, phase: phase), to: 40)
            #expect(searching.found?.finding.speed == speed, "\(phase)")
            #expect((searching.found?.time ?? 99) < 15, "\(phase)")
        }
    }

    @Test func `a receiver that speaks every three seconds is found on the second round`() {
        let bursts = (0..<40).map { SerialWire.Burst(start: Double($0) * 3 + 0.4, bytes: Self.nmea) }
        var searching = Searching()
        searching.run(on: SerialWire(speed: 230_400, bursts: bursts), to: 60)
        #expect(searching.found?.finding.speed == 230_400)
    }

    @Test func `the speed of last time comes first`() {
        var searching = Searching(first: 19_200)
        searching.run(on: Self.wire(19_200, Self.nmea, phase: 0.2), to: 40)
        #expect(searching.listened == [19_200])
        #expect((searching.found?.time ?? 99) < 1.2)
    }

    @Test func `a speed that nobody expects can be tried first, and is not lost afterwards`() {
        var searching = Searching(first: 250_000)
        searching.run(on: Self.wire(250_000, Self.nmea, phase: 0.2), to: 40)
        #expect(searching.found?.finding.speed == 250_000)
    }

    @Test func `on a silent line all speeds are tried in turn, for ever and without haste`() {
        var searching = Searching()
        searching.run(on: SerialWire(speed: 9600, bursts: []), to: 60)
        #expect(searching.found == nil)
        #expect(Set(searching.listened) == Set(SpeedSearch.likely))
        #expect(searching.steps < 60)
        #expect(Array(searching.listened.prefix(9)) == SpeedSearch.likely)
    }

    @Test func `a line without a speed is understood as it comes`() {
        var searching = Searching(hasSpeed: false)
        #expect(searching.search.speed == 0)
        for byte in Self.nmea { searching.scanner.push(byte, at: Searching.instant(7)) { _, _ in } }
        searching.step(at: 7)
        #expect(searching.found?.finding.text == "NMEA")
        for time in stride(from: 8.0, to: 300, by: 1) { searching.step(at: time) }
        #expect(searching.listened == [0])
    }

    @Test func `sentences without a checksum are no proof`() {
        var searching = Searching()
        for byte in Array("$GPRMC,1,2,3\r\n$GPGGA,1\r\n".utf8) {
            searching.scanner.push(byte, at: Searching.instant(0.1)) { _, _ in }
        }
        searching.step(at: 0.2)
        #expect(searching.found == nil)
    }

    @Test func `a receiver that falls silent is waited for at its speed, and then looked for`() {
        var searching = Searching()
        searching.run(on: Self.wire(38_400, Self.nmea, phase: 0.1), to: 20)
        let (time, finding) = searching.found ?? (0, .init(speed: 0, speaksNMEA: false, speaksUBX: false))
        #expect(finding.speed == 38_400)
        searching.found = nil
        let listened = searching.listened.count
        for second in 1..<14 { searching.step(at: time + Double(second)) }
        #expect(searching.listened.count == listened)
        searching.step(at: time + 16)
        #expect(searching.listened.last == 9600)
        // It was set to another speed meanwhile.
        searching.run(on: Self.wire(460_800, Self.nmea, phase: 0.1, seconds: 90), from: time + 16, to: 90)
        #expect(searching.found?.finding.speed == 460_800)
    }

    /// A slower sender gives breaks and no bytes: that looks like silence, and takes longer to be noticed.
    @Test(arguments: [(9600, 115_200, 20.0), (115_200, 9600, 30.0)] as [(UInt32, UInt32, Double)])
    func `a receiver that was set to another speed is looked for`(old: UInt32, new: UInt32, within: Double) {
        var searching = Searching()
        searching.run(on: Self.wire(old, Self.nmea, phase: 0.1), to: 20)
        let time = searching.found?.time ?? 0
        searching.found = nil
        searching.run(on: Self.wire(new, Self.nmea, phase: 0.1, seconds: 90), from: time + 1, to: 60)
        #expect(searching.found?.finding.speed == new)
        #expect((searching.found?.time ?? 99) - time < within)
    }

    @Test func `both languages are told once both were heard`() {
        var searching = Searching(hasSpeed: false)
        for byte in Self.nmea + Self.ubx { searching.scanner.push(byte, at: Searching.instant(0)) { _, _ in } }
        searching.step(at: 0.2)
        #expect(searching.found?.finding.text == "NMEA and UBX")
        #expect(SpeedSearch.Finding(speed: 9600, speaksNMEA: false, speaksUBX: true).text == "9600 bit/s, UBX")
    }
}
