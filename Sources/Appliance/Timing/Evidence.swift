// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import TimeBase
import TimeKeeping

/// Takes what the receiver says to the timekeeper: epochs become claims, announcements become forecasts, leap-second
/// notices correct the table. Kept apart from the decoder, which is busy while it speaks.
struct Evidence: Sendable {
    var facts = TimingFacts()
    var keeper: Timekeeper
    private let loaded: LeapSecondTable
    private var leapSeconds: LeapSecondTable
    /// The last change of UTC that has passed; `nil`: none is known.
    private(set) var lastLeap: UTCRelation.Leap?
    /// The last notice taken in, so that its repetition every second costs nothing.
    private var lastNotice: LeapNotice?

    init(settings: TimingSettings, showing reading: TAIInstant, applied: Double, at now: MonotonicInstant) {
        loaded = settings.leapSeconds
        leapSeconds = loaded
        lastLeap = loaded.lastChange(at: reading)
        keeper = Timekeeper(
            settings: settings.keeping, relation: loaded.relation(at: reading), applied: applied, at: now,
            remembering: settings.remembered.map { ($0, showing: reading) })
    }

    /// Up to when the table in use is complete, or a receiver vouched for it.
    var leapTableEnds: TAIInstant { leapSeconds.expiry }

    mutating func hear(_ heard: Heard) {
        switch heard {
        case .epoch(let epoch): hear(epoch)
        case .pulse(let announcement): hear(announcement)
        case .device(.trait(let text)) where text.string.hasPrefix("MOD="): facts.module = text
        case .device: break
        }
    }

    private mutating func hear(_ epoch: Epoch) {
        facts.epochsHeard &+= 1
        facts.reference = epoch.reference ?? facts.reference
        if !epoch.sky.isEmpty { facts.sky = epoch.sky }
        facts.epoch = epoch
        // A receiver without date and time has nothing to claim; that it speaks is heard all the same.
        let stated = epoch.time?.tai(keeper.state.utc)
        facts.statedTime = stated
        if let stated { refresh(epoch.leap, at: stated) }
        if stated != nil, epoch.hasValidTime { facts.receiverReach.note(at: epoch.arrival) }
        var claim = TimeClaim(
            time: stated ?? TAIInstant(sinceEpoch: .zero), arrival: epoch.arrival,
            isValid: stated != nil && epoch.hasValidTime, accuracy: epoch.timeAccuracy,
            satellitesUsed: epoch.used ?? UInt16(epoch.sky.usedCount), reference: facts.reference,
            signal: SignalFacts(epoch))
        (claim.place, claim.spread) = (epoch.place, epoch.spread)
        keeper.hear(claim)
    }

    private mutating func hear(_ announcement: PulseAnnouncement) {
        facts.sawtooth = announcement.sawtooth
        let utc = announcement.utc.flatMap { try? keeper.state.utc.tai($0) }
        guard let marks = announcement.gps.map(TAIInstant.init) ?? utc, let sawtooth = announcement.sawtooth else {
            return
        }
        keeper.hear(PulseForecast(marks: marks, arrival: announcement.arrival, sawtooth: sawtooth))
    }

    /// Each notice is laid over the table that was loaded, so that an announcement that is withdrawn leaves no trace.
    private mutating func refresh(_ notice: LeapNotice?, at stated: TAIInstant) {
        if let notice, notice.isVouched, notice != lastNotice {
            lastNotice = notice
            do throws(LeapSecondContradiction) {
                leapSeconds = try loaded.updated(
                    with: LeapSecondNotice(
                        at: stated, taiMinusUTC: notice.taiMinusUTC, next: notice.relation.next,
                        validUntil: stated + Self.trust))
            } catch {
                facts.leapNoticesRefused &+= 1
            }
        }
        guard keeper.marked != nil else { return }
        rememberLastLeap(at: stated)
        keeper.setRelation(leapSeconds.relation(at: stated))
    }

    /// One that was seen to pass is known better than by the table, where the receiver alone told of it: afterwards it
    /// tells the count, and not since when.
    private mutating func rememberLastLeap(at stated: TAIInstant) {
        if let next = keeper.state.utc.next, stated >= next.at {
            lastLeap = next
        } else if let last = leapSeconds.lastChange(at: stated), lastLeap.map({ last.at > $0.at }) ?? true {
            lastLeap = last
        }
    }

    /// A leap second is announced at least eight weeks ahead (ITU-R TF.460-6, D.2), and satellites pass it on.
    private static let trust: Duration = .seconds(56 * 86_400)
}

extension Epoch {
    /// Where the antenna is; `nil` without a position in this epoch, or with one in two dimensions only, which may be a
    /// guess.
    fileprivate var place: AntennaPlace? {
        guard fix == .threeD || fix == .time, let position else { return nil }
        return AntennaPlace(
            latitude: position.latitude, longitude: position.longitude, height: position.altitude)
    }

    /// How alike the satellites used are in strength; `nil` where this epoch does not tell.
    fileprivate var spread: SignalSpread? {
        var sum = SignalSpread.Sum()
        for index in 0..<sky.count where sky[index].isUsed {
            guard let strength = sky[index].cn0, let elevation = sky[index].elevation else { continue }
            sum.add(strength: Double(strength), elevation: Double(elevation))
        }
        return sum.spread
    }
}
