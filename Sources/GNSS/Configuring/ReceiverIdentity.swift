// SPDX-License-Identifier: Apache-2.0

/// Which u-blox receiver it is: what MON-VER and SEC-UNIQID say of it.
public struct ReceiverIdentity: Hashable, Sendable {
    /// Such as "EXT CORE 1.00 (3fda8e)".
    public var software: String
    /// Such as "00190000".
    public var hardware: String
    /// Such as "ZED-F9T"; empty where it does not say.
    public var model: String
    /// Such as "TIM 2.20"; empty where it does not say.
    public var firmware: String
    /// What it states; `nil` for u-blox 6 and older, which do not.
    public var stated: ProtocolVersion?
    /// The chip's own number, as hexadecimal digits; empty where it has none that it tells.
    public var uniqueID = ""

    public init(_ version: MonVer) {
        software = version.swVersion.text
        hardware = version.hwVersion.text
        model = version.value(of: "MOD") ?? ""
        firmware = version.value(of: "FWVER") ?? Self.bareFirmware(version)
        stated = version.value(of: "PROTVER").flatMap { ProtocolVersion(text: $0) }
    }

    public mutating func note(_ unique: SecUniqID) { uniqueID = Self.hex(unique.uniqueId) }

    /// The protocol it is spoken to in.
    public var dialect: ProtocolVersion { stated ?? ProtocolVersion(13) }

    /// Whether it is set by keys and values (CFG-VALSET) rather than by a message for each matter. Deprecated
    /// messages go on working for a while, but generation 10 has none (UBX-18010854, "Receiver configuration").
    public var hasKeys: Bool { dialect >= ProtocolVersion(27) }

    /// Whether its firmware is made for timing (TIM) or frequency (FTS); `nil` where it does not say.
    public var isForTiming: Bool? {
        firmware.isEmpty ? nil : firmware.hasPrefix("TIM") || firmware.hasPrefix("FTS")
    }

    /// Whether its firmware is made for centimetres (HPG): before generation 9 it has a time mode of its own.
    public var isHighPrecision: Bool { firmware.hasPrefix("HPG") }

    /// By what it is remembered: its own number, or for want of one what it is.
    public var key: String { uniqueID.isEmpty ? "\(hardware)/\(software)" : uniqueID }

    /// For people, such as "u-blox ZED-F9T, TIM 2.20, protocol 29.20".
    public var text: String {
        let name = model.isEmpty ? "u-blox" : "u-blox \(model)"
        let version = firmware.isEmpty ? software : firmware
        return name + ", " + version + (stated.map { ", protocol \($0.text)" } ?? "")
    }

    /// Early M8 firmware writes "FTS 1.01" without a key.
    private static func bareFirmware(_ version: MonVer) -> String {
        let kinds = ["TIM ", "FTS ", "SPG ", "HPG ", "ADR ", "UDR "]
        let texts = version.extensions.lazy.map(\.text)
        return texts.first { text in kinds.contains { text.hasPrefix($0) } } ?? ""
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }
}
