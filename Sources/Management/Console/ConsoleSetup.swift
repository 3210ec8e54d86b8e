// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import Console
import NIOCore
import NIOPosix
import Operations

/// The first start's questions, and what is done with their answers: the first admin is made, then commands are given
/// in that admin's name as if they had been typed.
struct ConsoleSetup: Sendable {
    private let house: ConsoleHouse

    init(_ house: ConsoleHouse) { self.house = house }

    var questions: Setup { .standard(interface: interface) }

    /// The one whose addresses can be set here; `nil`: that is nothing of this appliance's.
    private var interface: String? {
        guard house.settings.board.kind == .linux, CommandDesk.carriesOut("network set") else { return nil }
        let devices = (try? System.enumerateDevices()) ?? []
        let usable = devices.filter { device in
            device.address?.ipAddress.flatMap { IPAddress($0) }.map { !$0.isLoopback } ?? false
        }
        return usable.first?.name ?? devices.first { $0.name != "lo" }?.name
    }

    /// Why an answer will not do, as a sentence.
    func refusal(of answer: String, to question: String, after answers: [String: String]) -> String? {
        switch question {
        case "administrator": UserName.isValid(answer) ? nil : Self.sentence(AccountFault.badName.description)
        case "password":
            PasswordRule.fault(in: answer, of: answers["administrator"] ?? "").map { Self.sentence($0.description) }
        case "network": Self.refusal(ofNetwork: answer)
        case "receiver":
            answer == "auto" || answer.hasPrefix("/dev/")
                ? nil : "That is neither 'auto' nor a device such as /dev/ttyS1."
        case "clients": Self.refusal(ofClients: answer)
        default: nil
        }
    }

    /// What is to be done once there is an admin.
    func commands(for answers: [String: String]) -> [String] {
        var commands: [String] = []
        if let receiver = answers["receiver"], receiver != "auto" {
            commands.append("config set receiver.device \(receiver)")
        }
        if let clients = answers["clients"], clients != "everybody" {
            let list = Self.words(of: clients).map { "\"\($0)\"" }.joined(separator: ", ")
            commands.append("config set allow [\(list)]")
        }
        if !commands.isEmpty { commands.append("config commit") }
        if let interface, let network = answers["network"], network != "dhcp" {
            let words = Self.words(of: network)
            let gateway = words.count > 1 ? " --gateway \(words[1])" : ""
            commands.append("network set \(interface) static --address \(words[0])\(gateway) --confirm 0")
        }
        return commands
    }

    private static func refusal(ofNetwork answer: String) -> String? {
        let words = words(of: answer)
        if words == ["dhcp"] { return nil }
        let parts = (words.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(words.count), parts.count == 2, let address = IPAddress(String(parts[0])),
            let length = Int(parts[1]), (1...(address.isV4 ? 32 : 128)).contains(length)
        else { return "That is neither 'dhcp' nor an address with its prefix, such as 10.0.0.2/24 10.0.0.1." }
        if words.count == 2, IPAddress(words[1]) == nil { return "The gateway must be an address such as 10.0.0.1." }
        return nil
    }

    private static func refusal(ofClients answer: String) -> String? {
        let words = words(of: answer)
        if words == ["everybody"] { return nil }
        guard !words.isEmpty else { return "Name networks, or 'everybody'." }
        return words.lazy.compactMap(AddressPrefix.fault).first.map(sentence)
    }

    private static func words(of answer: String) -> [String] {
        answer.split { $0 == " " || $0 == "," }.map(String.init)
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
