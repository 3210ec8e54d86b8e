// SPDX-License-Identifier: Apache-2.0

/// A hash without collisions for keys that are known beforehand ("hash and displace"): a key's bucket says by how much
/// its keys are displaced so that each has a slot of its own.
struct PrefixHash: BitwiseCopyable, Sendable {
    /// Powers of two.
    let slots, buckets: Int
    private let seed: UInt64

    private init(for count: Int, seed: UInt64) {
        slots = Self.powerOfTwo(atLeast: count + count / 4 + 1)
        buckets = Self.powerOfTwo(atLeast: (count + 3) / 4)
        self.seed = seed
    }

    /// Three numbers out of one hash: 20, 22 and 22 bits, which are enough for ``AccessPolicy/capacity`` keys.
    struct Place: BitwiseCopyable {
        let bucket: Int
        let base, stride: UInt32

        func slot(_ displacement: UInt16, _ hash: PrefixHash) -> Int {
            Int(base &+ UInt32(displacement) &* stride) & (hash.slots &- 1)
        }
    }

    func place(of key: UInt128) -> Place {
        let (high, low) = (UInt64(truncatingIfNeeded: key >> 64), UInt64(truncatingIfNeeded: key))
        // The factor goes with the seed, so that two keys that fall together do so for one seed only.
        let mixed = Self.mix((low ^ seed) &+ high &* (seed | 1))
        // An odd stride reaches every slot.
        return Place(
            bucket: Int(mixed >> 44) & (buckets &- 1), base: UInt32(mixed & 0x3F_FFFF),
            stride: UInt32(mixed >> 22 & 0x3F_FFFF) | 1)
    }

    /// The finaliser of SplitMix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        let one = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let two = (one ^ (one >> 27)) &* 0x94D0_49BB_1331_11EB
        return two ^ (two >> 31)
    }

    private static func powerOfTwo(atLeast count: Int) -> Int {
        count <= 1 ? 1 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }
}

extension PrefixHash {
    /// The hash of some keys, each of them once.
    struct Built {
        let hash: PrefixHash
        private(set) var displacements: [UInt16]
        /// Of each key, in their order.
        private(set) var slots: [Int]

        /// Another seed where some bucket finds no place: the tables are a fifth to three fifths empty, so that few
        /// need a second.
        init(_ keys: [UInt128]) {
            var seed: UInt64 = 1
            while true {
                if let built = Built(keys, PrefixHash(for: keys.count, seed: seed &* 0x9E37_79B9_7F4A_7C15)) {
                    self = built
                    return
                }
                seed &+= 1
            }
        }

        private init?(_ keys: [UInt128], _ hash: PrefixHash) {
            self.hash = hash
            displacements = [UInt16](repeating: 0, count: hash.buckets)
            slots = [Int](repeating: 0, count: keys.count)
            let places = keys.map { hash.place(of: $0) }
            var members = [[Int]](repeating: [], count: hash.buckets)
            for (index, place) in places.enumerated() { members[place.bucket].append(index) }
            var isTaken = [Bool](repeating: false, count: hash.slots)
            // The fullest first, while there is most room; the order is the same each time.
            let order = members.indices.sorted { (members[$1].count, $0) < (members[$0].count, $1) }
            for bucket in order where !members[bucket].isEmpty {
                guard settle(members[bucket], in: bucket, places, &isTaken) else { return nil }
            }
        }

        private mutating func settle(
            _ members: [Int], in bucket: Int, _ places: [Place], _ isTaken: inout [Bool]
        ) -> Bool {
            for displacement in 0..<min(hash.slots, 1 << 16) {
                var wanted: [Int] = []
                for member in members {
                    let slot = places[member].slot(UInt16(displacement), hash)
                    if isTaken[slot] || wanted.contains(slot) { break }
                    wanted.append(slot)
                }
                guard wanted.count == members.count else { continue }
                displacements[bucket] = UInt16(displacement)
                for (member, slot) in zip(members, wanted) {
                    slots[member] = slot
                    isTaken[slot] = true
                }
                return true
            }
            return false
        }
    }
}
