// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Any bytes as a configuration file: settings, or faults that each name a place and a reason.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do throws(SettingsFaults) {
        _ = try Settings(reading: bytes, file: "fuzz.yaml")
    } catch {
        precondition(!error.faults.isEmpty)
        for fault in error.faults { precondition(!fault.description.isEmpty) }
    }
    return 0
}
