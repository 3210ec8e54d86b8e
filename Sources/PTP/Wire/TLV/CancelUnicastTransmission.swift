// SPDX-License-Identifier: Apache-2.0

/// A grant is given back, or taken away (IEEE 1588-2019, 16.1.4.3).
public struct CancelUnicastTransmission: CancellationTLV {
    public static let type = TLVType.cancelUnicastTransmission

    public var messageType: MessageType?
    public var maintainsRequest: Bool
    public var maintainsGrant: Bool

    public init(messageType: MessageType?, maintainsRequest: Bool = false, maintainsGrant: Bool = false) {
        self.messageType = messageType
        (self.maintainsRequest, self.maintainsGrant) = (maintainsRequest, maintainsGrant)
    }
}
