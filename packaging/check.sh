#!/usr/bin/env bash
# Whether what lies here fits the program (DATELINE_BIN, default target/release/dateline): the options that units and
# container name are there, the units are what systemd takes, and the container is built with the toolchain's version.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${DATELINE_BIN:-${CARGO_TARGET_DIR:-target}/release/dateline}")
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() {
    echo "packaging: $1" >&2
    exit 1
}

has_options() { # a command, then the words that it is called with
    local command=$1 help word
    shift
    help=$("$program" "$command" --help)
    for word in "$@"; do
        case $word in
        --*) grep -qE -- "(^|[ ,])$word( |\$)" <<<"$help" || fail "dateline $command has no $word" ;;
        esac
    done
}

for unit in packaging/*.service; do
    line=$(grep '^ExecStart=' "$unit")
    # what follows the program's name in it
    call=${line#*/usr/bin/dateline }
    test "$call" != "$line" || fail "$unit does not start /usr/bin/dateline"
    read -ra words <<<"$call"
    has_options "${words[@]}"
done
read -ra words <<<"$(sed -n 's/^CMD //p' packaging/Containerfile | tr -d '[]",')"
has_options "${words[@]}"

version=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
grep -q "rust:$version-" packaging/Containerfile || fail "the container is not built with Rust $version"
grep -q "RUSTUP_TOOLCHAIN=$version" packaging/Containerfile || fail "the container asks for another toolchain than $version"

# the service starts as it says, but for its folder and port
store="$out/dateline.db"
call=$(sed -n 's|^ExecStart=/usr/bin/dateline ||p' packaging/dateline.service)
call=${call//%S\/dateline\/dateline.db/$store}
call=${call//127.0.0.1:8080/127.0.0.1:0}
read -ra words <<<"$call"
"$program" "${words[@]}" >"$out/address" 2>"$out/log" &
server=$!
for _ in $(seq 100); do
    if [ -s "$out/address" ]; then break; fi
    sleep 0.1
done
kill -TERM "$server" 2>/dev/null || true
wait "$server" || fail "the service does not end well"
test -s "$out/address" || fail "the service does not start: $(cat "$out/log")"

if command -v systemd-analyze >/dev/null; then
    for unit in packaging/*.service packaging/*.timer; do
        sed "s|/usr/bin/dateline|$program|" "$unit" >"$out/$(basename "$unit")"
    done
    # what stands in these units, not what the machine's own lack
    systemd-analyze verify --recursive-errors=no "$out"/*.service "$out"/*.timer >"$out/verified" 2>&1 || true
    if grep -F "$out" "$out/verified" || grep -F dateline "$out/verified"; then fail "systemd does not take the units"; fi
else
    echo "packaging: no systemd-analyze here; the units are not verified"
fi
echo "packaging: fits"
