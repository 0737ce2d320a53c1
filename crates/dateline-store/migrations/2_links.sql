-- What leads back from an event to those linked with it is in the index whole: a chain of some
-- hundred events is gone through without a look at each link's row.
DROP INDEX link_back;
CREATE INDEX link_back ON link (b, score);

-- What settles a conflict is called as the command is.
DROP TRIGGER log_is_not_changed;
UPDATE log SET kind = 'settle' WHERE kind = 'close';
CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
UPDATE decision SET kind = 'settle' WHERE kind = 'close';
