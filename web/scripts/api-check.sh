#!/usr/bin/env bash
# Asks a server of the example reports everything that its OpenAPI document describes, in right and in wrong ways
# (schemathesis, which is fetched from PyPI into a folder of its own), without a token and with one. Fails where an
# answer is a server error or not what the document says.
#   DATELINE_BIN     the program (default: target/release/dateline)
#   API_SECONDS      about how long it asks, in all (default: 120)
#   API_CHECKS       what of each answer is looked at
#   SCHEMATHESIS     the folder that schemathesis lies in, or is installed to (default: target/schemathesis)
set -euo pipefail
cd "$(dirname "$0")/../.."

version=4.32.5
program=$(realpath "${DATELINE_BIN:-${CARGO_TARGET_DIR:-target}/release/dateline}")
seconds=${API_SECONDS:-120}
every=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
checks=${API_CHECKS:-$every}
home=${SCHEMATHESIS:-target/schemathesis}

if ! [ -x "$home/bin/schemathesis" ]; then
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"
fi

home=$(realpath "$home")

out=$(mktemp -d)
server=
tidy_up() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$out"
}
trap tidy_up EXIT

store="$out/examples.db"
"$program" add --store "$store" examples/reports 2>"$out/added"
token=$("$program" token new --store "$store" --who tester --by tester --scope read,add,review 2>>"$out/added")
DATELINE_LOG=info "$program" serve --store "$store" --listen 127.0.0.1:0 >"$out/address" 2>"$out/log" &
server=$!
for _ in $(seq 100); do
    if [ -s "$out/address" ]; then break; fi
    sleep 0.1
done
base=$(head -n 1 "$out/address")
base=${base%/}
test -n "$base" || { cat "$out/log" >&2; exit 1; }

# the document, with ids and names of this store as examples, so that what is there is asked for, too
curl --silent --fail "$base/openapi.json" >"$out/openapi.json"
curl --silent --fail "$base/review.json?limit=1" >"$out/review.json"
python3 - "$out" <<'END'
import json
import sys

out = sys.argv[1]
document = json.load(open(f"{out}/openapi.json"))
incident = json.load(open(f"{out}/review.json"))["queue"][0]["incident"]
member = incident["members"][0]
event = f"{member['report']}:{member['event']}"
slot = next(conflict["slot"] for conflict in incident["conflicts"] if conflict["open"])
known = {
    "/incidents/{id}.json": ("id", [incident["id"]]),
    "/reports/{name}.json": ("name", [member["report"]]),
    "/actors/{name}.json": ("name", ["Islamic State", "islamic-state"]),
    "/places/{name}.json": ("name", ["MLI", "Boni"]),
    "/log/{entry}.json": ("entry", [1, 2]),
    "/exports/{format}": ("format", ["json", "jsonl", "csv", "geojson", "parquet", "geoparquet", "acled", "ucdp",
                                     "plover", "hxl", "claimreview"]),
}
for path, (name, values) in known.items():
    operation = document["paths"][path]["get"]
    for parameter in operation["parameters"]:
        if parameter["name"] == name:
            parameter["examples"] = {str(value): {"value": value} for value in values}
one = {"incidents": [incident["id"]], "why": "a try"}
decisions = [
    {"kind": "note", **one},
    {"kind": "settle", "slot": slot, **one},
    {"kind": "reopen", "slot": slot, **one},
    {"kind": "split", "members": [event], **one},
    {"kind": "correct", "members": [event], "slot": "killed", "value": "4..6", "why": "a try"},
    {"kind": "correct", "members": [event], "slot": "time", "value": "2024-05", "why": "a try"},
    {"kind": "merge", "incidents": [incident["id"], incident["id"]], "why": "a try"},
    {"kind": "undo", "entry": 1, "why": "a try"},
    {"kind": "undo", "entry": 40, "why": "a try"},
]
content = document["paths"]["/decisions"]["post"]["requestBody"]["content"]["application/json"]
content["examples"] = {str(number): {"value": decision} for number, decision in enumerate(decisions)}
json.dump(document, open(f"{out}/openapi.json", "w"))
END

failed=0
ask() { # for how many seconds, and with which further options
    local most=$1
    shift
    # /stream never ends; an address without an answer in 20 s is a failure
    # in a folder that goes away, since it leaves notes for itself where it is called
    (cd "$out" && "$home/bin/schemathesis" run "$out/openapi.json" --url "$base" --no-color --exclude-path /stream \
        --checks "$checks" --max-time "$most" --request-timeout 20 --rate-limit auto --continue-on-failure \
        --suppress-health-check=all --warnings off --generation-database none --report ndjson --report-dir "$out/report" \
        --output-sanitize true "$@" >"$out/told" 2>&1) || { failed=1; cat "$out/told"; }
    grep -E 'generated,|Selected:' "$out/told" || true
}

echo "-- reading, without a token"
ask $((seconds * 2 / 5)) --include-method GET
echo "-- reading, with a token"
ask $((seconds / 5)) --include-method GET --header "Authorization: Bearer $token"
echo "-- changing, without a token and with one"
ask $((seconds / 10)) --include-method POST
ask $((seconds * 3 / 10)) --include-method POST --header "Authorization: Bearer $token"

# the log knows of answers that schemathesis did not look at
if grep --text -E 'status=5[0-9][0-9]|panicked| ERROR ' "$out/log"; then
    failed=1
fi
# and what was sent must not have broken anything
curl --silent --fail "$base/healthz" >"$out/health" || failed=1
kill -TERM "$server"
wait "$server" || failed=1
server=
"$program" check --store "$store" || failed=1
exit "$failed"
