// SPDX-License-Identifier: Apache-2.0

import GNSS

/// Configuration by keys.
extension SimulatedUBlox {
    func answerKeys(_ payload: [UInt8]) -> [UInt8] {
        guard let question = try? CfgValGet(payload: payload.span), question.isRequest,
            !question.items.contains(where: { isUnknown($0.key) })
        else { return nak(.cfgValGet) }
        var items = CfgItems()
        for item in question.items { items.append(CfgItem(item.key, values[item.key.rawValue] ?? 0)) }
        return CfgValGet(items: items).frame + ack(.cfgValGet)
    }

    mutating func takeKeys(_ payload: [UInt8]) -> [UInt8] {
        guard let order = try? CfgValSet(payload: payload.span),
            !order.items.contains(where: { isUnknown($0.key) }), accepts(order)
        else { return nak(.cfgValSet) }
        for item in order.items { values[item.key.rawValue] = item.value }
        taken.append(.cfgValSet)
        return ack(.cfgValSet)
    }
}
