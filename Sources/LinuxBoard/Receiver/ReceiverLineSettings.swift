// SPDX-License-Identifier: Apache-2.0

public import GNSS

/// How a receiver is to be reached, and what is to be done with it.
public struct ReceiverLineSettings: Sendable {
    public var path: String
    /// Where it is instead of ``path``, where that changes as devices come and go.
    public var whereabouts: ReceiverWhereabouts?
    /// Whether the pulse comes by the same port, which is then opened a second time.
    public var carriesPulse = false
    /// Bits per second; `nil`: to be found.
    public var baud: UInt32?
    /// Whether a u-blox receiver is told what to send. False: nothing is ever written to the port.
    public var configures: Bool
    public var options: ConfigurationOptions
    /// Of receivers that were configured before. The first one's speed is tried first.
    public var memories: [ReceiverMemory]

    public init(
        path: String, baud: UInt32? = nil, configures: Bool = true, options: ConfigurationOptions = .init(),
        memories: [ReceiverMemory] = []
    ) {
        (self.path, self.baud, self.configures) = (path, baud, configures)
        (self.options, self.memories) = (options, memories)
    }
}
