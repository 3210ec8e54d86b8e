// SPDX-License-Identifier: Apache-2.0

/// Gathers every fault of one file, each once.
struct FaultCollector {
    let file: String
    private var faults: Set<SettingsFault> = []
    /// Those of values that are right each by itself.
    private var together: Set<SettingsFault> = []
    /// Every key that was asked for, where that is wanted.
    var catalogue: SettingCatalogue?
    /// Beyond this nobody reads on.
    static let limit = 200

    init(file: String) { self.file = file }

    var isEmpty: Bool { faults.isEmpty }

    /// - Parameter isTogether: the value is right by itself, but does not fit to others.
    mutating func add(_ reason: String, at position: TextPosition, key: String = "", isTogether: Bool = false) {
        guard faults.count < Self.limit else { return }
        let fault = SettingsFault(
            file: file, line: position.line, column: position.column, key: key, reason: reason)
        faults.insert(fault)
        if isTogether { together.insert(fault) }
    }

    /// In the order of the file.
    var sorted: SettingsFaults {
        SettingsFaults(
            faults: faults.sorted { ($0.line, $0.column, $0.key, $0.reason) < ($1.line, $1.column, $1.key, $1.reason) },
            together: together)
    }
}
