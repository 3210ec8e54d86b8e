// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Any bytes as a configuration file: settings, or faults that each name a place and a reason. And any key of it changed
/// to any value: a text that says just that, or a reason.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do throws(SettingsFaults) {
        _ = try Settings(reading: bytes, file: "fuzz.yaml")
    } catch {
        precondition(!error.faults.isEmpty)
        for fault in error.faults { precondition(!fault.description.isEmpty) }
    }
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
    if parts.count == 3 { edit(parts[2], key: parts[0], value: parts[1]) }
    return 0
}

/// The key, the value and the text, with a zero octet between them.
private func edit(_ text: [UInt8], key: [UInt8], value: [UInt8]) {
    let (key, value) = (String(decoding: key, as: UTF8.self), String(decoding: value, as: UTF8.self))
    guard let path = try? SettingPath(parsing: key), let edit = try? SettingEdit(text) else { return }
    precondition(path.description == key || key.contains("[0"))
    if let set = try? edit.setting(path, to: value) { check(set, path, value, before: text) }
    guard let without = try? edit.unsetting(path) else { return }
    precondition((try? SettingEdit(Array(without.text.utf8))) != nil || without.text.isEmpty)
}

/// The same again changes nothing; and without the key, the text says what it said without it.
private func check(_ set: EditedSetting, _ path: SettingPath, _ value: String, before text: [UInt8]) {
    guard let again = try? SettingEdit(Array(set.text.utf8)) else { preconditionFailure("it cannot be read any more") }
    guard let twice = try? again.setting(path, to: value) else { preconditionFailure("it cannot be set twice") }
    precondition(twice.text == set.text || (try? again.setting(path, to: value))?.losesComments == true)
    guard !path.description.hasSuffix("]"), let first = try? SettingEdit(text), let last = try? again.unsetting(path)
    else {
        return
    }
    // What stood in the place of a section that could not be one is not there again.
    guard (try? Settings(reading: Array(set.text.utf8), file: "")) != nil else { return }
    let plain = (try? first.unsetting(path)).map { Array($0.text.utf8) } ?? text
    let (a, b) = (try? Settings(reading: plain, file: ""), try? Settings(reading: Array(last.text.utf8), file: ""))
    guard let a, let b else { return }
    precondition(SettingsDiff.changes(from: a, to: b, live: []).isEmpty, "something else has changed")
}
