// SPDX-License-Identifier: Apache-2.0

import Appliance
import Glibc
import Management

/// The terminal that the program was started at, or none.
struct Terminal: CommandPerson {
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// As wide as it is, with the signs that its language has.
    static var style: TextStyle { TextStyle(columns: columns, isASCII: isASCII) }

    /// By `LC_ALL`, `LC_CTYPE` or `LANG`, whichever is set first.
    static var isASCII: Bool { !locale.lowercased().filter { $0 != "-" }.hasSuffix("utf8") }

    static var locale: String {
        ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
    }

    private static var columns: Int {
        if let size, size.ws_col > 0 { return Int(size.ws_col) }
        return environment("COLUMNS").flatMap { Int($0) } ?? 80
    }

    /// `nil` where the output is no terminal.
    static var size: winsize? {
        var size = winsize()
        return unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
    }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    var isThere: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    mutating func line() -> String? { readLine() }

    mutating func answer(to question: String) -> String? {
        Output.question(question)
        return readLine()
    }

    mutating func secret(_ question: String) -> String? {
        Output.question(question)
        let shown = TerminalMode(of: STDIN_FILENO)
        shown?.hideInput()
        defer {
            shown?.restore()
            Output.question("\n")
        }
        return readLine()
    }
}
