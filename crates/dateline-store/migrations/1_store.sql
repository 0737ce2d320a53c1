-- The first form of a store.
--
-- What cannot be worked out again: report, event, log. What follows from them: everything else.

-- A version of a report: what came in, and what was read out of it. Never changed but for `active`
-- and `superseded_by`, never taken out.
CREATE TABLE report (
    row INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                 -- by which it is cited; of active reports no two have one
    given TEXT NOT NULL,                -- the name that came in
    url TEXT,
    source_path TEXT,
    published TEXT,                     -- EDTF
    publisher TEXT,
    language TEXT NOT NULL,
    input_hash BLOB NOT NULL,           -- SHA-256 of what came in, but for where it lay
    reader TEXT NOT NULL,               -- version of the program that read it
    added TEXT NOT NULL,
    input BLOB NOT NULL,                -- what came in, whole: JSON, zstd
    head BLOB NOT NULL,                 -- the record's report without its text: JSON, zstd
    record BLOB NOT NULL,               -- the record without its events: JSON, zstd
    facts BLOB NOT NULL,                -- what it is compared by: postcard
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    superseded_by INTEGER REFERENCES report (row) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((active = 1) = (superseded_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX report_by_name ON report (name) WHERE active = 1;
CREATE INDEX report_by_any_name ON report (name);
CREATE INDEX report_by_given ON report (given) WHERE active = 1;
CREATE INDEX report_by_url ON report (url) WHERE active = 1 AND url IS NOT NULL;
CREATE INDEX report_by_hash ON report (input_hash);
CREATE TRIGGER report_stays BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'a report is never taken out of a store'); END;

-- An event of a report's version.
CREATE TABLE event (
    row INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (row),
    place INTEGER NOT NULL,             -- among the report's events, from 0
    id TEXT NOT NULL,                   -- e1, e2, ...
    json BLOB NOT NULL,                 -- JSON, zstd
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    successor INTEGER REFERENCES event (row),   -- the same event in the version after
    UNIQUE (report, id)
) STRICT;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'an event is never taken out of a store'); END;

-- Every change of what is held for one incident, by rule or by a person. Only ever added to.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,                  -- `rule`, or a person
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    body TEXT NOT NULL                  -- JSON
) STRICT;
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;

-- Keys under which an active report is found by others that may tell of the same.
CREATE TABLE key (
    key INTEGER NOT NULL,
    report INTEGER NOT NULL,
    PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;

-- Pairs of active events that are likely one occurrence; a < b.
CREATE TABLE link (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    because TEXT NOT NULL,              -- JSON: reasons in words
    PRIMARY KEY (a, b),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (b, a);

-- What the members of a group together say.
CREATE TABLE incident (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    json BLOB NOT NULL,                 -- JSON, zstd
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    level TEXT NOT NULL,
    grade TEXT NOT NULL,
    first INTEGER,                      -- days since 1970-01-01
    last INTEGER,
    sort INTEGER NOT NULL,              -- first; behind all others where there is none
    lat REAL,
    lon REAL,
    country TEXT,
    sources INTEGER NOT NULL,
    independent_sources INTEGER NOT NULL,
    open_conflicts INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_by_day ON incident (sort, id);
CREATE INDEX incident_contested ON incident (sort, id) WHERE open_conflicts > 0;
CREATE INDEX incident_wide ON incident (type, first) WHERE level <> 'incident';

CREATE TABLE member (
    event INTEGER PRIMARY KEY REFERENCES event (row),
    incident INTEGER NOT NULL REFERENCES incident (row)
) STRICT;
CREATE INDEX member_of ON member (incident);

-- An id that has ended, and the incident that took most of its events; null where none has any.
CREATE TABLE redirect (
    id TEXT PRIMARY KEY,
    "into" TEXT
) STRICT, WITHOUT ROWID;

-- What a person has decided, as the log says; `undone_by` is an entry of the log that holds now.
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY REFERENCES log (seq) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    slot TEXT,                          -- of a conflict
    said TEXT NOT NULL,                 -- JSON: what was said of the slot
    undone_by INTEGER
) STRICT;

-- The events that a decision is on, by its sides, with those that have taken their place since.
CREATE TABLE decided (
    event INTEGER NOT NULL REFERENCES event (row),
    seq INTEGER NOT NULL REFERENCES decision (seq),
    side INTEGER NOT NULL,
    PRIMARY KEY (event, seq, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_by ON decided (seq, side);

-- Names of places and actors, in small letters, by which incidents are asked for.
CREATE TABLE named (
    kind TEXT NOT NULL,                 -- place, actor
    name TEXT NOT NULL,
    incident INTEGER NOT NULL,
    PRIMARY KEY (kind, name, incident)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_of ON named (incident);

-- Filters with 32-bit bounds; the columns of `incident` decide.
CREATE VIRTUAL TABLE days USING rtree_i32 (incident, first, last);
CREATE VIRTUAL TABLE spot USING rtree (incident, south, north, west, east, first, last);

-- Words of an incident, cut by the program; the row is the incident's.
CREATE VIRTUAL TABLE words USING fts5 (
    body, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
