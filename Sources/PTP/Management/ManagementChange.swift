// SPDX-License-Identifier: Apache-2.0

/// A wish that was granted, for the caller to carry out: until then the answer has told what is not yet so.
public struct ManagementChange: Hashable, Sendable {
    /// The port that it is meant for.
    public var port: PortIdentity
    public var value: Value

    public init(port: PortIdentity, value: Value) { (self.port, self.value) = (port, value) }

    public enum Value: Hashable, Sendable {
        case priority1(UInt8)
        case priority2(UInt8)
        case userDescription(String)
        /// Log2 seconds.
        case logAnnounceInterval(Int8)
        case logSyncInterval(Int8)
        case logMinPeerDelayRequestInterval(Int8)
        case announceReceiptTimeout(UInt8)
    }
}

extension ManagementChange.Value {
    /// What SET of `id` wants with the data in `range`.
    init(_ id: ManagementID, _ message: Span<UInt8>, _ data: ManagementTLV) throws(ManagementError) {
        if id == .userDescription {
            self = .userDescription(try Self.text(message, data))
            return
        }
        guard data.count == 2 else { throw .wrongLength }
        let octet = message[data.offset]
        switch id {
        case .priority1: self = .priority1(octet)
        case .priority2: self = .priority2(octet)
        case .logAnnounceInterval: self = .logAnnounceInterval(Int8(bitPattern: octet))
        case .logSyncInterval: self = .logSyncInterval(Int8(bitPattern: octet))
        case .logMinPeerDelayRequestInterval: self = .logMinPeerDelayRequestInterval(Int8(bitPattern: octet))
        case .announceReceiptTimeout: self = .announceReceiptTimeout(octet)
        default: throw .notSetable
        }
    }

    /// At most 128 characters (15.5.3.1.3).
    private static func text(_ message: Span<UInt8>, _ data: ManagementTLV) throws(ManagementError) -> String {
        guard let text = PTPText(message, at: data.offset, end: data.offset + data.count),
            (text.count + 1) & ~1 == data.count
        else { throw .wrongLength }
        let characters = "\(text)"
        guard characters.unicodeScalars.count <= 128 else { throw .wrongValue }
        return characters
    }
}

extension ManagementView {
    /// As it will be; wrong where the profile does not allow that.
    func applying(_ value: ManagementChange.Value) throws(ManagementError) -> ManagementView {
        var view = self
        switch value {
        case .priority1(let priority): view.settings.priority1 = priority
        case .priority2(let priority): view.settings.priority2 = priority
        case .userDescription(let text): view.place.texts.user = text
        case .logAnnounceInterval(let log): view.settings.logAnnounceInterval = log
        case .logSyncInterval(let log): view.settings.logSyncInterval = log
        case .logMinPeerDelayRequestInterval(let log): view.settings.logMinPeerDelayRequestInterval = log
        case .announceReceiptTimeout(let count): view.settings.announceReceiptTimeout = count
        }
        guard Set(view.settings.profileFaults).subtracting(settings.profileFaults).isEmpty else { throw .wrongValue }
        return view
    }
}
