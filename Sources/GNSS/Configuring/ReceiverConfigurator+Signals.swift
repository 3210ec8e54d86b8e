// SPDX-License-Identifier: Apache-2.0

/// Keys that are asked for one by one, because the receiver does not know all of them.
struct SignalProbe: Hashable, Sendable {
    var left: [ReceiverSetting.KeyedValue]
    var known: [ReceiverSetting.KeyedValue] = []
    /// What the known ones are.
    var values: [UInt64] = []
}

/// Which systems it uses: what it does not have is told, and the rest changed by a single order.
extension ReceiverConfigurator {
    /// Without what it refused the last time.
    mutating func takeUp(_ setting: ReceiverSetting, _ items: [ReceiverSetting.KeyedValue]) {
        let gone = items.filter { isKnownToBeRefused(setting.only([$0])) }
        for item in gone { refuse(setting.only([item])) }
        keep(items.filter { !gone.contains($0) }) { it in
            (it.phase, it.exchange) = (.reading, it.settings.last.map(Self.question))
        }
    }

    mutating func beginProbing(_ items: [ReceiverSetting.KeyedValue]) {
        probe = SignalProbe(left: items)
        askNext()
    }

    private mutating func askNext() {
        guard let setting = settings.last, let running = probe else { return next() }
        if let item = running.left.first {
            (phase, exchange) = (.probing, Self.question(setting.only([item])))
            return
        }
        probe = nil
        keep(running.known) { $0.weigh(running.known, running.values) }
    }

    mutating func concludeProbing(_ outcome: Exchange.Outcome) {
        guard let setting = settings.last, var running = probe, let item = running.left.first else { return next() }
        running.left.removeFirst()
        switch outcome {
        case .silent:
            probe = nil
            return settle(.silent)
        case .answered(let content):
            if let value = Self.values(content, of: [item])?.first {
                running.known.append(item)
                running.values.append(value)
            } else {
                refuse(setting.only([item]))
            }
        case .refused, .acknowledged: refuse(setting.only([item]))
        }
        probe = running
        askNext()
    }

    mutating func weigh(_ items: [ReceiverSetting.KeyedValue], _ values: [UInt64]) {
        let wrong = zip(items, values).filter { $0.value != $1 }.map(\.0)
        if wrong.isEmpty { return settle(.wasSo) }
        guard Constellations.hasMajor(items) else { return settle(.left(LegacyWork.whyNoMajor)) }
        write(wrong)
    }

    /// Of the current setting only these are left; it is done with if there are none.
    private mutating func keep(_ items: [ReceiverSetting.KeyedValue], then go: (inout Self) -> Void) {
        guard let setting = settings.popLast() else { return next() }
        if items.isEmpty { return next() }
        settings.append(setting.only(items))
        go(&self)
    }

    /// What a receiver without keys does not have.
    mutating func noteMissing(_ content: [UInt8], _ setting: ReceiverSetting) {
        guard case .message(.constellations(let wanted)) = setting.work,
            let has = try? CfgGNSS(payload: content.span)
        else { return }
        let missing = LegacyWork.missing(of: wanted, in: has)
        if missing.isEmpty { return }
        var part = setting
        part.work = .message(.constellations(missing))
        refuse(part)
    }

    private mutating func refuse(_ part: ReceiverSetting) {
        report.entries.append(.init(setting: part, result: .refused))
    }
}

extension ReceiverSetting {
    func only(_ items: [KeyedValue]) -> Self {
        var part = self
        part.work = .signals(items)
        return part
    }
}
