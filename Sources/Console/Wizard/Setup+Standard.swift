// SPDX-License-Identifier: Apache-2.0

extension Setup {
    /// The five questions of a first start, with the answers' names `administrator`, `password`, `network`,
    /// `receiver` and `clients`.
    /// - Parameters:
    ///   - interface: whose address is asked for; `nil`: the network is not this appliance's to set, and it is not asked
    ///   - network: how the interface gets its address today: `dhcp`, or `10.0.0.2/24 10.0.0.1`
    ///   - receivers: the receivers' devices that were found, for the help
    public static func standard(
        administrator: String = "admin", interface: String?, network: String = "dhcp", receivers: [String] = []
    ) -> Setup {
        let found = receivers.isEmpty ? "none found yet" : "found: " + receivers.joined(separator: ", ")
        var questions = [
            SetupQuestion(
                name: "administrator", title: "Administrator's name", about: "Who may do everything here.",
                standard: administrator),
            SetupQuestion(
                name: "password", title: "Password", about: "It is asked twice, and not shown.", kind: .secret),
        ]
        if let interface {
            questions.append(
                SetupQuestion(
                    name: "network", title: "Address of \(interface)",
                    about: "dhcp, or address/prefix and gateway, such as 10.0.0.2/24 10.0.0.1", standard: network))
        }
        return Setup(
            questions: questions + [
                SetupQuestion(
                    name: "receiver", title: "Receiver",
                    about: "auto, or a device such as /dev/ttyS1 (\(found)).", standard: "auto"),
                SetupQuestion(
                    name: "clients", title: "NTP is served to",
                    about: "everybody, or prefixes such as 10.0.0.0/8 2001:db8::/32", standard: "everybody"),
            ])
    }
}
