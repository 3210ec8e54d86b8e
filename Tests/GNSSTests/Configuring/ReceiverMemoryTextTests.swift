// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

struct ReceiverMemoryTextTests {
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
