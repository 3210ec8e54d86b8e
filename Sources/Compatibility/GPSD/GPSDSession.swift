// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a client may be told when it asks.
public struct GPSDHouse: Sendable {
    public var device: GPSDDevice
    /// What the receiver last said; `nil` while nothing has been heard since somebody began to listen.
    public var last: GPSDFix?
    /// Of the program.
    public var version: String
    /// What the kept clock shows.
    public var now: UTCInstant

    public init(device: GPSDDevice, last: GPSDFix?, version: String, now: UTCInstant) {
        (self.device, self.last, self.version, self.now) = (device, last, version, now)
    }
}

/// One client's conversation: octets in, octets out, and what it wants to be told unasked.
public struct GPSDSession: Sendable {
    public private(set) var watch = GPSDWatch()
    private var reader = GPSDRequestReader()
    /// What it asked that could not be done, in whole.
    public private(set) var refusals: UInt64 = 0

    /// What may be answered to one piece of what comes, octets.
    public static let mostAnswered = 262_144

    public init() {}

    /// What is said first.
    public func greeting(_ house: GPSDHouse) -> [UInt8] { Self.line(house.versionReport) }

    /// The answers to what has come. Throws where it is to be hung up on.
    public mutating func receive(
        _ octets: some Sequence<UInt8>, _ house: GPSDHouse
    ) throws(GPSDHangUp) -> [UInt8] {
        var answers: [UInt8] = []
        for octet in octets {
            guard let request = try reader.push(octet) else { continue }
            answers += answer(request, house)
            guard answers.count <= Self.mostAnswered else { throw .tooMuch }
        }
        return answers
    }

    public func wants(_ report: GPSDReport, of device: String) -> Bool { report.isFor(watch, of: device) }

    // MARK: Requests

    private mutating func answer(_ request: GPSDRequest, _ house: GPSDHouse) -> [UInt8] {
        switch request {
        case .version: return Self.line(house.versionReport)
        case .devices: return Self.line(house.devicesReport)
        case .poll: return Self.line(house.poll(for: watch))
        case .watch(let argument): return change(to: argument, house)
        case .device(let argument): return device(argument, house)
        case .invalid(let name, let reason): return refuse("Invalid \(name): \(reason).")
        case .unrecognised(let text): return refuse("Unrecognized request '\(text)'")
        }
    }

    private mutating func change(to argument: GPSDArgument?, _ house: GPSDHouse) -> [UInt8] {
        if let argument {
            do throws(GPSDArgument.Fault) {
                let new = try watch.changed(by: argument)
                guard new.device.isEmpty || new.device == house.device.path else {
                    return refuse("No such device as \(new.device)")
                }
                watch = new
            } catch {
                return refuse("Invalid WATCH: \(error.reason).")
            }
        }
        return Self.line(house.devicesReport) + Self.line(watch.report)
    }

    /// How the receiver is set up is nobody's to change here.
    private mutating func device(_ argument: GPSDArgument?, _ house: GPSDHouse) -> [UInt8] {
        guard let argument else { return Self.line(house.device.report) }
        guard argument.members.keys.allSatisfy({ $0 == "path" || $0 == "class" }) else {
            return refuse("Can't change DEVICE: Gnomon sets up the receiver itself.")
        }
        if case .text(let path)? = argument.members["path"], path != house.device.path {
            return refuse("Can't open \(path).")
        }
        return Self.line(house.device.report)
    }

    private mutating func refuse(_ message: String) -> [UInt8] {
        refusals &+= 1
        var object = GPSDJSON("ERROR")
        object.add("message", String(message.prefix(200)))
        return Self.line(object.text)
    }

    private static func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }
}

extension GPSDHouse {
    /// The protocol as gpsd 3.22 speaks it: 3.14. Its clients compare the release with their own, and lay a warning over what
    /// they show where it is another.
    var versionReport: String {
        var object = GPSDJSON("VERSION")
        object.add("release", "3.22")
        object.add("rev", "gnomon-" + version)
        object.add("proto_major", 3)
        object.add("proto_minor", 14)
        return object.text
    }

    var devicesReport: String {
        var object = GPSDJSON("DEVICES")
        object.add("devices", array: [device.report])
        return object.text
    }

    /// What was last heard, of what the client watches.
    func poll(for watch: GPSDWatch) -> String {
        let isWatched = watch.isEnabled && (watch.device.isEmpty || watch.device == device.path)
        let last = isWatched ? self.last : nil
        var object = GPSDJSON("POLL")
        object.add("time", now.iso8601(decimals: 3))
        object.add("active", last == nil ? 0 : 1)
        object.add("tpv", array: last.map { [$0.tpv()] } ?? [])
        object.add("gst", array: last?.gst.map { [$0] } ?? [])
        object.add("sky", array: last.map { [$0.sky] } ?? [])
        return object.text
    }
}

extension GPSDWatch {
    var report: String {
        var object = GPSDJSON("WATCH")
        object.add("enable", isEnabled)
        object.add("json", json)
        object.add("nmea", nmea)
        object.add("raw", raw)
        object.add("scaled", scaled)
        object.add("timing", timing)
        object.add("split24", split24)
        object.add("pps", pps)
        if !device.isEmpty { object.add("device", device) }
        return object.text
    }
}
