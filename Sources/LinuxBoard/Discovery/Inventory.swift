// SPDX-License-Identifier: Apache-2.0

/// What devices are there, and which of them is the receiver. Pure: it is told of changes and looks at nothing.
public struct Inventory: Sendable {
    /// Which receiver is asked for.
    public enum Wish: Hashable, Sendable {
        /// Whichever is there.
        case any
        /// The one with this name, or what came back of it under another.
        case named(String)
        /// Bytes come from elsewhere, or from nowhere.
        case none
    }

    public let wish: Wish
    /// Devices that have another use, by any of their names: never the receiver.
    private let taken: [String]
    /// By path in sysfs.
    private var byPath: [String: FoundDevice] = [:]
    /// The device to hear; `nil` while there is none.
    public private(set) var receiver: FoundDevice?
    /// What the last receiver is known again by.
    private var identity: ReceiverIdentity?
    /// Paths in sysfs of what was there when the last receiver went: that was not it.
    private var bystanders: Set<String> = []
    /// Paths in sysfs of what was tried and did not speak like a receiver.
    private var refused: Set<String> = []

    public init(wish: Wish = .any, besides taken: [String] = []) { (self.wish, self.taken) = (wish, taken) }

    /// All that is there, by kind and name.
    public var devices: [FoundDevice] {
        byPath.values.sorted { ($0.kind.rawValue, $0.name.count, $0.name) < ($1.kind.rawValue, $1.name.count, $1.name) }
    }

    public func devices(_ kind: FoundDevice.Kind) -> [FoundDevice] { devices.filter { $0.kind == kind } }

    /// Takes a change; returns what it means.
    public mutating func apply(_ change: DeviceChange) -> [InventoryNews] {
        switch change {
        case .present(let device): note(device) + choose()
        case .gone(let path): forget(path) + choose()
        case .lookAgain: []
        }
    }

    /// Takes everything that is there now; returns what has come and gone since.
    public mutating func replace(with found: [FoundDevice]) -> [InventoryNews] {
        let paths = Set(found.map(\.path))
        let gone = devices.map(\.path).filter { !paths.contains($0) }
        var news = gone.flatMap { forget($0) }
        for device in found { news += note(device) }
        return news + choose()
    }

    /// What was taken for the receiver does not speak like one: the next in question is taken. Once all were tried it
    /// begins anew, since a receiver may only have been silent.
    public mutating func refuse(_ device: FoundDevice) -> [InventoryNews] {
        refused.insert(device.path)
        if receiver?.path == device.path { (receiver, identity) = (nil, nil) }
        if candidate() == nil { refused = [] }
        return choose()
    }

    private mutating func note(_ device: FoundDevice) -> [InventoryNews] {
        let old = byPath.updateValue(device, forKey: device.path)
        if receiver?.path == device.path { receiver = device }
        return old == nil ? [.appeared(device)] : []
    }

    private mutating func forget(_ path: String) -> [InventoryNews] {
        refused.remove(path)
        bystanders.remove(path)
        guard let device = byPath.removeValue(forKey: path) else { return [] }
        guard receiver?.path == path else { return [.vanished(device)] }
        receiver = nil
        bystanders = Set(byPath.keys)
        return [.vanished(device), .receiver(nil)]
    }

    /// One that was taken is kept while it is there: another that comes does not interrupt it.
    private mutating func choose() -> [InventoryNews] {
        guard receiver == nil, let best = candidate() else { return [] }
        receiver = best
        identity = ReceiverIdentity(best)
        return [.receiver(best)]
    }

    private func candidate() -> FoundDevice? {
        let candidates = devices.filter { !refused.contains($0.path) && $0.preferredNode != nil }
        let ranked = candidates.map { (device: $0, rank: rank($0)) }.filter { $0.rank > 0 }
        // The first of equals, so that the choice is the same on every start.
        return ranked.reduce(nil as (device: FoundDevice, rank: Int)?) { best, next in
            guard let best, best.rank >= next.rank else { return next }
            return best
        }?.device
    }

    /// How likely it is the receiver; zero: it is not.
    private func rank(_ device: FoundDevice) -> Int {
        guard device.kind == .tty || device.kind == .gnss, !taken.contains(where: device.isNamed) else { return 0 }
        let likeness = identity?.likeness(of: device) ?? .none
        switch wish {
        case .none: return 0
        case .named(let path): return device.isNamed(path) ? 100 : likeness.rawValue
        case .any:
            let isNew = identity == nil || !bystanders.contains(device.path)
            return likeness > .none ? 10 + likeness.rawValue : ReceiverLikelihood.of(device, isNew: isNew)
        }
    }
}

/// What has changed, as far as anybody needs to know.
public enum InventoryNews: Hashable, Sendable {
    case appeared(FoundDevice)
    case vanished(FoundDevice)
    /// This is the receiver from now on; `nil`: there is none now.
    case receiver(FoundDevice?)
}
