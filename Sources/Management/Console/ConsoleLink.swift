// SPDX-License-Identifier: Apache-2.0

import Accounts
import Console
import LinuxBoard
import NIOCore

/// The way to somebody's terminal.
struct ConsoleLink: Sendable {
    let channel: any Channel
    /// Where it is, for the journal: "console /dev/ttyS0".
    let place: String
    /// How many octets it takes now without any of them waiting for long.
    let room: @Sendable () -> Int
    /// Throws away what was sent and has not arrived.
    let discard: @Sendable () -> Void
    /// Whether nobody is there any more, though the line still is.
    let isLeft: @Sendable () -> Bool
    /// Whether who is there may set the appliance up.
    let isTrusted: Bool

    /// Through a socket; a few pages at a time, so that Ctrl-C ends what it should end.
    init(socket channel: any Channel, place: String, isTrusted: Bool) {
        (self.channel, self.place, self.isTrusted) = (channel, place, isTrusted)
        room = { [channel] in channel.isWritable ? 8192 : 0 }
        (discard, isLeft) = ({}, { false })
    }

    /// Through a serial line: what waits in the kernel cannot be taken back everywhere, so little is let in.
    init(line path: String, channel: any Channel, descriptor: Int32, baud: UInt32) {
        let most = max(16, Int(baud / 200))
        (self.channel, place, isTrusted) = (channel, "console \(path)", true)
        room = { [channel] in channel.isWritable ? max(0, most - ConsoleLine.waiting(descriptor)) : 0 }
        discard = { ConsoleLine.discardOutput(descriptor) }
        isLeft = LostCarrier(descriptor).look
    }

    func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
}

/// Tells a session that something happened, in order.
enum ConsoleEvent: Sendable {
    case bytes([UInt8])
    case size(columns: Int, rows: Int)
    case answer(ConsoleAnswer, Int)
    /// A login came to an end, with whoever is in now.
    case entered(User?, ConsoleAnswer, Int)
    /// A second has passed.
    case tick
    /// The line may take more.
    case room
    case gone
}
