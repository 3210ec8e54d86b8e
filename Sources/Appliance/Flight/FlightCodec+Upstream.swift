// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What other servers say, in a recording: the dispute's byte, whether there is a word, and both.
extension FlightCodec {
    static func append(_ reading: UpstreamReading, to output: inout [UInt8]) {
        append(reading.reading.era, to: &output)
        append(reading.reading.shown.sinceEpoch.attoseconds, to: &output)
        output.append(reading.dispute.rawValue)
        append(reading.distance.attoseconds, to: &output)
        output.append(reading.word == nil ? 0 : 1)
        guard let word = reading.word else { return }
        append(word.offset.attoseconds, to: &output)
        append(word.bound.base.attoseconds, to: &output)
        for term in [word.bound.growth, word.bound.wander, word.bound.acceleration] {
            append(term.bitPattern, to: &output)
        }
        append(word.deviation.attoseconds, to: &output)
        output.append(word.isFresh ? 1 : 0)
        output.append(word.server.stratum | (word.server.isGrandmaster ? 0x80 : 0))
        append(word.server.referenceID, to: &output)
        append(word.server.rootDelay.attoseconds, to: &output)
    }
}

extension FlightReader {
    mutating func upstream() throws(FlightFault) -> UpstreamReading {
        let era = try take(UInt32.self)
        let shown = TAIInstant(sinceEpoch: try duration())
        guard let dispute = UpstreamReading.Dispute(rawValue: try take(UInt8.self)) else {
            throw fault("no such dispute")
        }
        let distance = try duration()
        let word = try truth() ? try upstreamWord() : nil
        return UpstreamReading(
            reading: ClockReading(era: era, shown: shown), word: word, dispute: dispute, distance: distance)
    }

    private mutating func upstreamWord() throws(FlightFault) -> UpstreamReading.Word {
        let offset = try duration()
        var bound = ErrorBound(base: try duration())
        bound.growth = try term()
        bound.wander = try term()
        bound.acceleration = try term()
        let deviation = try duration()
        let (isFresh, stratum) = (try truth(), try take(UInt8.self))
        let referenceID = try take(UInt32.self)
        var server = UpstreamServer(stratum: stratum & 0x7F, referenceID: referenceID, rootDelay: try duration())
        server.isGrandmaster = stratum & 0x80 != 0
        return UpstreamReading.Word(
            offset: offset, bound: bound, deviation: deviation, isFresh: isFresh, server: server)
    }

    private mutating func truth() throws(FlightFault) -> Bool {
        let octet = try take(UInt8.self)
        guard octet < 2 else { throw fault("neither true nor false") }
        return octet == 1
    }

    /// Of a bound: not negative.
    private mutating func term() throws(FlightFault) -> Double {
        let term = Double(bitPattern: try take(UInt64.self))
        guard (0...1e6).contains(term) else { throw fault("no such bound") }
        return term
    }
}
