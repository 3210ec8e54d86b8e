// SPDX-License-Identifier: Apache-2.0

import Foundation
import GNSS
import Logging
import Testing

@testable import Appliance
@testable import LinuxBoard

struct ReceiverDeskTests {
    private let path = NSTemporaryDirectory() + "gnomon-receivers-\(UUID())"
    private let log = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }

    private func memory(_ key: String, baud: UInt32 = 9600) -> ReceiverMemory {
        ReceiverMemory(key: key, name: "u-blox", firmware: "TIM 2.20", baud: baud, settled: [], refused: [])
    }

    @Test func `each receiver of a run is remembered, the last one first, each once`() {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (desk, news) = (ReceiverDesk(rememberingIn: path), ReceiverNews())
        desk.listen(to: news)
        for known in [memory("a"), memory("b"), memory("c"), memory("a", baud: 38_400)] {
            news.tell { $0.memory = known }
            desk.look(log: log)
        }
        #expect(ReceiverDesk(rememberingIn: path).memories == [memory("a", baud: 38_400), memory("c"), memory("b")])
    }

    @Test func `each round that was in vain is told once`() {
        let (desk, news) = (ReceiverDesk(rememberingIn: nil), ReceiverNews())
        desk.listen(to: news)
        var told: [VainSearch] = []
        func look() { for _ in 0..<3 { desk.look(log: log) { told.append($0) } } }
        look()
        for rounds in 1...2 {
            news.tell { $0.vain = VainSearch(path: "/dev/ttyACM0", rounds: rounds) }
            look()
        }
        news.tell { $0.vain = nil }
        look()
        news.tell { $0.vain = VainSearch(path: "/dev/ttyACM0", rounds: 1) }
        look()
        #expect(told.map(\.rounds) == [1, 2, 1])
    }
}
