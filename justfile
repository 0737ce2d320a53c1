# The tasks of the project; `.ci/run` calls the same commands.

set shell := ["bash", "-euo", "pipefail", "-c"]

# Tests, then lints.
default: test lint

# All tests.
test:
    cargo test --workspace

# Format and lints, as the checks ask for them.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Formats everything.
fmt:
    cargo fmt --all

# Scores the reader on the development sets, where they lie beside the project.
score *ARGS:
    cargo xtask score {{ ARGS }}

# How long each room and the whole reader take, on a report and on long texts.
bench *ARGS:
    cargo bench -p dateline-core {{ ARGS }}

# The properties on new made-up inputs, SECONDS each.
fuzz SECONDS="60":
    DATELINE_FUZZ_SECONDS={{ SECONDS }} cargo test --release -p dateline-core -p dateline-io --test properties

# Figures for docs/results.md, printed; the page reader has its own (docs/results-pages.md).
results: score bench
    cargo xtask muc4

# The documentation of all crates, with warnings denied.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Licences, advisories, duplicate dependencies (needs cargo-deny).
deny:
    cargo deny check

# The interactive part of the pages: checks it and builds web/dist, which the next build of the program takes in.
web:
    cd web && npm ci --no-audit --no-fund && npm run check && npm run build

# Serves the example reports on http://127.0.0.1:8080, with a token that may do everything.
serve *ARGS: web
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    export DATELINE_STORE=target/examples.db
    target/release/dateline add --published-from examples/published.tsv examples/reports
    target/release/dateline token new --who "$USER" --scope read,add,review
    target/release/dateline serve {{ ARGS }}

# The pages in Chromium, and the API under schemathesis (from PyPI), on a release build.
test-serve: web
    cargo build --release
    packaging/check.sh
    cd web && npm run test:browser
    web/scripts/api-check.sh

# The pictures of the pages in docs/images, made anew from the example reports (needs Chromium).
screenshots: web
    cargo build --release
    cd web && node scripts/screenshots.mjs

# The transcript in docs/incidents.md, made anew from the same reports.
incidents:
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release
    export COLUMNS=100 DATELINE_STORE=target/transcript.db
    rm -f target/transcript.db*
    dateline=target/release/dateline
    says() { echo "\$ dateline $*"; $dateline "$@" 2>&1; }
    {
        says add examples/reports/mali-boni-*.txt | sed 's|^. dateline add .*|$ dateline add examples/reports/mali-boni-*.txt|'
        says incidents
        says show "$($dateline incidents | head -n 1 | cut -d ' ' -f 1)"
    } > target/transcript.txt
    awk '/^<!-- end of transcript/ { inside = 0 } !inside { print } /^<!-- transcript/ { inside = 1; print "```"; while ((getline line < "target/transcript.txt") > 0) print line; print "```" }' docs/incidents.md > target/incidents.md
    cp target/incidents.md docs/incidents.md

# The transcript and the picture in README.md, made anew from two example reports (needs Chromium).
readme:
    cargo build --release
    COLUMNS=100 target/release/dateline read examples/reports/mali-boni-*.txt > target/transcript.txt
    awk '/^<!-- end of transcript/ { inside = 0 } !inside { print } /^<!-- transcript/ { inside = 1; print "```\n$ dateline read examples/reports/mali-boni-*.txt"; while ((getline line < "target/transcript.txt") > 0) print line; print "```" }' README.md > target/README.md
    cp target/README.md README.md
    target/release/dateline read --format html --output target/page.html examples/reports/mali-boni-*.txt
    chromium --headless=new --no-sandbox --hide-scrollbars --window-size=1200,1360 --screenshot=docs/images/page.png target/page.html
