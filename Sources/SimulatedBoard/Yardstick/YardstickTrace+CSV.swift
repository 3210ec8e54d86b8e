// SPDX-License-Identifier: Apache-2.0

extension YardstickTrace {
    /// The whole trace as the yardstick writes it: two lines of comment, a head, a row for each second.
    public func csv() -> [UInt8] {
        var text = Array(
            """
            # clock-discipline yardstick v1, scenario \(scenario.name) (\(scenario.text)), seed \(seed)
            # flags: 1 PPS lost, 2 outlier, 4 scored.  x[k+1] = x[k] + y[k].
            k,x_s,y,n_s,flags,temp_c

            """.utf8)
        text.reserveCapacity(scenario.seconds * 80)
        for row in self { row.append(to: &text) }
        return text
    }
}

extension YardstickTrace.Row {
    fileprivate func append(to text: inout [UInt8]) {
        text.append(Int64(second), decimals: 0)
        text.append(UInt8(ascii: ","))
        text.append(phase, decimals: 16)
        text.append(UInt8(ascii: ","))
        text.append(frequency, decimals: 16)
        text.append(UInt8(ascii: ","))
        text.append(noise, decimals: 12)
        text.append(UInt8(ascii: ","))
        text.append(Int64(flags.rawValue), decimals: 0)
        text.append(UInt8(ascii: ","))
        text.append(temperature, decimals: 2)
        text.append(UInt8(ascii: "\n"))
    }
}

extension [UInt8] {
    /// A decimal number with the point before the last `decimals` digits.
    fileprivate mutating func append(_ number: Int64, decimals: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let first = count
        var rest = number.magnitude
        var digits = 0
        while rest > 0 || digits <= decimals {
            if digits == decimals && decimals > 0 { append(UInt8(ascii: ".")) }
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            digits += 1
        }
        self[first...].reverse()
    }
}
