-- Who may do what through the server. Of a token's secret only the hash is kept; what else stands here
-- is in the log, too, but for when it was last used.
CREATE TABLE token (
    id INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,          -- SHA-256 of the token's text
    scopes TEXT NOT NULL,               -- read,add,review
    made TEXT NOT NULL,
    expires TEXT,                       -- the last day on which it holds
    revoked TEXT,
    last_used TEXT                      -- the day, no more
) STRICT;
CREATE TRIGGER token_stays BEFORE DELETE ON token
BEGIN SELECT RAISE(ABORT, 'a token is revoked, not taken out'); END;
