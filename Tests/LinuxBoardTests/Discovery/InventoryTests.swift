// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LinuxBoard

struct InventoryTests {
    private func inventory(_ devices: FoundDevice..., wish: Inventory.Wish = .any) -> Inventory {
        var inventory = Inventory(wish: wish)
        _ = inventory.replace(with: devices)
        return inventory
    }

    @Test func `the likeliest receiver is taken`() {
        let stable = FoundDevice.uart("ttyAMA0", links: ["/dev/gnss0"])
        let devices = [
            FoundDevice.adapter("ttyUSB0"), .adapter("ttyACM0", place: "1-3:1.0"), .uBlox("ttyACM1"), stable,
        ]
        for count in 1...devices.count {
            var inventory = Inventory()
            _ = inventory.replace(with: Array(devices.prefix(count)).reversed())
            #expect(inventory.receiver == devices[count - 1])
        }
        #expect(inventory(stable).receiver?.preferredNode == "/dev/gnss0")
    }

    @Test func `what has another use is never taken for the receiver, whatever it looks like`() {
        var inventory = Inventory(besides: ["/dev/ttyUSB0", "/dev/gnss0"])
        let stable = FoundDevice.uart("ttyAMA0", links: ["/dev/gnss0"])
        _ = inventory.replace(with: [.adapter("ttyUSB0"), stable])
        #expect(inventory.receiver == nil)
        #expect(inventory.apply(.present(.uBlox("ttyACM0"))).contains(.receiver(.uBlox("ttyACM0"))))
    }

    @Test func `a port of the board is left alone unless it is named`() {
        #expect(inventory(.uart("ttyS0")).receiver == nil)
        #expect(inventory(.uart("ttyS0"), wish: .named("/dev/ttyS0")).receiver == .uart("ttyS0"))
        #expect(inventory(.uart("ttyS0", links: ["/dev/gnss-pps0"])).receiver == nil)
    }

    @Test func `a named receiver is taken by any of its names, and no other is`() {
        let linked = FoundDevice.adapter("ttyUSB3", place: "1-4:1.0")
        var device = linked
        device.links = ["/dev/serial/by-id/usb-FTDI"]
        #expect(inventory(device, wish: .named("/dev/serial/by-id/usb-FTDI")).receiver == device)
        #expect(inventory(.uBlox("ttyACM0"), wish: .named("/dev/ttyUSB0")).receiver == nil)
        #expect(inventory(.uBlox("ttyACM0"), wish: .none).receiver == nil)
    }

    @Test(arguments: [Inventory.Wish.any, .named("/dev/ttyUSB0")])
    func `a receiver that comes back under another number is known by its serial number`(wish: Inventory.Wish) {
        let first = FoundDevice.adapter("ttyUSB0", serial: "A1", place: "1-2:1.0")
        var inventory = inventory(first, wish: wish)
        #expect(inventory.apply(.gone(path: first.path)) == [.vanished(first), .receiver(nil)])
        let stranger = FoundDevice.adapter("ttyUSB1", serial: "B2", place: "1-2:1.0")
        let back = FoundDevice.adapter("ttyUSB2", serial: "A1", place: "2-4:1.0")
        #expect(inventory.replace(with: [stranger, back]) == [.appeared(stranger), .appeared(back), .receiver(back)])
    }

    @Test func `a named receiver is replaced by no other of its model`() {
        let first = FoundDevice.adapter("ttyUSB0", serial: "A1")
        var inventory = inventory(first, wish: .named("/dev/ttyUSB0"))
        _ = inventory.apply(.gone(path: first.path))
        let other = FoundDevice.adapter("ttyUSB1", serial: "B2")
        #expect(inventory.apply(.present(other)) == [.appeared(other)])
    }

    @Test func `of two alike the one in the same place is taken`() {
        let first = FoundDevice.uBlox("ttyACM0", place: "1-1:1.0")
        var inventory = inventory(first)
        _ = inventory.apply(.gone(path: first.path))
        let elsewhere = FoundDevice.uBlox("ttyACM1", place: "1-4:1.0")
        let back = FoundDevice.uBlox("ttyACM2", place: "1-1:1.0")
        _ = inventory.replace(with: [elsewhere, back])
        #expect(inventory.receiver == back)
    }

    @Test func `one without a serial number may be plugged in elsewhere`() {
        let first = FoundDevice.adapter("ttyUSB0")
        var inventory = inventory(first)
        _ = inventory.apply(.gone(path: first.path))
        let back = FoundDevice.adapter("ttyUSB0", place: "3-1:1.0")
        #expect(inventory.apply(.present(back)) == [.appeared(back), .receiver(back)])
    }

