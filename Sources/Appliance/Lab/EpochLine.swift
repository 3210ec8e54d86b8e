// SPDX-License-Identifier: Apache-2.0

public import GNSS
public import TimeBase

/// Writes epochs as lines of JSON.
public struct EpochLine: Sendable {
    private let leapSeconds: LeapSecondTable

    /// - Parameter leapSeconds: for receivers that state GPS time and say nothing of UTC.
    public init(leapSeconds: LeapSecondTable = .builtIn) { self.leapSeconds = leapSeconds }

    /// An epoch as one JSON object: `utc`, `fix`, `valid`, `used`, `leapSeconds`, `sawtoothPs`, and what else is known.
    ///
    /// `sawtoothPs` is the receiver's own figure (u-blox `qErr`: positive, the edge comes early).
    public func text(of epoch: Epoch) -> String {
        let utc = statedUTC(epoch.time)
        let leap = epoch.leap.flatMap { $0.isVouched ? Int($0.gpsMinusUTC) : nil }
        var object = JSONLine()
        object.add("utc", utc.map { $0.iso8601(decimals: 3) })
        object.add("fix", epoch.fix.name)
        object.add("valid", epoch.hasValidTime && utc != nil && isUTCKnown(epoch.time))
        object.add("used", epoch.used.map(Int.init))
        object.add("leapSeconds", leap)
        object.add("sawtoothPs", epoch.sawtooth.map { -Int($0.wholePicoseconds) })
        addTime(epoch, to: &object)
        addSky(epoch.sky, to: &object)
        addState(epoch, to: &object)
        return object.text
    }

    /// What the receiver states; where it only states GPS time, or cannot vouch for its leap seconds, the table's UTC of it.
    private func statedUTC(_ time: StatedTime?) -> UTCInstant? {
        guard let time else { return nil }
        if let gps = time.gps, time.utc == nil || !time.isUTCVouched { return leapSeconds.utc(TAIInstant(gps)) }
        return time.utc
    }

    private func isUTCKnown(_ time: StatedTime?) -> Bool {
        time.map { $0.isUTCVouched || $0.gps != nil } ?? false
    }

    private func addTime(_ epoch: Epoch, to object: inout JSONLine) {
        object.add("scale", epoch.time?.scale.name)
        object.add("timeAccuracyNs", epoch.timeAccuracy.map { Int($0.wholeNanoseconds) })
        if let time = epoch.time, time.rolloversLifted != 0 {
            object.add("rolloversLifted", Int(time.rolloversLifted))
        }
        if let next = epoch.leap?.next {
            object.add("leapChange", Int(next.change))
            object.add("leapAt", leapSeconds.utc(TAIInstant(next.at)).iso8601(decimals: 0))
        }
    }

    private func addSky(_ sky: Sky, to object: inout JSONLine) {
        object.add("visible", sky.count)
        guard !sky.isEmpty else { return }
        object.add("satellites", array: (0..<sky.count).map { Self.object(sky[$0]) })
    }

    private static func object(_ satellite: Satellite) -> String {
        var object = JSONLine()
        object.add("constellation", satellite.constellation.name)
        object.add("id", Int(satellite.id))
        object.add("elevation", satellite.elevation.map(Int.init))
        object.add("azimuth", satellite.azimuth.map(Int.init))
        object.add("cn0", satellite.cn0.map(Int.init))
        object.add("used", satellite.isUsed)
        return object.text
    }

    private func addState(_ epoch: Epoch, to object: inout JSONLine) {
        if let position = epoch.position {
            object.add("latitude", position.latitude)
            object.add("longitude", position.longitude)
            if let altitude = position.altitude { object.add("altitude", altitude) }
        }
        if let antenna = epoch.antenna { object.add("antenna", antenna.name) }
        if let jamming = epoch.jamming { object.add("jamming", jamming.name) }
        if let spoofing = epoch.spoofing { object.add("spoofing", spoofing.name) }
        if let survey = epoch.survey {
            object.add("surveySeconds", Int(survey.elapsed))
            object.add("surveyAccuracyMm", Int(survey.accuracyMillimetres))
            object.add("surveyValid", survey.isValid)
            object.add("surveyActive", survey.isActive)
        }
    }
}

/// A flat JSON object (RFC 8259) written key by key. Keys and texts are the program's own words: printable ASCII without quotes.
struct JSONLine {
    private var members: [String] = []

    var text: String { "{" + members.joined(separator: ",") + "}" }

    mutating func add(_ key: String, _ value: String?) { put(key, value.map { "\"\($0)\"" }) }
    mutating func add(_ key: String, _ value: Int?) { put(key, value.map { "\($0)" }) }
    mutating func add(_ key: String, _ value: Bool) { put(key, value ? "true" : "false") }
    mutating func add(_ key: String, _ value: Double) { put(key, value.isFinite ? "\(value)" : nil) }
    mutating func add(_ key: String, array: [String]) { put(key, "[" + array.joined(separator: ",") + "]") }

    private mutating func put(_ key: String, _ value: String?) {
        members.append("\"\(key)\":\(value ?? "null")")
    }
}
