// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard

extension CommandHandler {
    static let network: [CommandHandler] = [
        .report("network show") { call, _, means in try show(call["interface"], means) },
        .report("network set") { call, caller, means in try set(call, caller, means) },
        .lasting("ping") { call, _, _ in Ping.reports(to: call["host"] ?? "", count: call.whole("count")) },
    ]

    private static func show(_ name: String?, _ means: CommandMeans) throws(CommandRefusal) -> NetworkReport {
        let wishes = means.store.settings.network
        let states = InterfaceState.all
        if let name, !states.contains(where: { $0.name == name }) { throw unknown(name, among: states) }
        return NetworkReport(
            interfaces: states.filter { name == nil || $0.name == name }
                .map { state in .init(state, wishes.first { $0.name == state.name }) },
            dns: NameServers.now.map { "\($0)" }, obstacle: obstacle(means))
    }

    private static func unknown(_ name: String, among states: [InterfaceState]) -> CommandRefusal {
        let others = states.map(\.name).joined(separator: ", ")
        return CommandRefusal(.usage, "there is no interface \(quoted(name)); there are \(others)")
    }

    private static func obstacle(_ means: CommandMeans) -> String? {
        guard let folder = means.network else { return "The simulated board has no network of its own to set." }
        return folder.obstacle?.description
    }

    private static func set(
        _ call: CommandCall, _ caller: CommandCaller, _ means: CommandMeans
    ) throws(CommandRefusal) -> DoneReport {
        if let obstacle = obstacle(means) { throw CommandRefusal(.unavailable, obstacle) }
        let name = call["interface"] ?? ""
        let states = InterfaceState.all
        let vlan = call.whole("vlan")
        if !states.contains(where: { $0.name == name }) { throw unknown(name, among: states) }
        let others = means.store.settings.network.filter { $0.interface != name || $0.vlan != vlan }
        let items = others.map(NetworkText.item) + (call["method"] == "unmanaged" ? [] : [NetworkText.item(of: call)])
        let minutes = call.whole("confirm") ?? 5
        let state = try propose("[\(items.joined(separator: ", "))]", for: minutes, caller, means)
        let back = "Say 'config commit' within \(minutes) minutes, or it is undone."
        return DoneReport(done: "The network's settings are laid down." + (state.pending == nil ? "" : " " + back))
    }

    private static func propose(
        _ value: String, for minutes: Int, _ caller: CommandCaller, _ means: CommandMeans
    ) throws(CommandRefusal) -> SettingsState {
        let now = means.moment
        let edited = try rewritten(means.store.state(at: now).text, value)
        let proposal = SettingsProposal(
            text: Array(edited.utf8), by: caller.author, ifVersion: nil,
            confirmWithin: minutes == 0 ? nil : .seconds(minutes * 60), comment: "network set")
        do throws(EditRefusal) { return try means.store.propose(proposal, at: now) } catch {
            throw CommandRefusal(error.kind, "\(error)")
        }
    }

    private static func rewritten(_ text: [UInt8], _ value: String) throws(CommandRefusal) -> String {
        do throws(SettingEditRefusal) {
            return try SettingEdit(text).setting(SettingPath(parsing: "network"), to: value).text
        } catch { throw CommandRefusal(.usage, "\(error)") }
    }
}

extension EditRefusal {
    /// Whether what was written is wrong, or only the moment.
    fileprivate var kind: CommandRefusal.Kind { if case .faults = self { .usage } else { .unavailable } }
}

/// An interface's settings as YAML, in one line.
enum NetworkText {
    static func item(_ item: Settings.NetworkInterface) -> String {
        text(
            item.interface, item.method.rawValue, item.addresses.map { "\($0)" }, item.gateways.map { "\($0)" },
            item.dns.map { "\($0)" }, item.vlan)
    }

    /// As it was given; what is wrong with it is told by whoever reads the settings.
    static func item(of call: CommandCall) -> String {
        let list = { (name: String) in (call[name] ?? "").split(separator: ",").map { $0.filter { $0 != " " } } }
        return text(
            call["interface"] ?? "", call["method"] ?? "", list("address"), list("gateway"), list("dns"),
            call.whole("vlan"))
    }

    private static func text(
        _ interface: String, _ method: String, _ addresses: [String], _ gateways: [String], _ dns: [String],
        _ vlan: Int?
    ) -> String {
        var parts = ["interface: \(quote(interface))", "method: \(method)"]
        for (name, list) in [("addresses", addresses), ("gateways", gateways), ("dns", dns)] where !list.isEmpty {
            parts.append("\(name): [\(list.map(quote).joined(separator: ", "))]")
        }
        if let vlan { parts.append("vlan: \(vlan)") }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private static func quote(_ text: String) -> String { "\"" + text.filter { $0 != "\"" && $0 != "\\" } + "\"" }
}
