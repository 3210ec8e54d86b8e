// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct ServoLineProtocolTests {
    @Test func `a first half second is stepped away exactly, and the answer has three numbers`() throws {
        var servo = ServoLineProtocol()
        let answer = servo.respond(to: "0 0.500000000000 25.00")
        let words = try #require(answer).split(separator: " ")
        #expect(words.count == 3)
        #expect(Double(words[1]) == -0.5)
        #expect(try #require(Double(words[2])) > 0)
    }

    @Test func `a lost second is answered, also before the first measurement`() {
        var servo = ServoLineProtocol()
        for line in ["0 - 25.00", "1 0.000001 25.00", "2 - 25.00"] {
            let answer = servo.respond(to: line)
            #expect(answer != nil)
        }
    }

    @Test(arguments: ["", "x", "0", "0 x 25", "a 0.1 25", "0 nan 25", "0 inf 25", "0 1e300 25"])
    func `what is not of this language is refused and changes nothing`(line: String) {
        var (servo, untouched) = (ServoLineProtocol(), ServoLineProtocol())
        let refused = servo.respond(to: line)
        #expect(refused == nil)
        let (after, first) = (servo.respond(to: "0 0.25 25.00"), untouched.respond(to: "0 0.25 25.00"))
        #expect(after == first)
    }

    @Test(arguments: ["", " x", " nan", " 1e9"])
    func `a word that is no temperature is passed over`(word: String) {
        var (aided, blind) = (ServoLineProtocol(isAided: true), ServoLineProtocol())
        let (heard, unheard) = (aided.respond(to: "0 0.25\(word)"), blind.respond(to: "0 0.25 25.00"))
        #expect(heard == unheard)
    }

    @Test func `it settles on a clock that is 30 ppm fast`() throws {
        var servo = ServoLineProtocol()
        var error = 0.5
        for second in 0..<60 {
            let line = servo.respond(to: "\(second) \(error) 25.00")
            let answer = try #require(line).split(separator: " ")
            let (frequency, step) = (try #require(Double(answer[0])), try #require(Double(answer[1])))
            error += frequency + step + 30e-6
        }
        #expect(error.magnitude < 1e-9)
    }
}
