// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

struct ReceiverMemoryTests {
    static let memory = ReceiverMemory(
        key: "3300000001", name: "u-blox ZED-F9T, TIM 2.20", firmware: "EXT CORE 1.00", baud: 38_400,
        settled: ["CFG-RATE: CFG-RATE-MEAS = 1000"], refused: ["CFG-TP: A = 1", "CFG-TP: B = 2"])

    @Test func `it is written as lines and read back`() {
        let text = Self.memory.text
        #expect(text.hasPrefix("receiver 3300000001\nname u-blox ZED-F9T, TIM 2.20\n"))
        #expect(ReceiverMemory(text: text) == Self.memory)
    }

    @Test func `a text without a receiver is none, and strange lines are passed over`() {
        #expect(ReceiverMemory(text: "") == nil)
        #expect(ReceiverMemory(text: "baud 9600\n") == nil)
        let odd = ReceiverMemory(text: "receiver a\nbaud many\n\ncolour green\nrefused\n")
        #expect(odd == ReceiverMemory(key: "a", name: "", firmware: "", baud: 0, settled: [], refused: []))
    }

    @Test func `a line break in what a receiver says breaks nothing`() {
        var memory = Self.memory
        memory.name = "u-blox\nrefused everything\r\n"
        let back = ReceiverMemory(text: memory.text)
        #expect(back?.refused == Self.memory.refused && back?.name == "u-blox refused everything ")
    }

    @Test(arguments: ["TIM 2.20", "\u{6ED}x", "\u{301}", "\u{200D}\u{FE0F}", " two  spaces ", "e\u{301} \u{301}"])
    func `whatever a receiver says of itself is read back as it was written`(text: String) {
        let memory = ReceiverMemory(
            key: text, name: text, firmware: text, baud: 9600, settled: [text], refused: [text, text])
        #expect(ReceiverMemory(text: memory.text) == memory)
    }

    @Test func `a line's end within a value does not end its line`() {
        let memory = ReceiverMemory(
            key: "a\nkey", name: "\r\n", firmware: "x\u{2028}refused y", baud: 0, settled: [], refused: [])
        let again = ReceiverMemory(text: memory.text)
        #expect(again?.key == "a key" && again?.firmware == "x refused y" && again?.refused == [])
    }
}
