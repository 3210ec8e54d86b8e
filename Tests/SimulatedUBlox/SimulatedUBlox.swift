// SPDX-License-Identifier: Apache-2.0

public import GNSS
import TimeBase

/// A u-blox receiver as its configuration sees it: it answers questions, takes orders, acknowledges, and sends what it
/// was told to send.
public struct SimulatedUBlox: Sendable {
    public let model: Model
    public var manner: Manner
    public var port: CfgPRT
    public var rate = CfgRATE()
    public var pulse = CfgTP5()
    public var navigation = CfgNAV5()
    public var timeMode = CfgTMODE2()
    public var preciseTimeMode = CfgTMODE3()
    public var systems = CfgGNSS()
    /// Messages and once in how many seconds they are sent on this port.
    public var rates: [UBXMessageID: UInt8] = [:]
    /// Values by key; a key that is absent and known reads as zero.
    public var values: [UInt32: UInt64] = [:]
    /// Orders that were taken, in order.
    public internal(set) var taken: [UBXMessageID] = []
    /// How it was told to start anew, in order; it does not acknowledge that.
    public private(set) var starts: [CfgRST] = []
    public private(set) var framesHeard = 0
    private var scanner = FrameScanner()
    var second = 0

    public init(_ model: Model, manner: Manner = .ordinary, port: UInt8 = 1, baud: UInt32 = 9600) {
        (self.model, self.manner) = (model, manner)
        self.port = CfgPRT()
        self.port.portID = port
        self.port.baudRate = baud
        self.port.mode = 0x8D0
        (self.port.inProtoMask, self.port.outProtoMask) = (7, 3)
        rate.measRate = 200
        (pulse.freqPeriod, pulse.antCableDelay) = (1_000_000, 50)
        tuneIn()
        values[0x1074_0001] = 1
        values[0x1074_0002] = 1
    }

    /// Takes what was sent to it; returns what it answers.
    public mutating func hear(_ bytes: [UInt8]) -> [UInt8] {
        var frames: [(UBXMessageID, [UInt8])] = []
        scanner.push(bytes.span, at: MonotonicInstant(sinceEpoch: .zero)) { frame, content in
            if case .ubx(let id) = frame.kind { frames.append((id, content.indices.map { content[$0] })) }
        }
        return frames.flatMap { hear($0.0, $0.1) }
    }

    private mutating func hear(_ id: UBXMessageID, _ payload: [UInt8]) -> [UInt8] {
        framesHeard += 1
        switch manner {
        case .deaf: return []
        case .forgetful where framesHeard % 2 == 1: return []
        case .dying(let count) where framesHeard > count: return []
        case .refusing where id.messageClass == 0x06: return Ack(id, isAcknowledged: false).frame
        case .garbling where id.messageClass == 0x06: return garbled(id)
        default: return answer(id, payload)
        }
    }

    private func garbled(_ id: UBXMessageID) -> [UInt8] {
        [0xB5, 0x62, 0xFF] + frame(id, [1, 2, 3]) + frame(id, [UInt8](repeating: 0xEE, count: 77))
            + frame(.ackACK, [6]) + Ack(.cfgNAV5, isAcknowledged: true).frame
    }

    private mutating func answer(_ id: UBXMessageID, _ payload: [UInt8]) -> [UInt8] {
        switch id {
        case .monVer: return model.version.frame
        case .secUniqID: return model.unique?.frame ?? []
        case .cfgRST:
            if let start = try? CfgRST(payload: payload.span) { starts.append(start) }
            return []
        case .cfgValGet where model.hasKeys: return answerKeys(payload)
        case .cfgValSet where model.hasKeys: return takeKeys(payload)
        default:
            guard id.messageClass == 0x06, model.hasMessages else { return nak(id) }
            return payload.count <= questionLength(id) ? answerMatter(id, payload) : takeMatter(id, payload)
        }
    }

    private func questionLength(_ id: UBXMessageID) -> Int {
        switch id {
        case .cfgMSG: 2
        case .cfgTP5, .cfgPRT: 1
        default: 0
        }
    }

    // MARK: - Messages for each matter

    private func answerMatter(_ id: UBXMessageID, _ payload: [UInt8]) -> [UInt8] {
        switch id {
        case .cfgPRT: return port.frame + ack(id)
        case .cfgRATE: return rate.frame + ack(id)
        case .cfgTP5: return pulse.frame + ack(id)
        case .cfgNAV5: return navigation.frame + ack(id)
        case .cfgTMODE2 where model.isForTiming: return timeMode.frame + ack(id)
        case .cfgTMODE3 where model.isHighPrecision: return preciseTimeMode.frame + ack(id)
        case .cfgGNSS where !model.systems.isEmpty: return systems.frame + ack(id)
        case .cfgMSG:
            let message = UBXMessageID(payload[0], payload[1])
            if model.unknownMessages.contains(message) { return nak(id) }
            var answer = CfgMSGRates(message, rates: 0)
            answer[port: port.portID] = rates[message] ?? 0
            return answer.frame + ack(id)
        default: return nak(id)
        }
    }

    private mutating func takeMatter(_ id: UBXMessageID, _ payload: [UInt8]) -> [UInt8] {
        do throws(UBXRefusal) {
            switch id {
            case .cfgPRT: port = try CfgPRT(payload: payload.span)
            case .cfgRATE: rate = try CfgRATE(payload: payload.span)
            case .cfgTP5: pulse = try CfgTP5(payload: payload.span)
            case .cfgNAV5:
                let told = try CfgNAV5(payload: payload.span)
                if told.mask & 1 != 0 { navigation.dynModel = told.dynModel }
            case .cfgTMODE2 where model.isForTiming: timeMode = try CfgTMODE2(payload: payload.span)
            case .cfgTMODE3 where model.isHighPrecision: preciseTimeMode = try CfgTMODE3(payload: payload.span)
            case .cfgGNSS where !model.systems.isEmpty:
                let told = try CfgGNSS(payload: payload.span)
                guard accepts(told) else { return nak(id) }
                systems = told
            case .cfgMSG:
                let told = try CfgMSG(payload: payload.span)
                if model.unknownMessages.contains(told.message) { return nak(id) }
                rates[told.message] = told.rate
            default: return nak(id)
            }
        } catch { return nak(id) }
        taken.append(id)
        return ack(id)
    }

    func ack(_ id: UBXMessageID) -> [UInt8] { Ack(id, isAcknowledged: true).frame }
    func nak(_ id: UBXMessageID) -> [UInt8] { Ack(id, isAcknowledged: false).frame }

    private func frame(_ id: UBXMessageID, _ payload: [UInt8]) -> [UInt8] {
        let body = [id.messageClass, id.number, UInt8(payload.count), 0] + payload
        let sum = UBXChecksum(of: body.span)
        return [0xB5, 0x62] + body + [sum.a, sum.b]
    }
}
