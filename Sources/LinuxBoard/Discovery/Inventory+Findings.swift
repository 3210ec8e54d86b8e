// SPDX-License-Identifier: Apache-2.0

extension Inventory {
    /// What was looked for and not found, each as a sentence for people.
    public var findings: [String] {
        let isWithoutNetwork = devices(.net).allSatisfy { $0.name == "lo" }
        return [
            receiverFinding,
            devices(.pps).isEmpty ? "No kernel pulse: no /dev/pps0 is there." : nil,
            devices(.ptp).isEmpty ? "No hardware clock: no /dev/ptp0 is there." : nil,
            isWithoutNetwork ? "No network: no interface but the loopback is there." : nil,
        ].compactMap(\.self)
    }

    private var receiverFinding: String? {
        guard receiver == nil else { return nil }
        switch wish {
        case .none: return nil
        case .named(let path): return "No receiver: \(path) is not there."
        case .any: return anyFinding
        }
    }

    private var anyFinding: String {
        let ports = devices(.tty).compactMap(\.node)
        let absence = "No receiver: no /dev/gnss0, ttyACM or ttyUSB device is there."
        if ports.isEmpty { return absence }
        return absence + " (One on \(ports.joined(separator: ", ")) would be heard if receiver.device named it.)"
    }
}
