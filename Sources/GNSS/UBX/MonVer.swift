// SPDX-License-Identifier: Apache-2.0

/// UBX-MON-VER: the receiver's firmware and hardware, answered to a poll.
public struct MonVer: UBXPayload {
    public var id: UBXMessageID { .monVer }

    /// What a message can hold here; extensions beyond it are left out.
    public typealias Extensions = FixedList<24, FixedText<30>>

    /// Such as "EXT CORE 1.00 (3fda8e)" or "2.01 (75331)".
    public var swVersion = FixedText<30>()
    /// Such as "00190000".
    public var hwVersion = FixedText<10>()
    /// Such as "PROTVER=27.11", "MOD=ZED-F9T".
    public var extensions = Extensions(filler: FixedText())

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 40 || (payload.count - 40) % 30 != 0 { throw .length(payload.count) }
        swVersion = FixedText(payload, at: 0)
        hwVersion = FixedText(payload, at: 30)
        for offset in stride(from: 40, to: payload.count, by: 30) {
            extensions.append(FixedText(payload, at: offset))
        }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        swVersion.append(to: &bytes)
        hwVersion.append(to: &bytes)
        for text in extensions { text.append(to: &bytes) }
    }

    /// The value of an extension written `KEY=value` or `KEY value`, such as "PROTVER" or "MOD". Allocates.
    public func value(of key: String) -> String? {
        for text in extensions.lazy.map(\.text) where text.hasPrefix(key) {
            let rest = text.dropFirst(key.count)
            if let first = rest.first, first == "=" || first == " " { return String(rest.dropFirst()) }
        }
        return nil
    }
}
