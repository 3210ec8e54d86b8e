// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `A key changed in a text` {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var before: String
        var key: String
        /// `nil`: it is taken out.
        var value: String?
        var after: String
        var loses = false
        var testDescription: String { name }
    }

    static let setting = [
        Case(name: "in an empty text", before: "", key: "ntp.listen", value: "[]", after: "ntp:\n  listen: []\n"),
        Case(
            name: "behind a comment without a line's end", before: "# Ours", key: "deny", value: "[10.0.0.0/8]",
            after: "# Ours\ndeny: ['10.0.0.0/8']\n".replacing("'", with: "")),
        Case(
            name: "a number", before: "clock: # ours\n  holdoverSeconds: 60 # a minute\n  step: never\n",
            key: "clock.holdoverSeconds", value: "90",
            after: "clock: # ours\n  holdoverSeconds: 90 # a minute\n  step: never\n"),
        Case(
            name: "in quotes", before: "receiver: {device: \"/dev/ttyS0\", baud: 9600}\n", key: "receiver.device",
            value: "/dev/ttyS1", after: "receiver: {device: /dev/ttyS1, baud: 9600}\n"),
        Case(
            name: "a key more in a section", before: "ntp:\n    listen: []\n\n# PTP\nptp: {}\n", key: "ntp.more",
            value: "x", after: "ntp:\n    listen: []\n    more: x\n\n# PTP\nptp: {}\n"),
        Case(
            name: "sections that are missing", before: "alarms:\n    limits: {cn0: 1}\n",
            key: "ptp.management.respond", value: "false",
            after: "alarms:\n    limits: {cn0: 1}\nptp:\n    management:\n        respond: false\n"),
        Case(
            name: "a section without anything", before: "ntp: # here\ndeny: []\n", key: "ntp.listen", value: "[a]",
            after: "ntp: # here\n  listen: [a]\ndeny: []\n"),
        Case(
            name: "a section that is null", before: "ntp: null # here\n", key: "ntp.listen", value: "[a]",
            after: "ntp: {listen: [a]} # here\n"),
        Case(
            name: "a key without anything", before: "receiver:\n  device:\n  baud: 1\n", key: "receiver.device",
            value: "/dev/x", after: "receiver:\n  device: /dev/x\n  baud: 1\n"),
        Case(
            name: "in braces", before: "{ntp: {listen: []}, deny: [],}\n", key: "ntp.x", value: "1",
            after: "{ntp: {listen: [], x: 1}, deny: [],}\n"),
        Case(
            name: "in braces that are empty", before: "ntp: {} # x\n", key: "ntp.listen", value: "[]",
            after: "ntp: {listen: []} # x\n"),
        Case(
            name: "in braces over lines",
            before: "ntp: {\n  # Ours\n  listen: [], # all\n}\n", key: "ntp.listen[0]", value: "'[::]:123'",
            after: "ntp: {\n  # Ours\n  listen: ['[::]:123'], # all\n}\n"),
        Case(
            name: "an item in its place", before: "allow:\n- a # one\n- b # two\n", key: "allow[1]", value: "c",
            after: "allow:\n- a # one\n- c # two\n"),
        Case(
            name: "an item more", before: "allow:\n  - a # one\n  # End\ndeny: []\n", key: "allow[1]", value: "c",
            after: "allow:\n  - a # one\n  - c\n  # End\ndeny: []\n"),
        Case(
            name: "a first port", before: "ptp:\n  ports: []\n", key: "ptp.ports[0].interface", value: "eth0",
            after: "ptp:\n  ports: [{interface: eth0}]\n"),
        Case(
            name: "a port more", before: "ptp:\n  ports:\n    - interface: eth0\n      domain: 1 # one\n",
            key: "ptp.ports[1].interface", value: "eth1",
            after: "ptp:\n  ports:\n    - interface: eth0\n      domain: 1 # one\n    - interface: eth1\n"),
        Case(
            name: "a port's key", before: "ptp:\n  ports:\n  - interface: eth0\n    domain: 1\n  - interface: eth1\n",
            key: "ptp.ports[0].profile", value: "g8275.1",
            after:
                "ptp:\n  ports:\n  - interface: eth0\n    domain: 1\n    profile: g8275.1\n  - interface: eth1\n"),
        Case(
            name: "a list over lines", before: "allow: # who\n  - a\n  - b # two\ndeny: []\n", key: "allow",
            value: "[c, d]", after: "allow: [c, d] # who\ndeny: []\n", loses: true),
        Case(
            name: "a section as a whole", before: "alarms:\n  limits:\n    cn0: 1\n", key: "alarms.channels.mail",
            value: "{kind: smtp, to: [a@b.c]}",
            after: "alarms:\n  limits:\n    cn0: 1\n  channels:\n    mail:\n      kind: smtp\n      to: [a@b.c]\n"),
        Case(
            name: "a text over lines", before: "a:\n  b: >-\n    one\n    two\n  c: 1\n", key: "a.b", value: "x",
            after: "a:\n  b: x\n  c: 1\n"),
        Case(
            name: "a plain text over lines", before: "a:\n  b: one\n    two\n\n    three # x\n  c: 1\n", key: "a.b",
            value: "x", after: "a:\n  b: x # x\n  c: 1\n"),
        Case(
            name: "lines that end as in Windows", before: "a:\r\n  b: 1\r\n", key: "a.c", value: "2",
            after: "a:\r\n  b: 1\r\n  c: 2\r\n"),
        Case(
            name: "a number in quotes stays a text", before: "a: 1\n", key: "a", value: "'42'", after: "a: '42'\n"),
        Case(name: "nothing", before: "a: 1\n", key: "a", value: "null", after: "a: null\n"),
        Case(
            name: "brackets in quotes", before: "a: [\"x]\", 'it''s', it's] # y\n", key: "a[3]", value: "z",
            after: "a: [\"x]\", 'it''s', it's, z] # y\n"),
    ]

    static let unsetting = [
        Case(name: "one of two", before: "a: 1 # x\n# y\nb: 2\n", key: "a", after: "# y\nb: 2\n"),
        Case(name: "the only one", before: "# x\nntp:\n  listen: []\n# y\n", key: "ntp.listen", after: "# x\n# y\n"),
        Case(
            name: "the only one, where a comment stands", before: "ntp:\n  # Why\n  listen: []\n", key: "ntp.listen",
            after: "ntp:\n  # Why\n"),
        Case(
            name: "a section", before: "a:\n  b:\n    c: 1\n  d:\n    - e\n    - f\n  # g\nh: 1\n", key: "a.d",
            after: "a:\n  b:\n    c: 1\n  # g\nh: 1\n"),
        Case(name: "in braces", before: "{a: 1, b: 2, c: 3}\n", key: "b", after: "{a: 1, c: 3}\n"),
        Case(name: "the last in braces", before: "x: {a: 1, b: {c: 2}}\n", key: "x.b.c", after: "x: {a: 1}\n"),
        Case(name: "the only one in braces", before: "{a: 1}\n", key: "a", after: "{}\n"),
        Case(name: "an item", before: "a:\n- 1 # x\n- 2\n", key: "a[0]", after: "a:\n- 2\n"),
        Case(name: "the only item", before: "a: # x\n- 1\nb: 2\n", key: "a[0]", after: "a: [] # x\nb: 2\n"),
        Case(name: "the only item in brackets", before: "a: [ 1 ]\n", key: "a[0]", after: "a: [  ]\n"),
        Case(
            name: "a port's first key", before: "p:\n  - a: 1\n    b: 2\n  - a: 3\n", key: "p[0].a",
            after: "p:\n  - b: 2\n  - a: 3\n"),
        Case(
            name: "a port's only key", before: "p:\n  - a: 1\n    b: 2\n  - a: 3\n", key: "p[1].a",
            after: "p:\n  - a: 1\n    b: 2\n  - {}\n"),
        Case(
            name: "a port", before: "p:\n  - a: 1\n    b: 2\n  - a: 3\nq: 1\n", key: "p[0]",
            after: "p:\n  - a: 3\nq: 1\n"),
    ]

    @Test(arguments: setting + unsetting)
    func `leaves everything else as it is`(_ one: Case) throws {
        let edit = try SettingEdit(Array(one.before.utf8))
        let path = try SettingPath(parsing: one.key)
        let edited = try one.value.map { try edit.setting(path, to: $0) } ?? edit.unsetting(path)
        #expect(edited.text == one.after)
        #expect(edited.losesComments == one.loses)
    }

    @Test(arguments: [
        ("a: 1", "a.b", "2", "a is the number '1', and no section; set it as a whole, or take it out first"),
        ("a: 1", "a[0]", "2", "a is the number '1', and no list; set it as a whole, or take it out first"),
        ("a: [1]", "a[2]", "2", "a has 1 items; the next one is a[1]"),
        ("", "a[1].b", "2", "a has no items yet; the first one is a[0]"),
        ("a: 1", "a..b", "2", "'a..b' is no key such as ntp.listen or ptp.ports[0].profile"),
        ("a: 1", "a", "*x", "not YAML"), ("a: 1", "a", "&x 1", "anchors and aliases are not taken"),
        ("a: 1", "a", "# x", "there is no value"), ("a: [", "a", "1", "the configuration cannot be read: line:"),
        ("a: 1\na: 2", "a", "1", "the configuration cannot be read: line:2:1: a: this key stands here already"),
    ])
    func `is refused with the reason where it cannot be`(_ text: String, key: String, value: String, reason: String) {
        do throws(SettingEditRefusal) {
            let edited = try SettingEdit(Array(text.utf8)).setting(SettingPath(parsing: key), to: value)
            Issue.record("taken: \(edited.text)")
        } catch {
            #expect("\(error)".contains(reason))
        }
    }

    @Test func `is told to be absent where it does not stand there`() throws {
        let edit = try SettingEdit(Array("a: {b: [1]}".utf8))
        for key in ["b", "a.c", "a.b[1]", "a.b.c", "a[0]"] {
            #expect(throws: SettingEditRefusal.absent(key)) { try edit.unsetting(SettingPath(parsing: key)) }
        }
    }

    @Test(arguments: ["", ".", "a.", "a[", "a[]", "a[-1]", "a[+1]", "a[99999]", "[0]", "a b", "a[0]b", "ä", "a[٣]"])
    func `has a name that can be read`(_ text: String) {
        #expect(throws: SettingEditRefusal.key(text)) { try SettingPath(parsing: text) }
    }

    @Test func `has its name back`() throws {
        for key in ["a", "ntp.listen", "ptp.ports[0].profile", "a[1][22].b-c_d"] {
            #expect(try SettingPath(parsing: key).description == key)
        }
        let path = try SettingPath(parsing: "a.b[1]")
        #expect(path.touches("a") && path.touches("a.b[1].c") && !path.touches("a.b[10]") && !path.touches("a.bc"))
    }
}
