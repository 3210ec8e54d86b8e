// SPDX-License-Identifier: Apache-2.0

/// What `chronyc` and other clients of chronyd's command protocol are told: version 6, as chrony's candm.h lays it out
/// (forms of 2.2 to 4.9). It only looks: what would change anything is answered "not authorised" and never carried
/// out. No reply is longer than its request, so nobody can be shouted at through it.
public enum Chronyc {
    static let version: UInt8 = 6
    /// Of a request before its arguments.
    static let requestHead = 20
    /// Of a reply before its contents; no shorter request is answered.
    static let replyHead = 28
    /// No client sends more; chronyd 4.9 takes 884.
    public static let longest = 1024
}
