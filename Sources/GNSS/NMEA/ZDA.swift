// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension NMEA {
    /// Time and date, with four digits of year. Says nothing about whether they may be believed.
    public struct ZDA: NMEAWritable, Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        public var date: CivilDate?

        public init(clock: Clock?, date: CivilDate?) {
            (self.clock, self.date) = (clock, date)
        }

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 5 else { return nil }
            clock = Clock(fields, 1, in: content)
            if let day = fields.whole(2, in: content), let month = fields.whole(3, in: content),
                let year = fields.whole(4, in: content), (1980...2200).contains(year)
            {
                date = CivilDate(year: year, month: month, day: day)
            }
        }

        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "ZDA")
            writer.field(clock)
            writer.field(date?.day, width: 2)
            writer.field(date?.month, width: 2)
            writer.field(date?.year, width: 4)
            writer.field(0, width: 2)
            writer.field(0, width: 2)
            writer.end()
        }
    }
}
