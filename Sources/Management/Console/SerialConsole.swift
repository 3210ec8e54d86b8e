// SPDX-License-Identifier: Apache-2.0

import Board
import Console
import LinuxBoard
import Logging
import NIOCore
import NIOPosix

/// A serial line on which people log in. It is never lost for good: what is absent, in use or hung up is taken up again
/// within two seconds of being there.
struct SerialConsole: Sendable {
    let path: String
    let baud: UInt32
    let idleLimit: Duration
    let house: ConsoleHouse
    let log: Logger
    var pause: Duration = .seconds(2)

    /// Until the task is cancelled.
    func keepUp() async {
        var told: String?
        func tell(_ level: Logger.Level, _ text: String) {
            if text != told { log.log(level: level, "\(text)", metadata: ["line": "\(path)"]) }
            told = text
        }
        while !Task.isCancelled {
            do throws(PortFault) {
                let descriptor = try ConsoleLine.open(path, baud: baud)
                tell(.info, "a console is served at \(baud) baud")
                let begun = ContinuousClock.now
                await serve(descriptor)
                // What is gone again at once is not told each time.
                if ContinuousClock.now - begun > pause { tell(.warning, "the console's line is gone") }
            } catch {
                tell(.warning, "no console on this line yet: \(error.consoleReason)")
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Session after session, until the line is gone; a terminal that is pulled off ends the one that it had.
    private func serve(_ descriptor: Int32) async {
        let talk = ConsoleTalk()
        let opened = try? await NIOPipeBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConsoleReader(tell: talk.tell))
                }
            }
            .takingOwnershipOfDescriptor(inputOutput: descriptor).get()
        guard let channel = opened else {
            ConsoleLine.close(descriptor)
            return
        }
        let link = ConsoleLink(line: path, channel: channel, descriptor: descriptor, baud: baud)
        let driver = ConsoleDriver(
            house: house, link: link, settings: .serial(idleLimit: idleLimit), tell: talk.tell)
        driver.start()
        await talk.drive(channel, driver.take)
    }
}
