-- Small facts of the profile: feed token, snapshot under way, session, time of the last complete sync.
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- Records by id. `row` follows the time of receipt (minute << 24 | counter), so that newest first is row order.
-- `body`: the server's record as its stored bytes, NULL for one made here that the server has not confirmed.
-- `shown`: the pending actions folded over it, NULL when nothing is pending. `revision` and `generation` are of `body`.
CREATE TABLE record (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    revision INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    body BLOB,
    shown BLOB,
    is_indexed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX record_kind ON record (kind, row);
CREATE INDEX record_generation ON record (generation);
CREATE INDEX record_behind ON record (row DESC) WHERE is_indexed = 0;

-- What lies in which list; `cells` are the columns as shown. Counts are kept by triggers, never counted.
CREATE TABLE list (folder TEXT NOT NULL, row INTEGER NOT NULL, cells BLOB NOT NULL, PRIMARY KEY (folder, row)) WITHOUT ROWID;
CREATE INDEX list_row ON list (row);
CREATE TABLE tally (folder TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER list_more AFTER INSERT ON list BEGIN
    INSERT INTO tally (folder, n) VALUES (new.folder, 1) ON CONFLICT (folder) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER list_less AFTER DELETE ON list BEGIN
    UPDATE tally SET n = n - 1 WHERE folder = old.folder;
END;

-- Search: folded text, so that a deleted row leaves no words in the index (secure-delete needs the old values).
CREATE TABLE entry (row INTEGER PRIMARY KEY, code TEXT, subject TEXT, party TEXT, body TEXT);
CREATE VIRTUAL TABLE fts USING fts5 (
    code, subject, party, body, content = 'entry', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO fts (fts, rank) VALUES ('secure-delete', 1);
-- Text read from the pages of a file, as written (NFC).
CREATE TABLE page_text (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;

-- Files. state: missing | here. `made_here`: written by this desk. `on_server`: the server has it for this user.
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    on_server INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    used_at TEXT NOT NULL DEFAULT '',
    upload TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX blob_missing ON blob (sha256) WHERE state = 'missing';
-- Who wants a file: a record (rank 0 present page, 1 attachment, 2 earlier version) …
CREATE TABLE ref (sha256 TEXT NOT NULL, row INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (sha256, row)) WITHOUT ROWID;
CREATE INDEX ref_row ON ref (row);
-- … or an action or a draft kept here, by its id.
CREATE TABLE want (owner TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (owner, sha256)) WITHOUT ROWID;
CREATE INDEX want_sha256 ON want (sha256);
-- What this desk's document worker saw in files made here (office.facts.FileFacts).
CREATE TABLE facts (sha256 TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;

-- What waits to be sent. state: waiting | sending | refused | conflict | blocked. `seal` is a checksum for rescue.
CREATE TABLE outbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    record_id TEXT NOT NULL,
    action BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    facts BLOB NOT NULL DEFAULT '{}',
    doubt TEXT NOT NULL DEFAULT '',
    theirs BLOB,
    is_again INTEGER NOT NULL DEFAULT 0,
    seal BLOB NOT NULL
);
CREATE INDEX outbox_record ON outbox (record_id, n);
-- Acknowledged actions, kept 30 days: said again when the server was restored to an earlier state.
CREATE TABLE sent (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, action BLOB NOT NULL, at TEXT NOT NULL);
-- Text under someone's hands, not yet an action.
CREATE TABLE draft (id TEXT PRIMARY KEY, body BLOB NOT NULL, at TEXT NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
