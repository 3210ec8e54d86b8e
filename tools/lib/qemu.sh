# SPDX-License-Identifier: Apache-2.0
# What the appliance in QEMU is made of. Sourced after common.sh, not run.

board="$root/board/qemu-x86_64"
image="$root/.build-image"
kernel_source=linux-source-6.12
kernel_cache="${XDG_CACHE_HOME:-$HOME/.cache}/gnomon"

# apt with bookworm-backports beside what this machine already knows, without changing its own lists.
backports() {
    local lists="$image/apt"
    if [ ! -d "$lists" ]; then
        mkdir -p "$lists/parts" "$lists/lists/partial"
        local archive
        archive="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -1)"
        [ -n "$archive" ] || die "this machine's package sources name no Debian archive"
        printf '%s\n' 'Types: deb' "URIs: $archive" \
            'Suites: bookworm bookworm-updates bookworm-backports' 'Components: main' \
            'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$lists/parts/backports.sources"
        as_root apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$lists/parts" \
            -o "Dir::State::lists=$lists/lists" update >&2
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Etc::sourcelist=/dev/null \
        -o "Dir::Etc::sourceparts=$lists/parts" -o "Dir::State::lists=$lists/lists" "$@" >&2
}

# QEMU 8 or later: the first with the igb network card, whose clock runs at the right rate.
need_qemu() {
    if command -v qemu-system-x86_64 >/dev/null && qemu-system-x86_64 -device help | grep -q '"igb"'; then return; fi
    say "installing QEMU"
    if [ "$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")" = bookworm ]; then
        backports install -y --no-install-recommends -t bookworm-backports qemu-system-x86
    else
        need_package qemu-system-x86_64 qemu-system-x86
    fi
}

# What the kernel is made of, as a name: its version and a hash of everything of ours that goes in.
kernel_name() {
    local version hash
    version="$(apt-cache policy "$kernel_source" | sed -n 's/^ *Candidate: //p')"
    if [ -z "$version" ] || [ "$version" = '(none)' ]; then
        apt_update_once
        version="$(apt-cache policy "$kernel_source" | sed -n 's/^ *Candidate: //p')"
    fi
    hash="$(cat "$board/kernel.fragment" "$board/kernel"/* | sha256sum | cut -c1-12)"
    printf '%s-%s\n' "$version" "$hash"
}

# Every line of the fragment must stand in what the kernel's own configuration made of it.
check_kernel_configuration() {
    local line
    for line in $(grep -E '^CONFIG_' "$board/kernel.fragment"); do
        case "$line" in
            *=n) ! grep -q "^${line%=n}=" .config ;;
            *) grep -qx "$line" .config ;;
        esac || { echo "the kernel does not take $line"; return 1; }
    done
}

# In a folder of its own; ends at the first step that fails.
unpack_kernel() {
    apt-get download -qq "$kernel_source" 2>/dev/null &&
        dpkg-deb -x "$kernel_source"_*.deb . &&
        tar xf "usr/src/$kernel_source.tar.xz" &&
        cp "$board"/kernel/*.c "$kernel_source/drivers/pps/clients/" &&
        echo 'obj-y += gnomon-board.o gnomon-clock.o' >>"$kernel_source/drivers/pps/clients/Makefile"
}

make_kernel() {
    make tinyconfig &&
        ./scripts/kconfig/merge_config.sh -m .config "$board/kernel.fragment" &&
        make olddefconfig &&
        check_kernel_configuration &&
        chrt --idle 0 make -j"$(nproc)" bzImage
}

need_kernel_tools() {
    need_package flex flex
    need_package bison bison
    need_package bc bc
    need_package xz xz-utils
    need_package make make
    [ -e /usr/include/libelf.h ] || need_package no-command-of-libelf libelf-dev
}

# build_kernel TARGET: some ten minutes, or longer where somebody else has something to do.
build_kernel() {
    local target="$1" folder
    say "building the kernel (some ten minutes; log: $target.log)"
    folder="$(mktemp -d -p "$kernel_cache")"
    (cd "$folder" && unpack_kernel && cd "$kernel_source" && make_kernel) >"$target.log" 2>&1 ||
        die "the kernel did not build; see $target.log"
    cp "$folder/$kernel_source/arch/x86/boot/bzImage" "$target.new"
    rm -rf "$folder"
    mv "$target.new" "$target"
}

kernel_path() {
    mkdir -p "$kernel_cache"
    printf '%s/linux-%s\n' "$kernel_cache" "$(kernel_name)"
}

# begin_kernel: has it built beside whatever comes next; finish_kernel waits for that.
kernel_builder=
begin_kernel() {
    local kernel
    kernel="$(kernel_path)"
    [ -e "$kernel" ] && return
    need_kernel_tools
    say "building the kernel beside what follows (log: $kernel.log)"
    build_kernel "$kernel" >/dev/null 2>&1 </dev/null &
    kernel_builder=$!
}

finish_kernel() {
    [ -z "$kernel_builder" ] || wait "$kernel_builder" || die "the kernel did not build; see $(kernel_path).log"
}

# Prints the path of the kernel.
need_kernel() {
    local kernel
    kernel="$(kernel_path)"
    [ -e "$kernel" ] || { need_kernel_tools && build_kernel "$kernel"; } >&2
    printf '%s\n' "$kernel"
}

# copy_libraries FILE...: the libraries that the files name, to where the loader of the image looks for them.
copy_libraries() {
    local library
    ldd "$@" 2>/dev/null | grep -oE '/[^ ]+' | grep -v ':$' | sort -u | while read -r library; do
        mkdir -p "$image/files$(dirname "$library")"
        cp -L "$library" "$image/files$library"
    done
}

# A library of a Debian package that the program opens by name while it runs.
copy_opened_library() {
    local package="$1" name="$2" path unpacked="$image/packages/$1"
    if [ ! -d "$unpacked" ]; then
        mkdir -p "$unpacked"
        (cd "$unpacked" && apt-get download -qq "$package" 2>/dev/null && dpkg-deb -x "$package"_*.deb .)
    fi
    path="$(find "$unpacked" -name "$name" | head -n 1)"
    [ -n "$path" ] || die "$package has no $name"
    mkdir -p "$image/files/lib/x86_64-linux-gnu"
    cp -L "$path" "$image/files/lib/x86_64-linux-gnu/$name"
    copy_libraries "$path"
}

need_busybox_static() {
    if [ ! -x "$image/packages/busybox-static/bin/busybox" ]; then
        mkdir -p "$image/packages/busybox-static"
        (cd "$image/packages/busybox-static" && apt-get download -qq busybox-static 2>/dev/null && dpkg-deb -x busybox-static_*.deb .)
    fi
    printf '%s\n' "$image/packages/busybox-static/bin/busybox"
}
