// SPDX-License-Identifier: Apache-2.0

/// The satellites that a receiver reports, up to 96 of them, held in place.
public struct Sky: Sendable, BitwiseCopyable {
    public static let capacity = 96

    private var storage = InlineArray<96, Satellite>(repeating: Satellite(constellation: .gps, id: 0))
    private var filled: UInt8 = 0

    public init() {}

    public var count: Int { Int(filled) }
    public var isEmpty: Bool { filled == 0 }

    /// Traps outside 0 ..< ``count``.
    public subscript(index: Int) -> Satellite {
        get {
            precondition(index < count)
            return storage[index]
        }
        set {
            precondition(index < count)
            storage[index] = newValue
        }
    }

    /// Adds a satellite, or merges it into the entry that it already has: later news counts, a used one stays used
    /// and the strongest signal is kept. False, and nothing changes, where the sky is full.
    @discardableResult
    public mutating func merge(_ satellite: Satellite) -> Bool {
        if let index = index(of: satellite) {
            var known = storage[index]
            known.isUsed = known.isUsed || satellite.isUsed
            known.elevation = satellite.elevation ?? known.elevation
            known.azimuth = satellite.azimuth ?? known.azimuth
            known.cn0 = strongest(known.cn0, satellite.cn0)
            storage[index] = known
            return true
        }
        guard count < Self.capacity else { return false }
        storage[count] = satellite
        filled += 1
        return true
    }

    @inline(__always)
    public func index(of satellite: Satellite) -> Int? {
        for index in 0..<count where storage[index].isSame(as: satellite) { return index }
        return nil
    }

    public mutating func removeAll() { filled = 0 }

    /// How many the receiver's solution used.
    public var usedCount: Int {
        var used = 0
        for index in 0..<count where storage[index].isUsed { used += 1 }
        return used
    }

    private func strongest(_ a: UInt8?, _ b: UInt8?) -> UInt8? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}
