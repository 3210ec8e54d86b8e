// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import PTP
import TimeBase

/// Asks one circle of PTP clocks, turn by turn. Of one thread alone.
final class PTPRound {
    /// So often in one turn, as one message may be lost.
    private static let tries = 3
    /// What is answered later than this is asked for again.
    private static let patience: Duration = .seconds(2)
    /// Who has been silent for longer is forgotten.
    private static let memory: Duration = .seconds(86_400)

    let circle: PTPCircle
    let interval: Duration
    private(set) var found = PTPFound()
    private var inquiry: ManagementInquiry
    private var lines: [PTPInquirer] = []
    /// The interface's number when the lines were opened.
    private var index: UInt32?
    private var heard: [ClockIdentity: MonotonicInstant] = [:]
    private var due: MonotonicInstant
    /// Times that it was asked in this turn; 0: no turn is open.
    private var asked = 0
    private var deadline: MonotonicInstant

    /// - Parameter asker: a name drawn by chance.
    init(_ circle: PTPCircle, every interval: Duration, as asker: PortIdentity, at now: MonotonicInstant) {
        (self.circle, self.interval, due, deadline) = (circle, interval, now, now)
        var isUnicast = false
        if case .address = circle.way { isUnicast = true }
        inquiry = ManagementInquiry(
            asker: asker, domain: circle.domain, sdoId: circle.profile.row.sdoId, isUnicast: isUnicast)
    }

    var isOpen: Bool { asked > 0 }

    /// Does what is due.
    /// - Returns: what was answered in a turn that has ended now; `nil`: none has.
    func look(at now: MonotonicInstant) -> [ClockIdentity: ToldClock]? {
        do throws(SocketFault) {
            if isOpen {
                for line in lines { try line.receive { inquiry.hear($0, from: $1, at: now) } }
                guard now >= deadline else { return nil }
                if asked < Self.tries, !isComplete {
                    ask(at: now)
                    return nil
                }
            } else {
                guard now >= due else { return nil }
                due = max(due + interval, now)
                try open()
                inquiry.begin()
                ask(at: now)
                return nil
            }
        } catch {
            (lines, index) = ([], nil)
            found.trouble = Self.words(error, circle.way)
            due = now + .seconds(5)
            inquiry.begin()
        }
        asked = 0
        note(at: now)
        return inquiry.told
    }

    /// Whether everybody who is known here has told all there is, and somebody has.
    private var isComplete: Bool {
        let told = inquiry.told
        return !told.isEmpty && told.values.allSatisfy(\.isComplete)
            && found.clocks.allSatisfy { told[$0.identity] != nil }
    }

    private func note(at now: MonotonicInstant) {
        for clock in inquiry.told.values.sorted(by: { $0.identity < $1.identity }) {
            heard[clock.identity] = now
            if let place = found.clocks.firstIndex(where: { $0.identity == clock.identity }) {
                found.clocks[place].address = clock.address
            } else if found.clocks.count < ManagementInquiry.capacity {
                found.clocks.append((clock.identity, clock.address))
            }
        }
        heard = heard.filter { now - $0.value < Self.memory }
        found.clocks.removeAll { heard[$0.identity] == nil }
    }

    private func ask(at now: MonotonicInstant) {
        (asked, deadline) = (asked + 1, now + Self.patience)
        for line in lines {
            for question in 0..<ManagementInquiry.questions {
                var octets = [UInt8](repeating: 0, count: 128)
                var span = octets.mutableSpan
                let count = inquiry.write(question, into: &span)
                // Who cannot be reached is as silent as one who does not answer.
                try? line.send(octets.span.extracting(0..<count), to: destination(of: line))
            }
        }
    }

    // MARK: The network

    private func open() throws(SocketFault) {
        switch circle.way {
        case .address(let address): if lines.isEmpty { lines = [try PTPInquirer(isV4: address.isV4)] }
        case .link(let name):
            let interface = try NetworkInterface(name)
            guard interface.isUp else { throw .addressAbsent }
            guard interface.index != index else { break }
            (lines, index) = (try Self.lines(on: interface, circle.profile), interface.index)
        }
        found.trouble = nil
    }

    /// Over each transport that there is: whoever listens on one does not hear the others.
    private static func lines(
        on interface: NetworkInterface, _ profile: Profile
    ) throws(SocketFault) -> [PTPInquirer] {
        var (lines, fault): ([PTPInquirer], SocketFault?) = ([], nil)
        for kind in PTPTransport.Kind.allCases {
            do throws(SocketFault) {
                lines.append(try PTPInquirer(on: interface, kind, groups: [group(of: kind, profile)]))
            } catch { fault = fault ?? error }
        }
        if lines.isEmpty, let fault { throw fault }
        return lines
    }

    private func destination(of line: PTPInquirer) -> MessageAddress {
        if case .address(let address) = circle.way { return .ip(address) }
        return Self.group(of: line.kind, circle.profile)
    }

    private static func group(of kind: PTPTransport.Kind, _ profile: Profile) -> MessageAddress {
        switch kind {
        case .udp4: GroupAddress.udp4
        case .udp6: GroupAddress.udp6(scope: 0xE)
        case .ethernet: profile.isForwardable ? GroupAddress.ethernet : GroupAddress.ethernetPeer
        }
    }

    private static func words(_ fault: SocketFault, _ way: Settings.PTPWay) -> String {
        switch fault {
        case .addressAbsent:
            if case .link(let name) = way { "\(name) is not there, or it is down" } else { "the network is down" }
        case .denied: "this takes CAP_NET_RAW"
        case .addressInUse, .unsupported: "the kernel cannot do this"
        case .failed(let number): HostFault(errno: number).clause
        }
    }
}