    @Test func `while the receiver is away a port that stood beside it is left alone, and one that comes is tried`() {
        let first = FoundDevice.adapter("ttyUSB0", serial: "A1")
        let modem = FoundDevice.port("ttyUSB1", usb: .init(vendor: "12d1", product: "1506"), place: "1-7:1.0")
        var inventory = inventory(first, modem)
        #expect(inventory.apply(.gone(path: first.path)) == [.vanished(first), .receiver(nil)])
        #expect(inventory.receiver == nil)
        let spare = FoundDevice.adapter("ttyUSB2", serial: "A2", place: "1-4:1.0")
        #expect(inventory.apply(.present(spare)) == [.appeared(spare), .receiver(spare)])
    }

    @Test func `a certain receiver takes the place of one that is away, wherever it stood`() {
        let first = FoundDevice.adapter("ttyUSB0", serial: "A1")
        var inventory = inventory(first)
        _ = inventory.apply(.gone(path: first.path))
        let another = FoundDevice.uBlox("ttyACM0")
        #expect(inventory.apply(.present(another)) == [.appeared(another), .receiver(another)])
    }

    @Test func `a receiver in use is not given up for a better one, nor told anew when something of it changes`() {
        let used = FoundDevice.adapter("ttyUSB0")
        var inventory = inventory(used)
        #expect(inventory.apply(.present(.uBlox("ttyACM0"))) == [.appeared(.uBlox("ttyACM0"))])
        var changed = used
        changed.links = ["/dev/gnss0"]
        #expect(inventory.apply(.present(changed)) == [])
        #expect(inventory.receiver == changed)
    }

    @Test func `what does not speak like a receiver makes room for the next, and is asked again after all others`() {
        let (first, second) = (FoundDevice.adapter("ttyUSB0"), FoundDevice.adapter("ttyUSB1", place: "1-3:1.0"))
        var inventory = inventory(first, second)
        #expect(inventory.refuse(first) == [.receiver(second)])
        #expect(inventory.refuse(second) == [.receiver(first)])
        #expect(inventory.refuse(first) == [.receiver(second)])
        var alone = Inventory()
        _ = alone.replace(with: [first])
        #expect(alone.refuse(first) == [.receiver(first)])
    }

    @Test func `looking again finds what has come and gone meanwhile`() {
        let clock = FoundDevice.other(.ptp, "ptp0")
        var inventory = inventory(.uBlox("ttyACM0"), clock)
        let pulse = FoundDevice.other(.pps, "pps0")
        #expect(inventory.replace(with: [.uBlox("ttyACM0"), pulse]) == [.vanished(clock), .appeared(pulse)])
        #expect(inventory.apply(.lookAgain) == [])
        #expect(inventory.apply(.gone(path: "/sys/devices/never/was")) == [])
    }

    @Test func `devices are listed by kind and number`() {
        let names = ["ttyUSB10", "ttyUSB2", "ttyUSB1"].map { FoundDevice.adapter($0, place: $0) }
        var inventory = Inventory()
        _ = inventory.replace(with: names + [.other(.pps, "pps0")])
        #expect(inventory.devices.map(\.name) == ["pps0", "ttyUSB1", "ttyUSB2", "ttyUSB10"])
    }
}

struct FindingsTests {
    private func findings(_ devices: [FoundDevice], wish: Inventory.Wish = .any) -> [String] {
        var inventory = Inventory(wish: wish)
        _ = inventory.replace(with: devices)
        return inventory.findings
    }

    private static let rest = [
        "No kernel pulse: no /dev/pps0 is there.", "No hardware clock: no /dev/ptp0 is there.",
        "No network: no interface but the loopback is there.",
    ]

    @Test func `an empty machine is told what was looked for`() {
        let receiver = "No receiver: no /dev/gnss0, ttyACM or ttyUSB device is there."
        #expect(findings([]) == [receiver] + Self.rest)
        #expect(findings([.other(.net, "lo")]) == [receiver] + Self.rest)
    }

    @Test func `ports that may have a receiver are pointed out`() {
        #expect(
            findings([.uart("ttyS0")]).first
                == "No receiver: no /dev/gnss0, ttyACM or ttyUSB device is there. (One on /dev/ttyS0 would be heard if "
                + "receiver.device named it.)")
    }

    @Test func `a named receiver that is away is told by its name`() {
        #expect(findings([], wish: .named("/dev/ttyS1")) == ["No receiver: /dev/ttyS1 is not there."] + Self.rest)
    }

    @Test func `nothing is said of what is there or not wanted`() {
        let all = [FoundDevice.uBlox("ttyACM0"), .other(.pps, "pps0"), .other(.ptp, "ptp0"), .other(.net, "eth0")]
        #expect(findings(all) == [])
        #expect(findings([], wish: .none) == Self.rest)
    }

    @Test func `a device is described by what it says of itself`() {
        #expect(FoundDevice.uBlox("ttyACM0").summary == "/dev/ttyACM0 (u-blox AG u-blox 8, USB 1546:01a8)")
        #expect(FoundDevice.other(.net, "eth0").summary == "eth0")
        #expect(FoundDevice.uart("ttyAMA0", links: ["/dev/gnss0"]).summary == "/dev/gnss0")
    }
}
