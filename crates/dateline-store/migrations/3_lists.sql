-- What lists and maps of all incidents need is in columns, and in one index whole.

ALTER TABLE incident ADD COLUMN where_prec INTEGER;     -- UCDP's scale, 1 to 7
ALTER TABLE incident ADD COLUMN radius_km REAL;
ALTER TABLE incident ADD COLUMN weakest REAL;           -- score of the member least sure to belong
ALTER TABLE incident ADD COLUMN changed INTEGER NOT NULL DEFAULT 0; -- entry of the log with which it was last read anew

-- Everything that an outline holds: all incidents are gone through without a look at any row.
DROP INDEX incident_by_day;
CREATE INDEX incident_by_day ON incident (
    sort, id, first, last, type, status, level, grade, lat, lon, country, sources,
    independent_sources, open_conflicts, where_prec, radius_km, weakest, changed
);
CREATE INDEX incident_changed ON incident (changed);

-- Rows that an incident had and no incident has any more, nor ever will: for whoever keeps outlines
-- and asks what has changed.
CREATE TABLE gone (
    row INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL            -- entry of the log
) STRICT;
CREATE INDEX gone_changed ON gone (changed);

-- Active reports, the newest first. By row: an index that begins with `active` would be taken for
-- every question with `active = 1`, and a report's look-up by name would go through all.
CREATE INDEX report_active ON report (row) WHERE active = 1;
CREATE INDEX report_by_language ON report (language) WHERE active = 1;
CREATE INDEX report_by_publisher ON report (publisher COLLATE NOCASE) WHERE active = 1;

-- Of the names of those who take part, three kinds are told apart, each name of an incident being of one: `actor`, which lists
-- have; `person`, by which private persons alone are called; `actor-id` of the actor base. The program sorts those that are there.
