// SPDX-License-Identifier: Apache-2.0

/// A matter that is settled by a message of its own, on receivers before generation 9: it is asked for, changed in the
/// one respect that matters, and sent back.
enum LegacyWork: Hashable, Sendable {
    case solutionRate
    case message(UBXMessageID, name: String, interval: UInt8)
    case noNMEA
    case pulse(ConfigurationOptions.Grid, ProtocolVersion)
    case stationary
    case survey(ConfigurationOptions.Survey)
    /// The same for receivers that know UBX-CFG-TMODE3 instead.
    case preciseSurvey(ConfigurationOptions.Survey)
    case constellations(Constellations)

    /// What becomes of an answer.
    enum Judgement: Hashable {
        case isSo
        case write([UInt8])
        /// It is set to something that is somebody's decision.
        case leave(String)
        /// It cannot be read.
        case unreadable
    }

    var text: String {
        switch self {
        case .solutionRate: "measRate = 1000 ms, navRate = 1"
        case .message(_, let name, let interval): "\(name) rate = \(interval)"
        case .noNMEA: "outProtoMask without NMEA"
        case .pulse(let grid, _):
            "tpIdx = 0, freqPeriodLock = 1000000 us, pulseLenRatioLock = 100000 us, pulseLenRatio = 0, "
                + "rising edge, alignToTow, grid = \(grid == .utc ? "UTC" : "GPS")"
        case .stationary: "dynModel = 2 (stationary)"
        case .survey(let survey):
            "timeMode = 1 (survey-in), svinMinDur = \(survey.seconds) s, svinAccLimit = \(survey.accuracy) mm"
        case .preciseSurvey(let survey):
            "mode = 1 (survey-in), svinMinDur = \(survey.seconds) s, svinAccLimit = \(survey.accuracy) mm"
        case .constellations(let wanted): wanted.text
        }
    }

    var id: UBXMessageID {
        switch self {
        case .solutionRate: .cfgRATE
        case .message: .cfgMSG
        case .noNMEA: .cfgPRT
        case .pulse: .cfgTP5
        case .stationary: .cfgNAV5
        case .survey: .cfgTMODE2
        case .preciseSurvey: .cfgTMODE3
        case .constellations: .cfgGNSS
        }
    }

    /// What the question holds, and what an answer to it begins with.
    var asked: [UInt8] {
        switch self {
        case .message(let id, _, _): [id.messageClass, id.number]
        case .pulse: [0]
        default: []
        }
    }

    /// - Parameter port: the receiver's port that we are on; `nil` where it did not tell.
    func judge(_ answer: Span<UInt8>, port: ReceiverLink.Port?) -> Judgement {
        do throws(UBXRefusal) {
            switch self {
            case .solutionRate: return Self.solutionRate(try CfgRATE(payload: answer))
            case .message(let id, _, let interval):
                return Self.message(id, interval, try CfgMSGRates(payload: answer), port)
            case .noNMEA: return Self.noNMEA(try CfgPRT(payload: answer))
            case .pulse(let grid, let dialect): return Self.pulse(grid, dialect, try CfgTP5(payload: answer))
            case .stationary: return Self.stationary(try CfgNAV5(payload: answer))
            case .survey(let survey): return Self.survey(survey, try CfgTMODE2(payload: answer))
            case .preciseSurvey(let survey): return Self.survey(survey, try CfgTMODE3(payload: answer))
            case .constellations(let wanted): return Self.constellations(wanted, try CfgGNSS(payload: answer))
            }
        } catch {
            return .unreadable
        }
    }

    private static func solutionRate(_ has: CfgRATE) -> Judgement {
        var wanted = has
        (wanted.measRate, wanted.navRate) = (1000, 1)
        return wanted == has ? .isSo : .write(wanted.frame)
    }

    private static func message(
        _ id: UBXMessageID, _ interval: UInt8, _ has: CfgMSGRates, _ port: ReceiverLink.Port?
    ) -> Judgement {
        if let port, has[port: port.rawValue] == interval { return .isSo }
        return .write(CfgMSG(id, rate: interval).frame)
    }

    private static func noNMEA(_ has: CfgPRT) -> Judgement {
        var wanted = has
        wanted.outputsNMEA = false
        wanted.outputsUBX = true
        return wanted == has ? .isSo : .write(wanted.frame)
    }

    /// Delays (cable, RF, user's) stay as they are. Before protocol 16 the grid is one bit, the others being reserved.
    private static func pulse(
        _ grid: ConfigurationOptions.Grid, _ dialect: ProtocolVersion, _ has: CfgTP5
    ) -> Judgement {
        var wanted = has
        (wanted.freqPeriod, wanted.freqPeriodLock) = (1_000_000, 1_000_000)
        (wanted.pulseLenRatio, wanted.pulseLenRatioLock) = (0, 100_000)
        for bit in [0, 1, 2, 4, 5, 6] { wanted.flags[bit: bit] = true }
        wanted.flags[bit: 3] = false
        let bits = dialect < ProtocolVersion(16) ? 7...7 : CfgTP5.grid
        wanted.flags[bits: bits] = UInt32(grid.rawValue)
        return wanted == has ? .isSo : .write(wanted.frame)
    }

    private static func stationary(_ has: CfgNAV5) -> Judgement {
        if has.dynModel == 2 { return .isSo }
        var wanted = has
        (wanted.mask, wanted.dynModel) = (1, 2)
        return .write(wanted.frame)
    }
}
