// SPDX-License-Identifier: Apache-2.0

/// Gathers every fault of one file, each once.
struct FaultCollector {
    let file: String
    private var faults: Set<SettingsFault> = []
    /// Beyond this nobody reads on.
    static let limit = 200

    init(file: String) { self.file = file }

    var isEmpty: Bool { faults.isEmpty }

    mutating func add(_ reason: String, at position: TextPosition, key: String = "") {
        guard faults.count < Self.limit else { return }
        faults.insert(
            SettingsFault(file: file, line: position.line, column: position.column, key: key, reason: reason))
    }

    /// In the order of the file.
    var sorted: SettingsFaults {
        SettingsFaults(
            faults: faults.sorted { ($0.line, $0.column, $0.key, $0.reason) < ($1.line, $1.column, $1.key, $1.reason) })
    }
}
