// SPDX-License-Identifier: Apache-2.0

/// What a client wants to be told unasked.
public struct GPSDWatch: Equatable, Sendable {
    public var isEnabled = false
    /// Reports as JSON.
    public var json = false
    /// Sentences: the receiver's own, or made from what it says in its own language.
    public var nmea = false
    /// 1: what comes over the line, binary messages in hexadecimal; 2: octet for octet.
    public var raw = 0
    public var scaled = false
    public var timing = false
    public var split24 = false
    /// When time was heard, and when the pulse came.
    public var pps = false
    /// Of this device alone; empty: of all.
    public var device = ""

    public init() {}

    /// What holds after a request. Where it says nothing, `enable` is true, `json`, `nmea` and `raw` stay as they are, and
    /// all else is off: that is how gpsd reads it.
    public func changed(by argument: GPSDArgument) throws(GPSDArgument.Fault) -> GPSDWatch {
        var new = GPSDWatch()
        new.isEnabled = try argument.flag("enable") ?? true
        new.json = try argument.flag("json") ?? json
        new.nmea = try argument.flag("nmea") ?? nmea
        new.raw = try argument.whole("raw", in: 0...2) ?? raw
        new.scaled = try argument.flag("scaled") ?? false
        new.timing = try argument.flag("timing") ?? false
        new.split24 = try argument.flag("split24") ?? false
        new.pps = try argument.flag("pps") ?? false
        new.device = try argument.text("device") ?? ""
        return new
    }
}
