// SPDX-License-Identifier: Apache-2.0

/// What is known of the line between us and the receiver.
public struct ReceiverLink: Hashable, Sendable, BitwiseCopyable {
    /// A port of a u-blox receiver, by u-blox's numbers.
    public enum Port: UInt8, Hashable, Sendable, BitwiseCopyable {
        case i2c = 0
        case uart1 = 1
        case uart2 = 2
        case usb = 3
        case spi = 4
    }

    /// Bits per second; 0 for a line that has no speed (USB, a pseudo-terminal).
    public var baud: UInt32
    /// The receiver's end; `nil` where it must be asked.
    public var port: Port?

    public init(baud: UInt32, port: Port? = nil) {
        (self.baud, self.port) = (baud, port)
    }

    /// How many bytes a second it takes (8N1: ten bits a byte); `nil`: more than a receiver has to say.
    public var bytesPerSecond: Int? { baud == 0 ? nil : Int(baud) / 10 }
}
