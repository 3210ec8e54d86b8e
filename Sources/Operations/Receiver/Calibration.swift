// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What `calibrate` tells.
public struct CalibrationReport: Codable, Hashable, Sendable, CommandReport {
    /// "pulse.cableDelayNs"
    public var key: String
    public var oldNs: Double
    public var newNs: Double
    /// How the new value came about, as a sentence.
    public var computed: String
    /// "now", "restart"; the latter also where it was so before.
    public var takesEffect: String
    /// The settings' version that has it.
    public var version: Int

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put(computed)
        sheet.put(
            oldNs == newNs
                ? "\(key) is \(Calibration.text(newNs)) already; nothing was changed."
                : "\(key) was \(Calibration.text(oldNs)) and is \(Calibration.text(newNs)) now (version \(version)).")
        if oldNs != newNs, takesEffect == "restart" {
            sheet.put("It takes effect when the program starts the next time; 'restart' does that.")
        }
        return sheet.text
    }
}

/// Puts what was measured of the pulse into the configuration.
enum Calibration {
    /// In a vacuum, by definition: metres in a nanosecond.
    static let light = 0.299_792_458
    /// Of a signal in the usual coaxial cable with solid polyethylene.
    static let usualVelocity = 0.66

    static func cableDelay(
        _ call: CommandCall, by caller: CommandCaller, with means: CommandMeans
    ) throws -> CalibrationReport {
        let (value, computed) = try delay(by: call)
        return try set(
            "cableDelayNs", to: value, from: means.store.settings.pulse.cableDelayNs, computed, caller, means)
    }

    static func bias(
        _ call: CommandCall, by caller: CommandCaller, with means: CommandMeans
    ) throws -> CalibrationReport {
        let (measured, old) = (call.real("measured") ?? 0, means.store.settings.pulse.biasNs)
        let new = rounded(old + measured)
        guard (-100_000...100_000).contains(new) else {
            throw CommandRefusal(
                .usage, "with what was taken out before that makes \(text(new)), which is no bias but a fault")
        }
        let direction = measured == 0 ? "comes when it should" : measured > 0 ? "comes late" : "comes early"
        let computed =
            "Our pulse \(direction), by \(text(abs(measured))) as measured; \(text(old)) had been taken out before."
        return try set("biasNs", to: new, from: old, computed, caller, means)
    }

    /// The delay in ns, and how it came about.
    static func delay(by call: CommandCall) throws(CommandRefusal) -> (Double, String) {
        switch (call.real("length"), call.real("velocity"), call.real("ns")) {
        case (nil, nil, let ns?): return (rounded(ns), "The delay is \(text(ns)), as it was told.")
        case (let length?, let velocity, nil):
            let velocity = velocity ?? usualVelocity
            let delay = rounded(length / (velocity * light))
            return (
                delay,
                "\(length) m of cable, in which a signal has \(velocity) of light's velocity, take \(text(delay))."
            )
        case (nil, nil, nil):
            throw CommandRefusal(.usage, "say either --length METRES, perhaps with --velocity, or --ns NANOSECONDS")
        case (_, _, _?): throw CommandRefusal(.usage, "--ns says it all; leave --length and --velocity out")
        case (nil, _?, nil): throw CommandRefusal(.usage, "--velocity is of no use without --length")
        }
    }

    /// More than hundredths nobody measures.
    private static func rounded(_ ns: Double) -> Double { (ns * 100).rounded() / 100 }

    static func text(_ ns: Double) -> String { (ns == ns.rounded() ? "\(Int(ns))" : "\(ns)") + " ns" }

    private static func set(
        _ word: String, to new: Double, from old: Double, _ computed: String, _ caller: CommandCaller,
        _ means: CommandMeans
    ) throws -> CalibrationReport {
        let (key, state) = ("pulse.\(word)", means.store.state(at: means.moment))
        var report = CalibrationReport(
            key: key, oldNs: old, newNs: new, computed: computed, takesEffect: "restart", version: state.version)
        guard new != old else { return report }
        do {
            let edit = try SettingEdit(state.text).setting(SettingPath(parsing: key), to: "\(new)")
            let check = means.store.check(Array(edit.text.utf8))
            if let change = check.changes.first(where: { $0.key == key }) {
                report.takesEffect = change.takesEffect.rawValue
            }
            let proposal = SettingsProposal(
                text: Array(edit.text.utf8), by: caller.author, ifVersion: state.version, confirmWithin: nil,
                comment: "calibrated: \(computed)")
            report.version = try means.store.propose(proposal, at: means.moment).version
        } catch let refusal as EditRefusal {
            throw CommandRefusal(.unavailable, refusal.description)
        } catch let refusal as SettingEditRefusal {
            throw CommandRefusal(.unavailable, "\(refusal)")
        }
        return report
    }
}
