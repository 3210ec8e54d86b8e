// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Everything that an operator may choose, as it is in force: what a file leaves out has its default already.
///
/// The names are those of the file: `settings.ntp.listen` is `ntp.listen`. A section exists once something is
/// configured by it.
public struct Settings: Sendable, Equatable {
    public var board: Board
    public var receiver = Receiver()
    public var pulse: Pulse
    public var clock = Clock()
    public var trust = Trust()
    public var panel = Panel()
    public var ntp: NTPService
    /// Other servers that are asked for the time; empty: none.
    public var sources: [Source] = []
    public var failover = Failover()
    public var ptp = PTPService()
    /// Whom NTP answers; empty: everyone who is not in ``deny``.
    public var allow: [AddressPrefix] = []
    /// Whom NTP does not answer. Where a client is in both lists, the longer prefix decides; this one on a tie.
    public var deny: [AddressPrefix] = []
    /// Where this machine's interfaces have their addresses from; empty: Gnomon leaves them alone.
    public var network: [NetworkInterface] = []
    /// Other machines whose clocks are measured.
    public var watch: [WatchGroup] = []
    public var management: Management
    public var console: Console
    public var compatibility: Compatibility
    public var alarms = Alarms()
    public var journal = Journal()
}

extension Settings {
    /// `board`: what Gnomon stands on.
    public struct Board: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable {
            /// A seeded sky, receiver, oscillator and pulse: the demonstration.
            case simulated
            /// This machine.
            case linux
        }

