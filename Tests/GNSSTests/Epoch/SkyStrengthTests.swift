// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

@Suite struct SkyStrengthTests {
    private func sky(_ levels: [UInt8?]) -> Sky {
        var sky = Sky()
        for (index, level) in levels.enumerated() {
            sky.merge(Satellite(constellation: .gps, id: UInt8(index + 1), cn0: level))
        }
        return sky
    }

    @Test(
        arguments: [
            ([], nil), ([nil, nil], nil), ([40], 40), ([40, nil, 30], 35), ([20, 44, 30, 46, 48, 42, nil, 10], 45),
            ([45, 45, 45, 45, 45], 45),
        ] as [([UInt8?], Double?)])
    func `a sky is as strong as its four strongest`(levels: [UInt8?], strength: Double?) {
        #expect(sky(levels).strength == strength)
    }
}
