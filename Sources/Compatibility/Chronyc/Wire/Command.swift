// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// What is asked for: those commands that only look (candm.h, `REQ_`).
    enum Command: UInt16, CaseIterable {
        case sourceCount = 14
        case sourceData = 15
        case tracking = 33
        case sourceStatistics = 34
        case clockReport = 35
        case manualList = 41
        case activity = 44
        case smoothing = 51
        case serverStatistics = 54
        /// As asked by chronyc 2.2 to 3.5.
        case clientsByIndex2 = 55
        case ntpData = 57
        case sourceName = 65
        case authenticationData = 67
        case clientsByIndex3 = 68
        case selectData = 69
    }

    /// The numbers of all commands that there are, whatever they do: 1 ... 75 (chrony 4.9), less those of which no version
    /// with this protocol knows the form (38 ... 40).
    static func isKnown(_ number: UInt16) -> Bool { (1...75).contains(number) && !(38...40).contains(number) }
}
