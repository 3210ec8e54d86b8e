// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let network: [Command] = [
        Command(
            words: ["network", "show"], parameters: [.optional("interface", .known(.interface), "one only")],
            summary: "interfaces, addresses, gateways, name servers", example: "network show"),
        Command(
            words: ["network", "set"],
            parameters: [
                .needed("interface", .known(.interface), "which one"),
                .needed(
                    "method",
                    .choice([
                        Command.Choice("dhcp", "ask the network"), Command.Choice("static", "as said here"),
                        Command.Choice("unmanaged", "leave it to others"),
                    ]), "where its addresses come from"),
                .option("address", .text, "with the prefix's length, several with commas: 10.0.0.2/24,2001:db8::2/64"),
                .option("gateway", .text, "for what is elsewhere; one for each protocol, with a comma"),
                .option("dns", .text, "name servers, with commas"),
                .option("vlan", .whole(1...4094, unit: ""), "the tag of a VLAN upon the interface"),
                .option("confirm", .whole(0...60, unit: "minutes"), "on trial for so long; 0: kept at once"),
            ],
            summary: "give an interface its addresses, on trial for 5 minutes until 'config commit'",
            example: "network set eth0 static --address 10.0.0.2/24 --gateway 10.0.0.1", level: .admin, effect: .changes
        ),
        Command(
            words: ["ping"],
            parameters: [
                .needed("host", .host, "an address or a name"),
                .option("count", .whole(1...1000, unit: ""), "how often; until it is ended where it is missing"),
            ],
            summary: "whether another machine answers, and how fast", example: "ping 10.0.0.1 --count 3",
            level: .operating, effect: .lasts),
    ]
}
