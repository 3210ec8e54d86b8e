// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import TimeBase

/// One source that is heard by PTP, as it is judged beside the others.
struct PTPUpstream: Sendable {
    let source: Settings.PTPSource
    let isPreferred: Bool
    let box: PTPSourceBox
    private(set) var told: PTPSourceBox.Told?
    /// Our clock − the source, and how far that may be off, as of the last look; `nil`: it is not to be had.
    private(set) var word: Word?
    private(set) var hindrance: TimeReceiverHindrance? = .noMaster
    /// Samples that were heeded.
    private var heeded: UInt64 = 0

    struct Word: Sendable {
        var offset: Duration
        var bound: ErrorBound
        var standing: TimeReceiverStanding
    }

    /// What was told before is not meant of now.
    private static let patience: Duration = .seconds(3)

    init(_ source: Settings.PTPSource, isPreferred: Bool, box: PTPSourceBox) {
        (self.source, self.isPreferred, self.box) = (source, isPreferred, box)
    }

    /// Takes up what was told.
    /// - Returns: whether anything was measured since the last time.
    mutating func look(_ served: ServedTime, at now: MonotonicInstant) -> Bool {
        told = box.told
        word = nil
        guard let told, now - told.at <= Self.patience, let standing = told.standing else {
            hindrance = told?.hindrance ?? .noMaster
            return false
        }
        // What became of the clock since.
        var scale = told.scale
        scale.follow(served, at: now)
        let shown = served.clock.reading(at: now).shown
        do throws(TimeReceiverHindrance) {
            let offset = try standing.offset(by: source.rule, served.state.utc, shown: shown)
            var bound = standing.bound(at: now)
            bound.base += told.strayed
            word = Word(offset: offset + scale.motion, bound: bound, standing: standing)
            hindrance = nil
        } catch {
            hindrance = error
            return false
        }
        defer { heeded = told.receiver.samples }
        return told.receiver.samples != heeded
    }

    var deviation: Duration? { word?.standing.deviation }

    /// What who follows it calls it: the master's address, or where it has none but its interface's, what follows from its
    /// identity.
    var server: UpstreamServer? {
        guard let word else { return nil }
        var server = UpstreamServer(
            stratum: stratum, referenceID: referenceID, rootDelay: word.standing.delay * 2)
        server.isGrandmaster = true
        return server
    }

    /// The grandmaster is as good as a primary server, each boundary clock on the way one more.
    var stratum: UInt8 { told?.receiver.word.map { UInt8(clamping: 1 + min(13, Int($0.data.stepsRemoved))) } ?? 0 }

    var referenceID: UInt32 {
        guard let told = told?.receiver.word else { return 0 }
        if case .ip(let address, _) = told.address { return ReferenceID.code(ofAddress: address.number) }
        return ReferenceID.code(ofAddress: 0xFE80 << 112 | UInt128(told.data.sender.clock.raw))
    }

    var endpoint: IPEndpoint? {
        guard case .ip(let address, _)? = told?.receiver.word?.address else { return nil }
        return IPEndpoint(address, port: 319)
    }
}
