# SPDX-License-Identifier: Apache-2.0
# ntpsec's programs, and both kinds of ntpq, for the tests and benchmarks. Sourced after common.sh and linuxptp.sh, not run. They are unpacked beside the build
# and never installed: their packages bring daemons that would steer this machine's clock.

# need_ntpsec PATH: prints the path of a program of ntpsec's, such as usr/sbin/ntpd; ntpq is a script for the system's
# Python.
need_ntpsec() {
    local own="$root/.build-peers/ntpsec"
    need_package ntpdig ntpsec-ntpdig
    if [ ! -x "$own/usr/bin/ntpq" ]; then
        say "unpacking ntpsec"
        apt_update_once
        mkdir -p "$own"
        (cd "$own" && apt-get download -qq ntpsec >&2 && dpkg-deb -x ntpsec_*.deb . && rm ntpsec_*.deb) ||
            die "ntpsec could not be unpacked"
    fi
    printf '%s\n' "$own/$1"
}

# need_classic_ntpq: prints the path of a script that runs the ntpq of ntp 4.2.8, the last one that Debian had, with the
# libraries of its time; nothing where it cannot be had.
need_classic_ntpq() {
    local own="$root/.build-peers/ntp" package
    if [ ! -x "$own/ntpq" ]; then
        say "unpacking ntp"
        mkdir -p "$own"
        (
            cd "$own"
            for package in ntp libopts25 libssl1.1; do
                apt_of bullseye download "$package" >&2
                dpkg-deb -x "${package}"_*.deb .
                rm "${package}"_*.deb
            done
            printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n' "$(echo "$own"/usr/lib/*-linux-gnu*)" \
                "$own/usr/bin/ntpq" >ntpq
            chmod +x ntpq
        ) || return 0
    fi
    "$own/ntpq" --version >/dev/null 2>&1 || return 0
    printf '%s\n' "$own/ntpq"
}
