// SPDX-License-Identifier: Apache-2.0

import Appliance
import Console
import Glibc

/// Standard output and standard error, without a buffer in between: what is written is out, and can be piped.
enum Output {
    @discardableResult
    static func text(_ text: String) -> Bool { write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) }

    /// What an appliance answered: nothing in it may command the terminal. False where nobody reads it any more.
    @discardableResult
    static func report(_ text: String, isJSON: Bool = false) -> Bool {
        // JSON for a program stays as it is.
        guard !isJSON || Terminal.isOutput else { return self.text(text) }
        return self.text(TerminalText.shown(text, isASCII: Terminal.isASCII))
    }

    /// Before an answer that is typed behind it.
    static func question(_ text: String) { write(text, to: STDERR_FILENO) }

    /// To the millisecond.
    static func seconds(_ value: Double) -> String {
        let milliseconds = Int64((value * 1000).rounded())
        let digits = String(abs(milliseconds) % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    static func error(_ text: String) {
        let shown = TerminalText.shown(text, isASCII: false)
        write(shown.hasSuffix("\n") ? shown : shown + "\n", to: STDERR_FILENO)
    }

    static func json(_ value: some Encodable) throws {
        report(String(decoding: try ReportJSON.page(value), as: UTF8.self), isJSON: true)
    }

    @discardableResult
    private static func write(_ text: String, to descriptor: CInt) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return false }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }
}
