// SPDX-License-Identifier: Apache-2.0

/// Says that a cancellation was heard, with its own fields (IEEE 1588-2019, 16.1.4.4).
public struct AcknowledgeCancelUnicastTransmission: CancellationTLV {
    public static let type = TLVType.acknowledgeCancelUnicastTransmission

    public var messageType: MessageType?
    public var maintainsRequest: Bool
    public var maintainsGrant: Bool

    public init(messageType: MessageType?, maintainsRequest: Bool = false, maintainsGrant: Bool = false) {
        self.messageType = messageType
        (self.maintainsRequest, self.maintainsGrant) = (maintainsRequest, maintainsGrant)
    }
}
