#!/usr/bin/env bash
# Builds the C library and every host, decides the same cases with each, and compares with the command
# line.
#
#     examples/hosts/run.sh [HOST ...]
#
# A host whose tools are missing is skipped; with HUIMIN_INSTALL=1 they are installed first, from Debian
# and npm. PROFILE=dev builds quicker. VALGRIND=1 runs the C and C++ hosts under valgrind as well, with a library
# that is not optimised.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
profile=${PROFILE:-release}
built=${CARGO_TARGET_DIR:-$root/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")
policy=examples/nanchang-2023/nanchang-2023.huimin
cases=examples/nanchang-2023/cases.jsonl
on=2023-06-01
passed=0 failed=0 skipped=0

if [ "${HUIMIN_INSTALL:-0}" = 1 ]; then
    missing=()
    need() { command -v "$1" >/dev/null || missing+=("$2"); }
    need cc gcc; need c++ g++; need python3 python3; need javac openjdk-17-jdk-headless; need cobc gnucobol3
    need php php-cli; need go golang-go; need node nodejs; need npm npm; need pkg-config pkg-config
    need valgrind valgrind
    if [ "${#missing[@]}" -gt 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log"
    fi
fi

cd "$root"
cargo build --quiet --profile "$profile" --package huimin-ffi --package huimin-cli
cargo xtask install --prefix "$work/usr" --built "$built"
if command -v strip >/dev/null; then
    strip -o "$work/stripped" "$work/usr/lib/libhuimin.so.1"
    printf '%-16s %s bytes stripped\n' "shared library" "$(stat -c %s "$work/stripped")"
fi
export PKG_CONFIG_PATH=$work/usr/lib/pkgconfig LD_LIBRARY_PATH=$work/usr/lib
export HUIMIN_LIBRARY=$work/usr/lib/libhuimin.so.1
flags=(-I"$work/usr/include" -L"$work/usr/lib")
# The command line answers 1 where some case has an error; that is no failure here.
"$built/huimin" run "$policy" --cases "$cases" --on "$on" --out "$work/decisions.jsonl" >"$work/cli.log" 2>&1 ||
    [ -s "$work/decisions.jsonl" ]
compiled=$work/policy.compiled
"$built/huimin" compile "$policy" --out "$compiled" 2>>"$work/cli.log"
python3 "$here/expected.py" "$work/decisions.jsonl" >"$work/expected"

# compare NAME COMMAND...: runs a host and compares what it prints.
compare() {
    local name=$1
    shift
    if "$@" >"$work/out" 2>"$work/err" && cmp -s "$work/out" "$work/expected" && [ ! -s "$work/err" ]; then
        passed=$((passed + 1))
        printf '%-16s %s cases, the same as the command line\n' "$name" "$(wc -l <"$work/out")"
    else
        failed=$((failed + 1))
        printf '%-16s DIFFERS\n' "$name"
        head -5 "$work/err"
        diff "$work/expected" "$work/out" | head -6 || true
    fi
}

# play_corpus NAME COMMAND...: makes the calls of the corpus.
play_corpus() {
    local name=$1
    shift
    "$@" "$work/calls" >"$work/$name.out" 2>"$work/$name.err"
}

# compare_corpus NAME STATUS: how that ended, and whether the replies are those of Rust.
compare_corpus() {
    local name=$1 status=$2
    if [ "$status" = 0 ] && cmp "$work/$name.out" "$work/replies" >>"$work/$name.err"; then
        passed=$((passed + 1))
        printf '%-16s %s, each reply the same as in Rust\n' "$name" "$(tail -1 "$work/$name.err")"
    else
        failed=$((failed + 1))
        printf '%-16s DIFFERS\n' "$name"
        tail -20 "$work/$name.err"
    fi
}

# tools NAME COMMAND...: whether a host is wanted and its tools are here.
tools() {
    local name=$1
    shift
    if [ "${#wanted[@]}" -gt 0 ] && [[ " ${wanted[*]} " != *" $name "* ]]; then return 1; fi
    for tool in "$@"; do
        if ! command -v "$tool" >/dev/null; then
            skipped=$((skipped + 1))
            printf '%-16s skipped: no %s\n' "$name" "$tool"
            return 1
        fi
    done
}

wanted=("$@")
arguments=("$policy" "$cases" "$on")
# Half of the hosts load the texts, half the compiled policy.
loading=("$compiled" "$cases" "$on")
# Memory is checked in the library as it is written. An optimiser may look at bytes before it asks whether they
# mean anything; nothing comes of it, but valgrind reports it.
if [ "${VALGRIND:-0}" = 1 ]; then
    cargo build --quiet --package huimin-ffi
    cargo xtask install --prefix "$work/plain" --built "$(dirname "$built")/debug"
fi
# A few tables are made once for the process and kept to its end, so what is still reachable is no leak.
leaks=definite,indirect,possible
checked=(env LD_LIBRARY_PATH="$work/plain/lib" valgrind --quiet --leak-check=full --show-leak-kinds=$leaks
    --errors-for-leak-kinds=$leaks --error-exitcode=9)

if tools c cc; then
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror -O1 -g "${flags[@]}" "$here/c/decide.c" -o "$work/c" -lhuimin
    compare c "$work/c" "${arguments[@]}"
    cc -std=c99 -O1 -g "${flags[@]}" "$here/c/decide.c" -o "$work/c-static" \
        "$work/usr/lib/libhuimin.a" -lpthread -ldl -lm
    compare c-static env -u LD_LIBRARY_PATH "$work/c-static" "${arguments[@]}"
    cc -std=c11 -Wall -Wextra -Werror -O1 "${flags[@]}" "$here/c/stress.c" -o "$work/stress" -lhuimin -lpthread
    if "$work/stress" "$compiled" "$cases" "$on" "${STRESS:-100000}"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    if [ "${VALGRIND:-0}" = 1 ] && tools c valgrind; then compare c-valgrind "${checked[@]}" "$work/c" "${arguments[@]}"; fi
fi
checking=
if tools corpus cc; then
    cargo xtask corpus --calls "$work/calls" --replies "$work/replies"
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror -O1 -g "${flags[@]}" "$here/c/corpus.c" -o "$work/corpus" -lhuimin
    # On as small a stack as the threads of hosts have.
    status=0; (ulimit -s 1024 && play_corpus corpus "$work/corpus") || status=$?
    compare_corpus corpus "$status"
    if [ "${VALGRIND:-0}" = 1 ] && tools corpus valgrind; then
        # It takes minutes, while the other hosts have their turns.
        play_corpus corpus-valgrind "${checked[@]}" "$work/corpus" &
        checking=$!
    fi
fi
if tools cpp c++; then
    c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -O1 -g "${flags[@]}" "$here/cpp/decide.cpp" -o "$work/cpp" -lhuimin
    compare cpp "$work/cpp" "${arguments[@]}"
    if [ "${VALGRIND:-0}" = 1 ] && tools cpp valgrind; then compare cpp-valgrind "${checked[@]}" "$work/cpp" "${arguments[@]}"; fi
fi
if tools python python3; then
    compare python python3 "$here/python/decide.py" "${arguments[@]}"
fi
if tools java javac java cc; then
    home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    cc -shared -fPIC -Wall -Wextra -Werror -I"$home/include" -I"$home/include/linux" "${flags[@]}" \
        "$here/java/huimin_jni.c" -o "$work/libhuimin_jni.so" -lhuimin
    javac -d "$work/java" "$here/java/Huimin.java" "$here/java/Decide.java"
    compare java java -Xcheck:jni -Dhuimin.jni="$work/libhuimin_jni.so" -cp "$work/java" Decide "${loading[@]}"
fi
if tools cobol cobc python3; then
    python3 "$here/cobol/layout.py" "$cases" "$work/layout" "$work/records"
    cobc -x -o "$work/cobol" -Q "-Wl,--no-as-needed -L$work/usr/lib -lhuimin" "$here/cobol/DECIDE.cob"
    # Records are cut at what the program has room for, and files are UTF-8.
    compare cobol env COB_LS_VALIDATE=false "$work/cobol" "$compiled" "$on" "$work/layout" "$work/records"
fi
if tools php php; then
    compare php php -d ffi.enable=1 "$here/php/decide.php" "${arguments[@]}"
fi
if tools go go pkg-config; then
    (cd "$here/go" && GOFLAGS=-mod=mod GOCACHE=$work/go-cache go build -o "$work/go" .)
    compare go "$work/go" "${loading[@]}"
fi
if tools node node npm; then
    cp -r "$here/node" "$work/node"
    (cd "$work/node" && npm install --silent --no-audit --no-fund --no-package-lock)
    compare node node "$work/node/decide.js" "${arguments[@]}"
fi

if [ -n "$checking" ]; then
    status=0; wait "$checking" || status=$?
    compare_corpus corpus-valgrind "$status"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
