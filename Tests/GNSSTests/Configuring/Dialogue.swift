// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedUBlox
import TimeBase

/// A configurator and a simulated receiver talking over a line with a speed, in simulated time.
struct Dialogue {
    var configurator: ReceiverConfigurator
    var receiver: SimulatedUBlox
    private(set) var seconds = 0.0
    private(set) var written: [[UInt8]] = []
    /// When each of these began to be written.
    private(set) var times: [Double] = []
    private let byteTime: Double
    private var scanner = FrameScanner()

    init(
        _ receiver: SimulatedUBlox, baud: UInt32 = 9600, options: ConfigurationOptions = .init(),
        port: ReceiverLink.Port? = nil, memories: [ReceiverMemory] = []
    ) {
        self.receiver = receiver
        let link = ReceiverLink(baud: baud, port: port)
        configurator = ReceiverConfigurator(link: link, options: options, memories: memories)
        byteTime = baud == 0 ? 1e-6 : 10 / Double(baud)
    }

    var report: ConfigurationReport { configurator.report }

    /// Until it is finished, for an hour at most. Between answers the receiver says what it says every second.
    mutating func run() {
        var nextSpeech = 0.3
        while !configurator.isFinished, seconds < 3600 {
            while let bytes = configurator.step(at: instant) {
                written.append(bytes)
                times.append(seconds)
                let answer = receiver.hear(bytes)
                seconds += Double(bytes.count) * byteTime + 0.005
                hear(answer)
            }
            if seconds >= nextSpeech {
                hear(receiver.speak())
                nextSpeech += 1
            }
            let due = configurator.deadline?.sinceEpoch.realSeconds ?? seconds
            seconds = max(seconds, min(due + 1e-6, nextSpeech))
        }
    }

    private mutating func hear(_ bytes: [UInt8]) {
        for byte in bytes {
            seconds += byteTime
            let now = instant
            scanner.push(byte, at: now) { frame, content in
                if case .ubx(let id) = frame.kind { configurator.take(id, content, at: now) }
            }
        }
    }

    private var instant: MonotonicInstant { MonotonicInstant(sinceEpoch: .realSeconds(seconds)) }

    /// The classes and numbers of what was written that changes something.
    var orders: [UBXMessageID] {
        written.compactMap { frame in
            let id = UBXMessageID(frame[2], frame[3])
            let isQuestion = id == .cfgValGet || id.messageClass != 0x06 || frame.count <= 8 + 2
            return isQuestion ? nil : id
        }
    }

    func results(of name: String) -> [ConfigurationReport.Result] {
        report.entries.filter { $0.setting.name == name }.map(\.result)
    }
}
