// SPDX-License-Identifier: Apache-2.0

import Testing

struct FileTests {
    static let sourceEndings = [".swift", ".c", ".h", ".py", ".sh"]
    static let longest = 400

    @Test(arguments: ["Sources", "Tests", "tools", "board"])
    func `every source file says its licence in its first three lines`(folder: String) throws {
        for path in try House.files(under: folder) {
            let lines = try House.lines(of: path)
            let isScript = lines.first?.hasPrefix("#!") ?? false
            guard isScript || Self.sourceEndings.contains(where: path.hasSuffix) else { continue }
            let isSaid = lines.prefix(3).contains { isLicence($0, ofKernelCode: Self.isKernelCode(path)) }
            #expect(isSaid, "\(path)")
        }
    }

    @Test func `no source file grows beyond what one can read`() throws {
        for path in try House.files(under: "Sources") where Self.sourceEndings.contains(where: path.hasSuffix) {
            let count = try House.lines(of: path).count - 1
            #expect(count <= Self.longest, "\(path) has \(count) lines")
        }
    }

    /// What is compiled into a kernel has the kernel's licence.
    private static func isKernelCode(_ path: String) -> Bool {
        path.hasPrefix("board/") && path.contains("/kernel/") && path.hasSuffix(".c")
    }

    /// The tag alone on its line, in any of the comment marks.
    private func isLicence(_ line: Substring, ofKernelCode isKernelCode: Bool) -> Bool {
        let words = line.split(separator: " ").filter { !["//", "#", "/*", "*/"].contains($0) }
        return words == ["SPDX-License-Identifier:", isKernelCode ? "GPL-2.0" : "Apache-2.0"]
    }
}
