// SPDX-License-Identifier: Apache-2.0

/// A message as a value: read from a frame's payload, and written as one.
///
/// Field names are those of the u-blox manuals, so are units and scales. What a manual calls reserved is neither
/// kept nor checked, and written as zero. Names of bits within a field are properties beside the field.
public protocol UBXPayload: Hashable, Sendable, BitwiseCopyable {
    /// What it is sent as.
    var id: UBXMessageID { get }
    init(payload: Span<UInt8>) throws(UBXRefusal)
    /// Appends the payload alone.
    func appendPayload(to bytes: inout [UInt8])
}

extension UBXPayload {
    /// Appends the whole frame, sync characters to checksum.
    public func appendFrame(to bytes: inout [UInt8]) {
        id.appendFrame(to: &bytes) { appendPayload(to: &$0) }
    }

    /// The whole frame.
    public var frame: [UInt8] {
        var bytes: [UInt8] = []
        appendFrame(to: &bytes)
        return bytes
    }
}

/// Why a payload is not the message that its class and number promise.
public enum UBXRefusal: Error, Hashable, Sendable, BitwiseCopyable {
    /// No known form of the message has this length, or the length contradicts the number of repeated blocks.
    case length(Int)
    /// A version of the message that is not known.
    case version(UInt8)
    /// A configuration key whose size bits mean nothing.
    case keySize(UInt32)
}
