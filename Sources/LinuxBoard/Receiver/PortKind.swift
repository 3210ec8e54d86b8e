// SPDX-License-Identifier: Apache-2.0

import CLinux

/// What a receiver's port is, as far as its speed and its other end are concerned.
enum PortKind {
    /// A UART, of this machine or behind a USB adapter: it has a speed.
    case uart
    /// The receiver's own USB port (CDC-ACM): there is no speed.
    case usb
    /// A pseudo-terminal: neither.
    case pseudo
    /// A FIFO or a file: it can be read, and what is written does not reach a receiver.
    case stream

    init(of descriptor: Int32) {
        switch Int(clinux_serial_kind(descriptor)) {
        case CLINUX_SERIAL_UART: self = .uart
        case CLINUX_SERIAL_USB: self = .usb
        case CLINUX_SERIAL_PSEUDO: self = .pseudo
        default: self = .stream
        }
    }

    var isTerminal: Bool { self != .stream }
    var hasSpeed: Bool { self == .uart }
}
