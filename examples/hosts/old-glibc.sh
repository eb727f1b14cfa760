#!/usr/bin/env bash
# Builds the C library for systems with glibc 2.17 (2012), looks whether it asks for anything newer, links
# the C host with it as such a system would, and runs that.
#
# PROFILE=dev builds quicker. Needs cargo-zigbuild and ziglang from PyPI: `pip install cargo-zigbuild ziglang`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
oldest=2.17
machine=x86_64-unknown-linux-gnu

cd "$root"
rustup target list --installed | grep -qx "$machine" || rustup target add "$machine"
profile=${PROFILE:-release}
cargo zigbuild --quiet --profile "$profile" --package huimin-ffi --target "$machine.$oldest"
cargo xtask install --prefix "$work/usr" \
    --built "${CARGO_TARGET_DIR:-target}/$machine/$([ "$profile" = dev ] && echo debug || echo "$profile")"
newest=$(objdump -T "$work/usr/lib/libhuimin.so" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1)
echo "the newest symbols asked for: $newest"
[ "$(printf '%s\n' "GLIBC_$oldest" "$newest" | sort -V | tail -1)" = "GLIBC_$oldest" ]

python3 -m ziglang cc -target "x86_64-linux-gnu.$oldest" -std=c99 -I"$work/usr/include" -L"$work/usr/lib" \
    "$here/c/decide.c" -o "$work/decide" -lhuimin
LD_LIBRARY_PATH=$work/usr/lib "$work/decide" examples/nanchang-2023/nanchang-2023.huimin \
    examples/nanchang-2023/cases.jsonl 2023-06-01 | wc -l
