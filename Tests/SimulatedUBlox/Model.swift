// SPDX-License-Identifier: Apache-2.0

public import GNSS

extension SimulatedUBlox {
    /// What kind of receiver it is.
    public struct Model: Sendable {
        public var version: MonVer
        public var unique: SecUniqID?
        /// Knows CFG-VALSET and CFG-VALGET.
        public var hasKeys: Bool
        /// Knows a message for each matter.
        public var hasMessages: Bool
        public var isForTiming: Bool
        /// Keys, and messages to be sent, that it does not know.
        public var unknownKeys: Set<UInt32> = []
        public var unknownMessages: Set<UBXMessageID> = []
        /// Systems that it can be told to use; empty: it cannot be told. Keys of others are unknown.
        public var systems: [Constellation] = []
        /// It refuses more of the major ones than this at once.
        public var mostMajors = 3
        /// Knows CFG-TMODE3.
        public var isHighPrecision = false

        init(_ software: String, _ hardware: String, _ extensions: [String], keys: Bool, timing: Bool) {
            version = MonVer()
            version.swVersion = FixedText(software)
            version.hwVersion = FixedText(hardware)
            for text in extensions { version.extensions.append(FixedText(text)) }
            (hasKeys, hasMessages, isForTiming) = (keys, true, timing)
        }

        /// A u-blox 6: states no protocol, knows neither NAV-PVT nor NAV-SAT.
        public static var six: Self { Self("7.03 (45969)", "00040007", [], keys: false, timing: false) }

        /// A NEO-M8N.
        public static var m8: Self {
            var model = Self(
                "EXT CORE 3.01 (107888)", "00080000",
                ["ROM BASE 2.01 (75331)", "FWVER=SPG 3.01", "PROTVER=18.00", "GPS;GLO;GAL;BDS"], keys: false,
                timing: false)
            model.unique = SecUniqID(uniqueId: 0x12_3456_789A)
            model.systems = [.gps, .sbas, .galileo, .beidou, .imes, .qzss, .glonass]
            return model
        }

        /// A NEO-M8T.
        public static var m8t: Self {
            var model = Self(
                "EXT CORE 3.01 (111141)", "00080000",
                ["ROM BASE 2.01 (75331)", "FWVER=TIM 1.10", "PROTVER=22.00", "MOD=NEO-M8T-0"], keys: false,
                timing: true)
            model.unique = SecUniqID(uniqueId: 0x22_0000_0001)
            model.systems = m8.systems
            return model
        }

        /// A NEO-M8P: no Galileo.
        public static var m8p: Self {
            var model = Self(
                "EXT CORE 3.01 (1ec93f)", "00080000",
                ["ROM BASE 3.01 (107888)", "FWVER=HPG 1.40", "PROTVER=20.30", "MOD=NEO-M8P-2"], keys: false,
                timing: false)
            model.unique = SecUniqID(uniqueId: 0x55_0000_0001)
            model.systems = [.gps, .sbas, .beidou, .imes, .qzss, .glonass]
            model.isHighPrecision = true
            return model
        }

        /// A ZED-F9T.
        public static var f9t: Self {
            var model = Self(
                "EXT CORE 1.00 (092837)", "00190000",
                ["ROM BASE 0x118B2060", "FWVER=TIM 2.20", "PROTVER=29.20", "MOD=ZED-F9T", "GPS;GLO;GAL;BDS"],
                keys: true, timing: true)
            model.unique = SecUniqID(uniqueId: 0x33_0000_0001)
            (model.systems, model.mostMajors) = ([.gps, .sbas, .galileo, .beidou, .qzss, .glonass], 4)
            return model
        }

        /// A MAX-M10S: no deprecated messages, a longer number.
        public static var m10: Self {
            var model = Self(
                "ROM SPG 5.10 (7b202e)", "000A0000", ["FWVER=SPG 5.10", "PROTVER=34.10", "GPS;GLO;GAL;BDS"],
                keys: true, timing: false)
            model.unique = SecUniqID(version: 2, uniqueId: 0x44_0000_0000_01)
            (model.systems, model.hasMessages) = (f9t.systems, false)
            return model
        }
    }

    /// How it behaves towards questions.
    public enum Manner: Sendable {
        case ordinary
        /// Says its messages and hears nothing.
        case deaf
        /// Tells who it is, and refuses whatever is asked or told.
        case refusing
        /// Answers questions with frames of the right kind and wrong content.
        case garbling
        /// Loses every second frame that it is sent.
        case forgetful
        /// Falls silent after so many frames.
        case dying(after: Int)
    }
}
