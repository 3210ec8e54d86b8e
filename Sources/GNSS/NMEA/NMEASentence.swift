// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// A sentence that Gnomon understands.
    public enum Sentence: Sendable, BitwiseCopyable {
        case rmc(RMC)
        case gga(GGA)
        case gsa(GSA)
        case gsv(GSV)
        case gll(GLL)
        case gns(GNS)
        case zda(ZDA)
        case gst(GST)
        case gbs(GBS)
        case txt(TXT)
    }

    /// What became of the text between `$` and `*`.
    public enum Reading: Sendable, BitwiseCopyable {
        case sentence(Sentence, Talker)
        /// Well formed, but of a type that is not ours to read: other makers' own, VTG, DTM ...
        case unknown
        /// Of a known type, but without the fields that make it one.
        case malformed
    }

    /// Reads the text between `$` and `*` (or the line's end).
    public static func read(_ content: Span<UInt8>) -> Reading {
        let fields = Fields(content)
        let address = fields.range(0)
        // A maker's own sentence begins with P, and may end like one of ours (Garmin's PGRMC); only Quectel's PQ is a talker.
        guard address.count == 5, content[0] != UInt8(ascii: "P") || content[1] == UInt8(ascii: "Q") else {
            return .unknown
        }
        let talker = Talker(content[0], content[1])
        let type = UInt32(content[2]) << 16 | UInt32(content[3]) << 8 | UInt32(content[4])
        guard isKnown(type) else { return .unknown }
        guard let sentence = read(type, fields, content, talker) else { return .malformed }
        return .sentence(sentence, talker)
    }

    private static func isKnown(_ type: UInt32) -> Bool {
        switch type {
        case Code.rmc, Code.gga, Code.gsa, Code.gsv, Code.gll, Code.gns, Code.zda, Code.gst, Code.gbs, Code.txt: true
        default: false
        }
    }

    private static func read(
        _ type: UInt32, _ fields: Fields, _ content: Span<UInt8>, _ talker: Talker
    ) -> Sentence? {
        switch type {
        case Code.rmc: RMC(fields, content).map(Sentence.rmc)
        case Code.gga: GGA(fields, content).map(Sentence.gga)
        case Code.gsa: GSA(fields, content).map(Sentence.gsa)
        case Code.gsv: GSV(fields, content, by: talker).map(Sentence.gsv)
        case Code.gll: GLL(fields, content).map(Sentence.gll)
        case Code.gns: GNS(fields, content).map(Sentence.gns)
        case Code.zda: ZDA(fields, content).map(Sentence.zda)
        case Code.gst: GST(fields, content).map(Sentence.gst)
        case Code.gbs: GBS(fields, content).map(Sentence.gbs)
        case Code.txt: TXT(fields, content).map(Sentence.txt)
        default: nil
        }
    }

    /// The three letters of a sentence's type, first letter highest.
    private enum Code {
        static let rmc: UInt32 = 0x524D43
        static let gga: UInt32 = 0x474741
        static let gsa: UInt32 = 0x475341
        static let gsv: UInt32 = 0x475356
        static let gll: UInt32 = 0x474C4C
        static let gns: UInt32 = 0x474E53
        static let zda: UInt32 = 0x5A4441
        static let gst: UInt32 = 0x475354
        static let gbs: UInt32 = 0x474253
        static let txt: UInt32 = 0x545854
    }
}
