// SPDX-License-Identifier: Apache-2.0

/// What a client asks (gpsd_json(5), "CORE SOCKET PROTOCOL").
public enum GPSDRequest: Equatable, Sendable {
    case version
    case devices
    case poll
    /// `nil`: only asks what holds.
    case watch(GPSDArgument?)
    case device(GPSDArgument?)
    /// Not a request that there is; as it came.
    case unrecognised(String)
    /// A request whose argument cannot be read.
    case invalid(name: String, reason: String)
}

/// Why a client is hung up on.
public enum GPSDHangUp: Error, Equatable, Sendable {
    /// It sent so much without an end that it means nothing.
    case tooLong
    /// It asks for more at once than is answered.
    case tooMuch
}

/// Cuts what a client sends into requests.
///
/// A request ends with its `;`, with the closing brace of its argument, or with the line: gpsd's own clients leave out
/// each of the others here and there. It is kept until it is whole, in whatever pieces it comes.
public struct GPSDRequestReader: Sendable {
    /// gpsd_json(5) promises 80 octets; clients with long device names send more.
    public static let longest = 1024
    private var pending: [UInt8] = []

    public init() {}

    /// How much of a request has come that is not yet whole.
    public var pendingCount: Int { pending.count }

    /// The request that this octet completes.
    public mutating func push(_ octet: UInt8) throws(GPSDHangUp) -> GPSDRequest? {
        if octet == 10 || octet == 13 || octet == 0 { return take() }
        // What stands between requests: blanks, and the `;` behind an argument.
        if pending.isEmpty, octet == 32 || octet == 9 || octet == UInt8(ascii: ";") { return nil }
        guard pending.count < Self.longest else { throw .tooLong }
        pending.append(octet)
        guard pending[0] == UInt8(ascii: "?") else { return nil }
        return scan.ends(with: octet) ? take() : nil
    }

    private mutating func take() -> GPSDRequest? {
        defer {
            pending.removeAll(keepingCapacity: true)
            scan = Scan()
        }
        return pending.isEmpty ? nil : GPSDRequest(pending)
    }

    // MARK: Where a request ends

    private struct Scan: Sendable {
        var depth = 0
        var isInText = false
        var isEscaped = false

        /// Whether a request ends with this octet.
        mutating func ends(with octet: UInt8) -> Bool {
            if isInText {
                skipText(octet)
                return false
            }
            switch octet {
            case UInt8(ascii: "\""): isInText = depth > 0
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                return depth <= 0
            case UInt8(ascii: ";"): return depth == 0
            default: break
            }
            return false
        }

        private mutating func skipText(_ octet: UInt8) {
            if isEscaped {
                isEscaped = false
            } else if octet == UInt8(ascii: "\\") {
                isEscaped = true
            } else if octet == UInt8(ascii: "\"") {
                isInText = false
            }
        }
    }

    private var scan = Scan()
}

extension GPSDRequest {
    /// One request, whole. `nil` for what is none and gets no answer, as it gets none of gpsd: what does not begin with `?`.
    init?(_ octets: [UInt8]) {
        guard octets.first == UInt8(ascii: "?") else { return nil }
        var octets = octets[...]
        while let last = octets.last, last == 32 || last == 9 || last == UInt8(ascii: ";") { octets.removeLast() }
        let name = octets.dropFirst().prefix { $0 != UInt8(ascii: "=") }
        let argument = octets.dropFirst(1 + name.count)
        self.init(String(decoding: name, as: UTF8.self), argument, whole: octets)
    }

    private init(_ name: String, _ argument: ArraySlice<UInt8>, whole: ArraySlice<UInt8>) {
        switch (name, argument.isEmpty) {
        case ("VERSION", true): self = .version
        case ("DEVICES", true): self = .devices
        case ("POLL", true): self = .poll
        case ("WATCH", true): self = .watch(nil)
        case ("DEVICE", true): self = .device(nil)
        case ("WATCH", false), ("DEVICE", false):
            do throws(GPSDArgument.Fault) {
                let object = try GPSDArgument(parsing: argument.dropFirst())
                self = name == "WATCH" ? .watch(object) : .device(object)
            } catch {
                self = .invalid(name: name, reason: error.reason)
            }
        default: self = .unrecognised(String(decoding: whole, as: UTF8.self))
        }
    }
}
