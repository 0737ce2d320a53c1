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
