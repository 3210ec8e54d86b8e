// SPDX-License-Identifier: Apache-2.0

/// Why a key cannot be changed in a text. The text is as it was.
public enum SettingEditRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// This is not how a key is written.
    case key(String)
    /// What was to stand there is no value.
    case value(String)
    /// The text itself cannot be read.
    case unreadable(String)
    /// Something on the way there is no section, or no list.
    case noWay(at: String, is: String, mustBe: String)
    /// The list has so many items only.
    case noItem(of: String, count: Int)
    /// Nothing stands there.
    case absent(String)
    /// It is written in a way that we do not see through.
    case cannot(String)

    public var description: String {
        switch self {
        case .key(let text): "\(quoted(text)) is no key such as ntp.listen or ptp.ports[0].profile"
        case .value(let reason): reason
        case .unreadable(let reason): "the configuration cannot be read: \(reason)"
        case .noWay(let place, let kind, let needed):
            "\(place) is \(kind), and no \(needed); set it as a whole, or take it out first"
        case .noItem(let list, 0): "\(list) has no items yet; the first one is \(list)[0]"
        case .noItem(let list, let count): "\(list) has \(count) items; the next one is \(list)[\(count)]"
        case .absent(let key): "\(key) does not stand in the configuration; its default holds already"
        case .cannot(let key):
            "\(key) is written in a way that cannot be changed in its place; change it in the text, on the page's settings"
        }
    }
}
