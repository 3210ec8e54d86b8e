// SPDX-License-Identifier: Apache-2.0

/// All that is to be so in one receiver, in the order in which it is settled.
public struct ConfigurationPlan: Hashable, Sendable {
    public private(set) var settings: [ReceiverSetting] = []
    public let budget: MessageBudget

    /// - Parameter link: a port that is not known counts as the first UART.
    public init(for identity: ReceiverIdentity, link: ReceiverLink, options: ConfigurationOptions = .init()) {
        let others = options.keepsNMEA ? Self.usualNMEA : 0
        budget = MessageBudget(MessageWish.wishes(for: identity), link: link, others: others)
        if identity.hasKeys {
            planKeys(identity, link.port ?? .uart1, options)
        } else {
            planMessages(identity, options)
        }
    }

    /// For people, one line for each setting.
    public var lines: [String] { settings.map(\.line) }

    /// What receivers say in NMEA unless told otherwise: RMC, VTG, GGA, GLL, some GSA and a dozen GSV, bytes a second.
    static let usualNMEA = 550

    private static let whyRate = "one solution a second"
    private static let whySystems = "the settings name these and no others; first of all, for the search begins anew"
    private static let galileoWants = "; Galileo may want this saved and the receiver reset, which is left to people"
    private static let whyGPSOnly = "u-blox 6 and older cannot be told"
    private static let whySilence = "UBX says the same and more, and the line is for that"
    private static let whyPulse = "a pulse a second while the receiver is sure of its time, none otherwise"
    private static let whyStationary = "the antenna does not move"
    private static let whySurvey = "a timing receiver that knows its place needs fewer satellites"

    private static func why(_ share: MessageBudget.Share) -> String {
        if share.interval == 0 { return share.wish.why + "; does not fit on the line" }
        return share.isFull ? share.wish.why : share.wish.why + "; not oftener, for the line's sake"
    }

    // MARK: - Generation 9 and later

    private mutating func planKeys(
        _ identity: ReceiverIdentity, _ port: ReceiverLink.Port, _ options: ConfigurationOptions
    ) {
        if let wanted = options.constellations?.told {
            settings.append(.init(name: "CFG-SIGNAL", why: Self.whySystems, work: .signals(wanted.keyedValues)))
        }
        add("CFG-RATE", Self.whyRate, [.init(.measurementPeriod, 1000), .init(.measurementsPerSolution, 1)])
        add("CFG-OUTPROT", "UBX is what is best understood", [.init(.output(nmea: false, on: port), 1)])
        planRates(port, needed: true)
        if !options.keepsNMEA {
            add("CFG-OUTPROT", Self.whySilence, [.init(.output(nmea: true, on: port), 0)])
            settings[settings.count - 1].comesAfterNeeded = true
        }
        planRates(port, needed: false)
        planPulse(options.grid)
        if options.isStationary { add("CFG-NAVSPG", Self.whyStationary, [.init(.dynamicModel, 2)]) }
        if let survey = options.survey, identity.isForTiming == true { plan(survey) }
    }

    private mutating func planRates(_ port: ReceiverLink.Port, needed: Bool) {
        for share in budget.shares where share.wish.isNeeded == needed {
            guard let key = NamedKey.rate(of: share.wish.id, on: port) else { continue }
            add("CFG-MSGOUT", Self.why(share), [.init(key, UInt64(share.interval))])
            settings[settings.count - 1].isNeeded = needed
        }
    }

    private mutating func planPulse(_ grid: ConfigurationOptions.Grid) {
        add(
            "CFG-TP", Self.whyPulse,
            [
                .init(.pulseByPeriod, 0), .init(.pulseByLength, 1), .init(.pulsePeriod, 1_000_000),
                .init(.pulsePeriodLocked, 1_000_000), .init(.pulseLength, 0), .init(.pulseLengthLocked, 100_000),
                .init(.pulseFollowsGNSS, 1), .init(.pulseUsesLocked, 1), .init(.pulseAligned, 1),
                .init(.pulseRises, 1), .init(.pulseGrid, UInt64(grid.rawValue)), .init(.pulseEnabled, 1),
            ])
    }

    private mutating func plan(_ survey: ConfigurationOptions.Survey) {
        let items: [ReceiverSetting.KeyedValue] = [
            .init(.timeMode, 1), .init(.surveyDuration, UInt64(survey.seconds)),
            .init(.surveyAccuracy, UInt64(survey.tenthsOfMillimetres)),
        ]
        settings.append(ReceiverSetting(name: "CFG-TMODE", why: Self.whySurvey, work: .keysUnlessSet(items)))
    }

    private mutating func add(_ name: String, _ why: String, _ items: [ReceiverSetting.KeyedValue]) {
        settings.append(ReceiverSetting(name: name, why: why, work: .keys(items)))
    }

    // MARK: - Before

    private mutating func planMessages(_ identity: ReceiverIdentity, _ options: ConfigurationOptions) {
        if let wanted = options.constellations?.told {
            let why = wanted.contains(.galileo) ? Self.whySystems + Self.galileoWants : Self.whySystems
            add("CFG-GNSS", why, .constellations(wanted))
            if identity.dialect < ProtocolVersion(14) { settings[0].leftBecause = Self.whyGPSOnly }
        }
        add("CFG-RATE", Self.whyRate, .solutionRate)
        planMessages(needed: true)
        if !options.keepsNMEA {
            add("CFG-PRT", Self.whySilence, .noNMEA)
            settings[settings.count - 1].comesAfterNeeded = true
        }
        planMessages(needed: false)
        add("CFG-TP5", Self.whyPulse, .pulse(options.grid, identity.dialect))
        if options.isStationary { add("CFG-NAV5", Self.whyStationary, .stationary) }
        if let survey = options.survey {
            if identity.isHighPrecision {
                add("CFG-TMODE3", Self.whySurvey, .preciseSurvey(survey))
            } else if identity.isForTiming != false {
                add("CFG-TMODE2", Self.whySurvey, .survey(survey))
            }
        }
    }

    private mutating func planMessages(needed: Bool) {
        for share in budget.shares where share.wish.isNeeded == needed {
            let work = LegacyWork.message(share.wish.id, name: share.wish.name, interval: share.interval)
            add("CFG-MSG", Self.why(share), work)
            settings[settings.count - 1].isNeeded = needed
        }
    }

    private mutating func add(_ name: String, _ why: String, _ work: LegacyWork) {
        settings.append(ReceiverSetting(name: name, why: why, work: .message(work)))
    }
}
