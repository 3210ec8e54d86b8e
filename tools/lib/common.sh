# SPDX-License-Identifier: Apache-2.0
# Shared by the commands in tools/: where things are, what is installed, how the program is built.
# Sourced, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# Swift, gcc, Python and git are what a machine must bring; everything else is installed.
need_toolchain() {
    local tool
    for tool in swift gcc python3 git; do
        command -v "$tool" >/dev/null || die "needs $tool, which this machine does not have (Swift 6.2 or later, gcc, Python 3, git)"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_updated=no
apt_update_once() {
    [ "$apt_updated" = yes ] && return
    as_root apt-get update -qq
    apt_updated=yes
}

# need_package COMMAND PACKAGE...: installs the Debian packages unless the command is there already.
# Only for packages that start no service.
need_package() {
    local command="$1"
    shift
    command -v "$command" >/dev/null && return
    say "installing $*"
    apt_update_once
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# need_chronyd: prints the path of a chronyd. One that is installed is used; else the package is unpacked beside the
# build, never installed: an installed chrony would start steering this machine's clock.
need_chronyd() {
    local own="$root/.build-peers/chrony"
    if command -v chronyd >/dev/null; then command -v chronyd; return; fi
    if [ ! -x "$own/usr/sbin/chronyd" ]; then
        say "unpacking chrony"
        apt_update_once
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
            libcap2 libedit2 libgnutls30 libnettle8 libseccomp2 >/dev/null
        mkdir -p "$own"
        (cd "$own" && apt-get download -qq chrony >&2 && dpkg-deb -x chrony_*.deb . && rm chrony_*.deb)
    fi
    printf '%s\n' "$own/usr/sbin/chronyd"
}

# build_release: builds the program and prints its path.
build_release() {
    say "building (release)"
    swift build -c release --product gnomon >&2 || die "the build failed"
    printf '%s/gnomon\n' "$(swift build -c release --show-bin-path)"
}
