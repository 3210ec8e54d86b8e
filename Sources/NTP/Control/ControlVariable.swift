// SPDX-License-Identifier: Apache-2.0

/// A variable that may be asked for by name. `nil` as its value: it is understood, but there is nothing to tell.
struct ControlVariable<Subject>: Sendable {
    let name: String
    /// Whether it is told to those who name none.
    let isUsual: Bool
    let value: @Sendable (Subject) -> ControlValue?

    init(_ name: String, unasked isUsual: Bool = true, _ value: @escaping @Sendable (Subject) -> ControlValue?) {
        (self.name, self.isUsual, self.value) = (name, isUsual, value)
    }
}

extension [UInt8] {
    /// "name=value" pairs with what ntpd has between them: a comma, and a new line before one would exceed 72 columns.
    init<Subject>(_ variables: [ControlVariable<Subject>], of subject: Subject) {
        let items = variables.compactMap { variable in
            variable.value(subject).map { Array("\(variable.name)=\($0.description)".utf8) }
        }
        self = []
        var column = 0
        for item in items {
            if !isEmpty {
                let isFull = column + item.count + 3 >= Self.widest
                append(contentsOf: isFull ? [0x2C, 0x0D, 0x0A] : [0x2C, 0x20])
                column = isFull ? 0 : column + 2
            }
            append(contentsOf: item)
            column += item.count
        }
        if !isEmpty { append(contentsOf: [0x0D, 0x0A]) }
    }

    private static var widest: Int { 72 }
}

/// Those that are asked for, each once and in the order of asking; without any name, the usual ones.
///
/// - Parameter list: names with commas between them; a value after a name is passed over (RFC 9327, section 4).
func chosen<Subject>(
    _ variables: [ControlVariable<Subject>], by list: Span<UInt8>
) throws(ControlError) -> [ControlVariable<Subject>] {
    var chosen: [Int] = []
    var isNamed = false
    var start = 0
    for end in 0...list.count where end == list.count || list[end] == 0x2C {
        let name = name(in: list, start..<end)
        start = end + 1
        if name.isEmpty { continue }
        isNamed = true
        guard let index = variables.firstIndex(where: { $0.name.utf8.elementsEqual(name) }) else {
            throw .unknownVariable
        }
        if !chosen.contains(index) { chosen.append(index) }
    }
    return isNamed ? chosen.map { variables[$0] } : variables.filter(\.isUsual)
}

/// Up to an equals sign, without white space around it.
private func name(in list: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var name: [UInt8] = []
    for index in range {
        if list[index] == 0x3D { break }
        name.append(list[index])
    }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    while name.last.map(isBlank) == true { name.removeLast() }
    return Array(name.drop(while: isBlank))
}
