// SPDX-License-Identifier: Apache-2.0

/// What a source has of NTS.
extension SectionReader {
    mutating func readNTS(into source: inout Settings.Source, faults: inout FaultCollector) {
        read("nts", .truth, into: &source.nts, faults: &faults)
        read("ntsPort", .integer(1...65_535), into: &source.ntsPort, faults: &faults)
        read("ntsAuthority", .optionalPath(), into: &source.ntsAuthority, faults: &faults)
        read("ntsDates", .word, into: &source.ntsDates, faults: &faults)
        guard source.nts else {
            for key in ["ntsPort", "ntsAuthority", "ntsDates"] where has(key) {
                refuse(key, because: "there is no NTS here: nts: true asks for it", faults: &faults)
            }
            return
        }
        if source.key != nil {
            refuse("key", because: "a server proves its replies by NTS or by a key, not both", faults: &faults)
        }
        if source.version != 4 { refuse("version", because: "NTS is of version 4", faults: &faults) }
    }
}
