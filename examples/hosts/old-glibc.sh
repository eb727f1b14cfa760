#!/usr/bin/env bash
# Builds the C library for systems with glibc 2.17 (2012), looks whether it asks for anything newer, links
# the C host with it as such a system would, and runs that.
#
# Needs cargo-zigbuild and ziglang from PyPI: `pip install cargo-zigbuild ziglang`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
oldest=2.17
machine=x86_64-unknown-linux-gnu

cd "$root"
rustup target list --installed | grep -qx "$machine" || rustup target add "$machine"
cargo zigbuild --quiet --release --package huimin-ffi --target "$machine.$oldest"
cargo xtask install --prefix "$work/usr" --built "${CARGO_TARGET_DIR:-target}/$machine/release"
newest=$(objdump -T "$work/usr/lib/libhuimin.so" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
echo "the newest symbols asked for: $newest"
[ "$(printf '%s\n' "GLIBC_$oldest" "$newest" | sort -V | tail -1)" = "GLIBC_$oldest" ]

python3 -m ziglang cc -target "x86_64-linux-gnu.$oldest" -std=c99 -I"$work/usr/include" -L"$work/usr/lib" \
    "$here/c/decide.c" -o "$work/decide" -lhuimin
LD_LIBRARY_PATH=$work/usr/lib "$work/decide" bench/notice.huimin \
    examples/ningbo-2022/cases.jsonl 2022-07-01 | wc -l
