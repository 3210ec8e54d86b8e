// SPDX-License-Identifier: Apache-2.0

/// What a receiver is known again by after it was pulled: its number as a device ("ttyUSB0") is not.
struct ReceiverIdentity: Hashable, Sendable {
    /// How well a device fits; a greater one fits better.
    enum Likeness: Int, Comparable {
        case none
        /// The same model, without a serial number, plugged in elsewhere.
        case model
        /// The same model in the same place, or the same port of the board.
        case place
        /// The same serial number.
        case serial

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    private let kind: FoundDevice.Kind
    private let usb: FoundDevice.USB?
    private let place: String?

    init(_ device: FoundDevice) {
        (kind, usb, place) = (device.kind, device.usb, device.place)
    }

    func likeness(of device: FoundDevice) -> Likeness {
        guard device.kind == kind else { return .none }
        let isSamePlace = place != nil && device.place == place
        guard let usb, let other = device.usb else {
            return usb == nil && device.usb == nil && isSamePlace ? .place : .none
        }
        guard usb.vendor == other.vendor && usb.product == other.product else { return .none }
        if let serial = usb.serial, let otherSerial = other.serial { return serial == otherSerial ? .serial : .none }
        return isSamePlace ? .place : .model
    }
}
