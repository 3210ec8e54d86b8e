# SPDX-License-Identifier: Apache-2.0
# Other people's daemons that follow NTP servers, for the tests. Sourced after common.sh and linuxptp.sh, not run. They are
# unpacked beside the build and never installed: their packages would have them steer this machine's clock.

# need_timesyncd: prints the path of systemd-timesyncd, which needs the rest of systemd's library.
need_timesyncd() {
    local own="$root/.build-peers/timesyncd"
    need_package systemd-analyze systemd
    if [ ! -x "$own/lib/systemd/systemd-timesyncd" ]; then
        say "unpacking systemd-timesyncd"
        apt_update_once
        mkdir -p "$own"
        (cd "$own" && apt-get download -qq systemd-timesyncd >&2 && dpkg-deb -x systemd-timesyncd_*.deb . &&
            rm systemd-timesyncd_*.deb) || die "systemd-timesyncd could not be unpacked"
    fi
    printf '%s\n' "$own/lib/systemd/systemd-timesyncd"
}

# need_ntpd_rs: prints the path of ntpd-rs's daemon; nothing where it cannot be had or does not run here.
need_ntpd_rs() {
    local own="$root/.build-peers/ntpd-rs"
    if [ ! -x "$own/usr/bin/ntp-daemon" ]; then
        say "unpacking ntpd-rs"
        mkdir -p "$own"
        (cd "$own" && apt_of trixie download ntpd-rs >&2 && dpkg-deb -x ntpd-rs_*.deb . && rm ntpd-rs_*.deb) || return 0
    fi
    "$own/usr/bin/ntp-daemon" --version >/dev/null 2>&1 || return 0
    printf '%s\n' "$own/usr/bin/ntp-daemon"
}

# need_still_clock: prints the path of a library that keeps whoever loads it from steering a clock.
need_still_clock() {
    local own="$root/.build-peers/still_clock.so"
    mkdir -p "$(dirname "$own")"
    gcc -O2 -Wall -Wextra -shared -fPIC -o "$own" Tests/Peers/still_clock.c
    printf '%s\n' "$own"
}
