// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import GNSS
public import TimeBase

/// Makes reports of what comes over the receiver's line: octets in, reports out.
public struct GPSDTeller: Sendable {
    /// The receiver, as far as it is known.
    public private(set) var device: GPSDDevice
    /// What it last said.
    public private(set) var last: GPSDFix?
    private var frames = FrameReader()
    private var decoder: ReceiverDecoder
    private var ubx = UBXDecoder()
    /// What was said of the epoch that is under way, and of the one before it.
    private var detail = FixDetail()
    private var earlier = FixDetail()
    private var characters = 0
    /// Until an epoch has ended: of the one under way the first messages were perhaps missed, and with them that there is
    /// a fix.
    private var isAmidEpoch: Bool
    private let pivot: RolloverPivot?

    /// - Parameters:
    ///   - isJoining: whether the line has been speaking already.
    ///   - pivot: dates before it are lifted by 1024 weeks.
    public init(device: GPSDDevice, isJoining: Bool = false, pivot: RolloverPivot? = nil) {
        (self.device, isAmidEpoch, self.pivot) = (device, isJoining, pivot)
        decoder = ReceiverDecoder(options: .init(pivot: pivot))
    }

    /// What it calls itself, and where it is.
    public mutating func learn(model: String?, path: String) { (device.model, device.path) = (model, path) }

    public mutating func take(_ entry: TappedLine, clock: ClockFace) -> [GPSDReport] {
        switch entry.kind {
        case .bytes: frames.take(entry).flatMap { take($0, clock) }
        case .opened: appear(at: clock.utc(at: entry.at))
        case .lost: vanish()
        }
    }

    /// Something was missed: what comes next is no continuation of what came before it.
    public mutating func interrupt() {
        isAmidEpoch = true
        frames = FrameReader()
        decoder = ReceiverDecoder(options: .init(pivot: pivot))
        (detail, earlier) = (FixDetail(), FixDetail())
    }

    /// Nothing has come up to `now`.
    public mutating func idle(at now: MonotonicInstant, clock: ClockFace) -> [GPSDReport] {
        var epochs: [Epoch] = []
        decoder.idle(at: now) { if case .epoch(let epoch) = $0 { epochs.append(epoch) } }
        return epochs.flatMap { report($0, clock) }
    }

    // MARK: The line

    private mutating func appear(at utc: UTCInstant) -> [GPSDReport] {
        interrupt()
        isAmidEpoch = false
        device.activated = utc
        return [GPSDReport(.json, line: device.report)]
    }

    private mutating func vanish() -> [GPSDReport] {
        interrupt()
        (device.activated, device.driver, last) = (nil, nil, nil)
        return [GPSDReport(.json, line: device.report)]
    }

    // MARK: Messages

    private mutating func take(_ frame: HeardFrame, _ clock: ClockFace) -> [GPSDReport] {
        characters &+= frame.octets.count
        let news = identify(frame, at: clock.utc(at: frame.at))
        note(frame)
        var epochs: [Epoch] = []
        decoder.decode(frame.octets.span, at: frame.at) { if case .epoch(let epoch) = $0 { epochs.append(epoch) } }
        return news + Self.raw(frame) + epochs.flatMap { report($0, clock) }
    }

    /// The driver, once it is known what the receiver speaks; a u-blox that says sentences too stays a u-blox.
    private mutating func identify(_ frame: HeardFrame, at utc: UTCInstant) -> [GPSDReport] {
        let driver: GPSDDevice.Driver = frame.language == .ubx || device.driver == .ublox ? .ublox : .nmea
        let isNews = device.driver != driver || device.activated == nil
        (device.driver, device.activated) = (driver, utc)
        return isNews ? [GPSDReport(.json, line: device.report)] : []
    }

    private static func raw(_ frame: HeardFrame) -> [GPSDReport] {
        switch frame.language {
        case .nmea: return [GPSDReport(.text, octets: frame.octets.endingInALine)]
        case .ubx:
            let digits = frame.octets.flatMap { octet -> [UInt8] in
                Array(((octet < 16 ? "0" : "") + String(octet, radix: 16)).utf8)
            }
            return [
                GPSDReport(.octets, octets: frame.octets), GPSDReport(.hexadecimal, octets: digits + [13, 10]),
            ]
        }
    }

    // MARK: Epochs

    /// Takes in what a message says beside what makes an epoch.
    private mutating func note(_ frame: HeardFrame) {
        let octets = frame.octets
        switch frame.kind {
        case .nmea:
            let end = octets.firstIndex { $0 == UInt8(ascii: "*") || $0 == 13 || $0 == 10 } ?? octets.count
            guard end > 1, case .sentence(let sentence, _) = NMEA.read(octets.span.extracting(1..<end)) else { return }
            begin(at: sentence.epochName)
            detail.merge(sentence)
        case .ubx(let id):
            guard octets.count >= 8,
                let message = ubx.decode(id, octets.span.extracting(6..<(octets.count - 2)))
            else { return }
            begin(at: message.epochName)
            detail.merge(message)
        }
    }

    private mutating func begin(at name: Int?) {
        guard let name, name != detail.name else { return }
        if detail.name == nil {
            detail.name = name
        } else {
            (earlier, detail) = (detail, FixDetail(name: name))
        }
    }

    private mutating func report(_ epoch: Epoch, _ clock: ClockFace) -> [GPSDReport] {
        guard !isAmidEpoch else {
            (isAmidEpoch, characters) = (false, 0)
            return []
        }
        let said = epoch.isNamed(earlier.name) && !epoch.isNamed(detail.name) ? earlier : detail
        let fix = GPSDFix(epoch, said, device: device.path, utc: clock.relation)
        let timing = ReportTiming(
            now: clock.utc(at: epoch.completed), start: clock.utc(at: epoch.arrival), characters: characters)
        (last, characters) = (fix, 0)
        var reports: [GPSDReport] = []
        if let toff = fix.toff(clock) { reports.append(GPSDReport(.pps, line: toff)) }
        if let sky = fix.skyReport { reports.append(GPSDReport(.json, line: sky)) }
        if let gst = fix.gst { reports.append(GPSDReport(.json, line: gst)) }
        reports.append(GPSDReport(.timing(false), line: fix.tpv()))
        reports.append(GPSDReport(.timing(true), line: fix.tpv(timing)))
        if device.driver == .ublox { reports.append(GPSDReport(.nmea, octets: fix.sentences)) }
        return reports
    }
}

extension [UInt8] {
    /// A sentence that came without its line end is given one.
    fileprivate var endingInALine: [UInt8] { last == 10 ? self : self + [13, 10] }
}
