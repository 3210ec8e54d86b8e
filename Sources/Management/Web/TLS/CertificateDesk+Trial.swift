// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension CertificateDesk {
    /// What is kept, whatever is on trial.
    var kept: CertificatePair { state.withLock { $0.before?.pair ?? $0.pair } }

    /// Serves another pair without keeping it.
    func begin(trialOf pair: CertificatePair) throws(CertificateFault) {
        let new = try Served(pair)
        try exclusively { () throws(CertificateFault) in
            try state.withLock { (state) throws(CertificateFault) in
                if state.before != nil { throw .onTrial }
                state.before = state.served
                state.serve(new)
            }
        }
    }

    /// Keeps what is on trial. Where that fails it is on trial still.
    func keepTrial() throws(CertificateFault) {
        try exclusively { () throws(CertificateFault) in
            guard let pair = state.withLock({ $0.before == nil ? nil : $0.pair }) else { return }
            try Self.keep(pair, files)
            state.withLock { $0.before = nil }
        }
    }

    /// Serves what was before; nothing where nothing is on trial.
    func undoTrial() {
        replacing.withLock { _ in
            state.withLock { state in
                guard let before = state.before else { return }
                state.before = nil
                state.serve(before)
            }
        }
    }
}