        public var kind: Kind
        /// What chance is drawn from on the simulated board; the same seed gives the same day.
        public var seed: UInt64 = 1
        /// The machine's watchdog, `/dev/watchdog`, where nothing else feeds it; `nil`: not used.
        public var watchdog: String?
        /// The true time at which the simulated board begins; `nil` (`now` in the file): the host's.
        public var start: UTCInstant?
    }

    /// `receiver`: the GNSS receiver.
    public struct Receiver: Sendable, Equatable {
        /// What the receiver speaks.
        public enum Language: String, Sendable, CaseIterable {
            /// Both are decoded, whichever comes.
            case auto
            case nmea, ubx
        }

        /// A serial device, a pseudo-terminal or a FIFO; ``Settings/anyReceiver``: the first that is found; `nil`:
        /// none (the simulated board brings its own).
        public var device: String?
        /// Bits per second on the line; `nil` (`auto` in the file): found out.
        public var baud: UInt32?
        /// Whether a receiver that can be set up for timing is set up.
        public var configure = true
        /// The satellite systems that it is to use, and no others; QZSS comes with GPS, named or not, as the maker
        /// recommends. `nil`: those that it uses are left. Takes effect where ``configure`` is true.
        public var constellations: [Constellation]?
        /// Where is kept what is known of each receiver; `nil`: nowhere.
        public var memoryFile: String?
        /// `receiver.protocol` in the file.
        public var language: Language = .auto
        /// Seconds added to the time that the receiver states before a pulse is labelled by it, for a receiver that
        /// is known to be off by whole seconds: −5 ... 5.
        public var labelOffsetSeconds: Int = 0
        /// How long after the second that it is of a message begins at the earliest; it may begin up to 0.9 s later
        /// than this. 0 suits most receivers; −500 ... 2000 ms.
        public var messageDelayMs: Int = 0
    }

    /// `pulse`: where the pulse per second comes from.
    public struct Pulse: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable {
            case simulated, none
            /// The kernel's PPS device (RFC 2783).
            case pps
            /// A line of a GPIO chip.
            case gpio
            /// An input of a NIC's hardware clock.
            case phc
            /// The DCD line of a serial port, by the kernel's line discipline.
            case serial
        }

        public enum Edge: String, Sendable, CaseIterable {
            case rising, falling
        }

        public var kind: Kind
        /// `/dev/pps0`, `/dev/gpiochip0`, `/dev/ptp0` or `/dev/ttyS1`; `nil`: the first of its kind.
        public var device: String?
        /// Of the GPIO chip: its offset, 0 ... 65 535.
        public var line: Int?
        /// Of the hardware clock: which of its time stampers, and which of its pins.
        public var channel: Int = 0
        public var pin: Int = 0
        /// Which edge marks the second.
        public var edge: Edge = .rising
        /// How late the pulse arrives through the antenna's and the pulse's cable: 0 ... 100 000 ns.
        public var cableDelayNs: Double = 0
        /// What was measured of it besides, our pulse − a better one, with ``cableDelayNs`` taken out already:
        /// −100 000 ... 100 000 ns, positive: ours comes late.
        public var biasNs: Double = 0
        /// How far a stamp may be from the true second besides, however quiet the pulse looks; part of every published error
        /// bound: 0 ... 1 000 000 ns. `nil`: ``assumedUncertaintyNs``.
        public var uncertaintyNs: Double?

        /// What is taken unless it was measured, ns. A timing receiver promises 100 for a good sky. Where an interrupt makes
        /// the stamp, it is late by the time that this takes, and nothing on the machine can tell by how much.
        public var assumedUncertaintyNs: Double {
            switch kind {
            case .phc, .simulated, .none: 100
            case .pps, .gpio, .serial: 10_000
            }
        }
    }

    /// `clock`: how the clock is kept.
    public struct Clock: Sendable, Equatable {
        /// Which clock is kept.
        public enum Kind: String, Sendable, CaseIterable {
            /// Arithmetic beside the host's counter: no clock of this machine is set.
            case virtual
            /// The system's clock, CLOCK_REALTIME.
            case system
            /// A NIC's hardware clock, which stamps the pulse itself.
            case phc
        }

        /// When the clock may be set instead of being drawn slowly.
        public enum StepPolicy: String, Sendable, CaseIterable {
            case never
            /// Until it has been locked.
            case start
        }

        public var kind: Kind = .virtual
        /// The hardware clock that is kept, where one is: `/dev/ptp0`, or its interface's name.
        public var device: String?
        /// The clocks that follow the one that is kept: `system`, `/dev/ptp0`, or an interface's name; at most 4.
        public var followers: [String] = []
        /// How long the time may be served without its source: 0 ... 31 536 000 s.
        public var holdoverSeconds: Int = 86_400
        /// How large the error bound may grow before the time is withdrawn: 100 ... 1 000 000 000 ns.
        public var holdoverErrorNs: Int = 10_000_000
        public var step: StepPolicy = .start
        /// The fastest change of the time while the clock comes back from an outage: 0 ... 95 000 ns each second; 0: as fast
        /// as any clock is slewed. `nil`: 50 where PTP is served, whose clocks would lose their lock; else as 0.
        public var returnSlewNs: Int?
        /// How many seconds before a receiver's trouble shows its pulses are not believed any more: 0 ... 60.
        public var retrospectSeconds = 10
        /// A `leap-seconds.list` that replaces the table built in.
        public var leapSecondsFile: String?
        /// Where the last time known for certain is kept across restarts; `nil`: nowhere.
        public var stateFile: String?
        /// The machine's clock on a battery: read at the start, and set once an hour where a clock of the machine is kept
        /// (`kind` is not `virtual`); `nil`: left alone.
        public var batteryClock: String? = "/dev/rtc0"
        /// What tells how warm the oscillator is: a sensor's file, or its name as the kernel has it (`tmp102`, a 1-wire
        /// sensor's `28-0316a2794fff`); ``Settings/anyThermometer``: the one that is likely to be nearest; `nil`: none.
        public var thermometer: String? = Settings.anyThermometer
    }

    /// `panel`: the front panel, by the offsets of its lines on one GPIO chip; what is `nil` is not there.
    public struct Panel: Sendable, Equatable {
        public var chip = "/dev/gpiochip0"
        /// Steady while locked, slow in holdover, fast else.
        public var lockLamp: Int?
        public var alarmLamp: Int?
        /// Drawn while all is well, so that a dead box looks like an alarm.
        public var alarmRelay: Int?
        public var button: Int?
        /// Whether a line that is low means on.
        public var activeLow = false
    }

    /// `ntp`: the NTP server.
    public struct NTPService: Sendable, Equatable {
        /// Empty: none.
        public var listen: [IPEndpoint]
        /// Threads that share each address, and so may have a processor each; the kernel deals the clients out.
        public var workers = 1
        public var limit = Limit()
        /// Whether those in ``Settings/deny`` are told so, by a kiss-o'-death; otherwise nothing is said to them.
        public var tellDenied = false
        /// The file of symmetric keys, as chrony writes it; `nil`: no request is authenticated by one.
        public var keys: String?
        public var interleaved = Interleaved.asked
        public var timestamps = Timestamps.auto
        /// The experimental fields that are answered where clients ask for them.
        public var experimental: [Experiment] = []
        public var nts = NTS()
        /// The other servers of a cluster.
        public var peers: [IPEndpoint] = []
        /// The number of the key in ``keys`` that they and we sign with; `nil`: nobody does.
        public var peerKey: Int?
        public var local = Local()
        /// Where the time is told with leap seconds smeared.
        public var smear = Smear()
        /// The multicast groups in which clients look for servers; answered only while there is a time to tell.
        public var manycast: [IPAddress] = []
        /// The networks that are told the time unasked.
        public var broadcast: [Broadcast] = []
    }

    /// `journal`: the log on standard error, and the records of what was and what happened.
    public struct Journal: Sendable, Equatable {
        public enum Level: String, Sendable, CaseIterable {
            case trace, debug, info, notice, warning, error, critical
        }

        public enum Format: String, Sendable, CaseIterable {
            /// `key=value` words.
            case logfmt
            /// One JSON object a line.
            case json
        }

        public var level: Level = .info
        public var format: Format = .logfmt
        /// The file of history, journal and what waits to be told; where it cannot be written, memory keeps some of it.
        public var database = RuntimeFolder.path + "/records.sqlite"
    }
}
