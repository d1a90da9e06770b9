-- How many records of each kind are here, however many lists they lie in. Kept by triggers, never counted.
CREATE TABLE kind_tally (kind TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO kind_tally (kind, n) SELECT kind, count(*) FROM record GROUP BY kind;
CREATE TRIGGER record_more AFTER INSERT ON record BEGIN
    INSERT INTO kind_tally (kind, n) VALUES (new.kind, 1) ON CONFLICT (kind) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER record_less AFTER DELETE ON record BEGIN
    UPDATE kind_tally SET n = n - 1 WHERE kind = old.kind;
END;
CREATE TRIGGER record_other AFTER UPDATE OF kind ON record WHEN old.kind != new.kind BEGIN
    UPDATE kind_tally SET n = n - 1 WHERE kind = old.kind;
    INSERT INTO kind_tally (kind, n) VALUES (new.kind, 1) ON CONFLICT (kind) DO UPDATE SET n = n + 1;
END;
