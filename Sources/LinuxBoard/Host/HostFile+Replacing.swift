// SPDX-License-Identifier: Apache-2.0

import Glibc

extension HostFile {
    /// As ``writePrivate(_:to:)``, but written beside and renamed: a power cut leaves the old content or the new one.
    public static func replacePrivate(_ octets: [UInt8], at path: String) throws(HostFault) {
        let beside = path + ".new"
        try writePrivate(octets, to: beside)
        guard unsafe rename(beside, path) == 0 else { throw HostFault(errno: errno) }
    }
}
