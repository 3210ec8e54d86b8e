// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// What a reply holds (candm.h, `RPY_`).
    enum ReplyCode: UInt16 {
        case none = 1
        case sourceCount = 2
        case sourceData = 3
        case tracking = 5
        case sourceStatistics = 6
        case activity = 12
        case serverStatistics = 14
        case clientsByIndex2 = 15
        case ntpData = 16
        case manualList2 = 18
        case sourceName = 19
        case authenticationData = 20
        case clientsByIndex3 = 21
        case serverStatistics2 = 22
        case selectData = 23
        case serverStatistics3 = 24
        case serverStatistics4 = 25
        case ntpData2 = 26
    }

    /// How a request fared (candm.h, `STT_`).
    enum Status: UInt16 {
        case success = 0
        case notAuthorised = 2
        case invalid = 3
        case noSuchSource = 4
        case notEnabled = 6
        case noClock = 13
        case badVersion = 18
        case badLength = 19
    }

    /// Why a datagram got no reply at all.
    public enum Refusal: String, Error, Hashable, Sendable, CaseIterable {
        /// From an address that may not ask.
        case stranger
        /// More than an address may ask within a second.
        case tooOften
        /// Shorter than the shortest reply.
        case tooShort
        case tooLong
        /// A reply, or of no kind that there is.
        case notARequest
        /// Of a protocol so different that no reply would be understood.
        case version
        /// The kernel would not take the reply: who asked has no path, or is gone.
        case unsent
    }
}
