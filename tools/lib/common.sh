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

# need_prometheus: prints the folder of promtool and prometheus. Those that are installed are used; else both are
# unpacked beside the build, never installed: the package would start collecting on this machine. They need libc alone.
need_prometheus() {
    local own="$root/.build-monitoring/prometheus"
    if command -v promtool >/dev/null && command -v prometheus >/dev/null; then
        dirname "$(command -v promtool)"
        return
    fi
    if [ ! -x "$own/usr/bin/promtool" ]; then
        say "unpacking prometheus"
        apt_update_once
        mkdir -p "$own"
        (
            cd "$own"
            apt-get download -qq prometheus >&2
            dpkg-deb --fsys-tarfile prometheus_*.deb | tar x ./usr/bin/promtool ./usr/bin/prometheus
            rm prometheus_*.deb
        ) || die "prometheus could not be unpacked"
    fi
    printf '%s\n' "$own/usr/bin"
}

# fetch_source PACKAGE DIRECTORY: the source of a Debian package, from wherever this machine gets its packages.
fetch_source() {
    local package="$1" into="$2" lists="$2/apt"
    mkdir -p "$lists/parts" "$lists/lists/partial"
    sed -s 's/^deb /deb-src /' /etc/apt/sources.list >"$lists/parts/own.list" 2>/dev/null || true
    local file
    for file in /etc/apt/sources.list.d/debian*.sources; do
        [ -e "$file" ] && sed 's/^Types: *deb *$/Types: deb-src/' "$file" >"$lists/parts/$(basename "$file")"
    done
    local options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$lists/parts" -o "Dir::State::lists=$lists/lists")
    apt-get "${options[@]}" update >&2
    (cd "$into" && apt-get "${options[@]}" source --download-only "$package" >&2)
}

# need_busybox: prints the path of a busybox with the ntpd applet. Debian builds its own without it, so this one is
# made from Debian's source package with that applet alone (10 s).
need_busybox() {
    local own="$root/.build-peers/busybox"
    if [ ! -x "$own/busybox" ]; then
        say "building busybox"
        need_package make make
        need_package bzip2 bzip2
        mkdir -p "$own"
        fetch_source busybox "$own"
        (
            cd "$own"
            mkdir -p source
            tar xf busybox_*.orig.tar.* -C source --strip-components=1
            cd source
            make allnoconfig >/dev/null 2>&1
            sed -i -E 's/# CONFIG_(NTPD|FEATURE_IPV6|LONG_OPTS) is not set/CONFIG_\1=y/' .config
            yes '' | make oldconfig >/dev/null 2>&1 || true
            make -j2 >../build.log 2>&1
            cp busybox ..
        ) || die "busybox did not build; see .build-peers/busybox/build.log"
    fi
    printf '%s\n' "$own/busybox"
}

# need_venv FOLDER PACKAGE...: prints the path of a Python that has these packages of PyPI, in FOLDER/venv.
need_venv() {
    local python="$1/venv/bin/python"
    shift
    if [ ! -x "$python" ]; then
        python3 -m ensurepip --version >/dev/null 2>&1 || need_package no-command-of-venv python3-venv
        python3 -m venv "${python%/bin/python}"
        "$python" -m pip install --quiet --disable-pip-version-check "$@" >&2
    fi
    printf '%s\n' "$python"
}

# The page's charts are drawn by dygraphs, which the program reads from where Debian's package has it.
need_chart_library() {
    [ -e /usr/share/javascript/dygraphs/dygraph.min.js ] && return
    say "installing libjs-dygraphs"
    apt_update_once
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends libjs-dygraphs >/dev/null
}

# With Swift's library inside, as it is shipped: a time server has no toolchain. All release builds share it.
release=(-c release --static-swift-stdlib)

# build_release [PRODUCT]: builds the program and prints its path.
build_release() {
    local product="${1:-gnomon}"
    say "building $product (release)"
    swift build "${release[@]}" --product "$product" >&2 || die "the build failed"
    printf '%s/%s\n' "$(swift build "${release[@]}" --show-bin-path)" "$product"
}
