// SPDX-License-Identifier: Apache-2.0

/// One setting after the other: asked for, and written where it is not so.
extension ReceiverConfigurator {
    /// Takes up the next setting.
    mutating func next() {
        guard silences < Self.longestSilence else { return finish(.brokeOff) }
        guard let setting = settings.last else { return finish(.done) }
        if setting.comesAfterNeeded, lacksNeeded {
            return settle(.left("a message that replaces it is not to be had"))
        }
        if let why = setting.leftBecause { return settle(.left(why)) }
        if isKnownToBeRefused(setting) { return settle(.refused) }
        if case .signals(let items) = setting.work { return takeUp(setting, items) }
        (phase, exchange) = (.reading, Self.question(setting))
    }

    func isKnownToBeRefused(_ setting: ReceiverSetting) -> Bool {
        guard let identity = report.identity else { return false }
        let known = memories.first { $0.key == identity.key && $0.firmware == identity.software }
        return known?.refused.contains(ReceiverMemory.name(of: setting)) ?? false
    }

    static func question(_ setting: ReceiverSetting) -> Exchange {
        switch setting.work {
        case .keys(let items), .keysUnlessSet(let items), .signals(let items):
            var payload: [UInt8] = []
            CfgValGet(keys: items.map(\.named.key)).appendPayload(to: &payload)
            return .ask(.cfgValGet, payload, beginning: [1])
        case .message(let work):
            return .ask(work.id, work.asked, beginning: work.asked)
        }
    }

    mutating func concludeReading(_ outcome: Exchange.Outcome) {
        guard let setting = settings.last else { return finish(.done) }
        switch outcome {
        case .answered(let content): judge(content, setting)
        case .refused, .acknowledged:
            if case .signals(let items) = setting.work, items.count > 1 { beginProbing(items) } else { divide(setting) }
        case .silent: settle(.silent)
        }
    }

    private mutating func judge(_ content: [UInt8], _ setting: ReceiverSetting) {
        switch setting.work {
        case .keys(let items):
            guard let values = Self.values(content, of: items) else { return settle(.refused) }
            let wrong = zip(items, values).filter { $0.value != $1 }.map(\.0)
            if wrong.isEmpty { settle(.wasSo) } else { write(wrong) }
        case .keysUnlessSet(let items):
            guard let values = Self.values(content, of: items) else { return settle(.refused) }
            if values[0] == 0 { write(items) } else { settle(Self.left(values[0], items[0])) }
        case .signals(let items):
            guard let values = Self.values(content, of: items) else { return settle(.refused) }
            weigh(items, values)
        case .message(let work):
            noteMissing(content, setting)
            switch work.judge(content.span, port: link.port) {
            case .isSo: settle(.wasSo)
            case .write(let frame): write(work.id, frame)
            case .leave(let why): settle(.left(why))
            case .unreadable: settle(.refused)
            }
        }
    }

    private static func left(_ value: UInt64, _ item: ReceiverSetting.KeyedValue) -> ConfigurationReport.Result {
        value == item.value ? .wasSo : .left("\(item.named.name) is \(value)")
    }

    /// The values in the items' order; `nil` where one is missing.
    static func values(_ content: [UInt8], of items: [ReceiverSetting.KeyedValue]) -> [UInt64]? {
        guard let answer = try? CfgValGet(payload: content.span), !answer.isRequest else { return nil }
        let values = items.compactMap { item in answer.items.first { $0.key == item.named.key }?.value }
        return values.count == items.count ? values : nil
    }

    mutating func write(_ items: [ReceiverSetting.KeyedValue]) {
        var values = CfgItems()
        for item in items { values.append(CfgItem(item.named.key, item.value)) }
        write(.cfgValSet, CfgValSet(values, layers: [.ram, .bbr]).frame)
    }

    private mutating func write(_ id: UBXMessageID, _ frame: [UInt8]) {
        if options.isDryRun { return settle(.wouldSet) }
        (phase, exchange) = (.writing, .tell(id, frame))
    }

    mutating func concludeWriting(_ outcome: Exchange.Outcome) {
        guard let setting = settings.last else { return finish(.done) }
        switch outcome {
        case .acknowledged, .answered: settle(.set)
        case .refused: divide(setting)
        case .silent: settle(.silent)
        }
    }

    /// One key that is not known makes it refuse them all: they are tried one by one.
    private mutating func divide(_ setting: ReceiverSetting) {
        guard let parts = setting.divided else { return settle(.refused) }
        settings.removeLast()
        settings += parts.reversed()
        silences = 0
        next()
    }

    mutating func settle(_ result: ConfigurationReport.Result) {
        guard let setting = settings.popLast() else { return finish(.done) }
        report.entries.append(.init(setting: setting, result: result))
        silences = result == .silent ? silences + 1 : 0
        if setting.isNeeded, result == .refused || result == .silent { lacksNeeded = true }
        next()
    }
}
