//! The file: what is no store, what may not be written, what two programs do at once.

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use dateline_core::incident::record::Slot;
use dateline_core::record::CountOf;
use dateline_store::{Added, Query, Stage, Store};

use crate::made::{Act, NOW, READER, report, world};
use crate::subject::Subject;

/// A folder of its own for a test, taken away at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str) -> Self {
        let name = format!("dateline-store-{test}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_was_added_is_there_when_it_is_opened_again() {
    let folder = Folder::new("again");
    let path = folder.file("a.db");
    let reports = world(3, 6);
    let mut store = Store::open(&path).expect("it can be made");
    reports.iter().for_each(|report| {
        store.put(report);
    });
    let before = store.state();
    drop(store);
    let mut store = Store::open_existing(&path).expect("it is there");
    assert_eq!(store.state(), before);
    assert_eq!(store.wrong(), Vec::<String>::new());
    assert!(store.has(&reports[0].0).expect("it can be asked").is_some());
    assert!(matches!(store.put(&reports[0]), Added::Same(_)));
}

#[test]
fn what_is_no_store_is_told_and_left_alone() {
    let folder = Folder::new("foreign");
    let text = folder.file("text.db");
    let words = "This is a long text and certainly no database, as anybody can see.\n".repeat(40);
    fs::write(&text, &words).expect("it can be written");
    let error = Store::open(&text).err().expect("it is no store");
    assert!(error.is_not_a_store(), "{error}");
    assert!(error.to_string().ends_with("text.db: not a store of Dateline"), "{error}");
    assert_eq!(fs::read_to_string(&text).expect("it is there"), words);

    let other = folder.file("other.db");
    let db = rusqlite::Connection::open(&other).expect("it can be made");
    db.execute_batch("CREATE TABLE cats (name TEXT)").expect("it can be written");
    drop(db);
    let before = fs::read(&other).expect("it is there");
    let error = Store::open(&other).err().expect("it is no store");
    assert!(error.is_not_a_store(), "{error}");
    assert_eq!(fs::read(&other).expect("it is there"), before);

    let error = Store::open_existing(folder.file("none.db")).err().expect("it is not there");
    assert!(error.is_missing(), "{error}");
    assert!(!folder.file("none.db").exists());
}

#[test]
fn a_store_of_a_newer_program_is_not_touched() {
    let folder = Folder::new("newer");
    let path = folder.file("a.db");
    drop(Store::open(&path).expect("it can be made"));
    let db = rusqlite::Connection::open(&path).expect("it is there");
    db.pragma_update(None, "user_version", 99).expect("it can be written");
    drop(db);
    let error = Store::open(&path).err().expect("it is newer");
    assert!(error.is_newer(), "{error}");
}

/// The forms that a store has had, the first one first.
const FORMS: [&str; 2] =
    [include_str!("../../migrations/1_store.sql"), include_str!("../../migrations/2_links.sql")];

/// Takes a store one form back: from the second to the first, from the third to the second.
const BACK: [&str; 3] = [
    "DROP INDEX link_back; CREATE INDEX link_back ON link (b, a);
     DROP TRIGGER log_is_not_changed; UPDATE log SET kind = 'close' WHERE kind = 'settle';
     CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
     BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
     UPDATE decision SET kind = 'close' WHERE kind = 'settle'; PRAGMA user_version = 1;",
    "DROP INDEX incident_by_day; DROP INDEX incident_changed; DROP TABLE gone;
     DROP INDEX report_active; DROP INDEX report_by_language; DROP INDEX report_by_publisher;
     ALTER TABLE incident DROP COLUMN where_prec; ALTER TABLE incident DROP COLUMN radius_km;
     ALTER TABLE incident DROP COLUMN weakest; ALTER TABLE incident DROP COLUMN changed;
     CREATE INDEX incident_by_day ON incident (sort, id);
     UPDATE named SET kind = 'actor' WHERE kind <> 'place'; PRAGMA user_version = 2;",
    "DROP TABLE token; PRAGMA user_version = 3;",
];

/// Every column and every index of a file, in words.
fn form(db: &rusqlite::Connection) -> Vec<String> {
    let mut query = db
        .prepare(
            "SELECT s.type || ' ' || s.name || ' ' || c.name || ' ' || c.type FROM sqlite_schema s,
                 pragma_table_xinfo(s.name) c WHERE s.type = 'table'
             UNION ALL SELECT 'index ' || s.name || ' ' || coalesce(c.name, '') || ' ' || c.coll
                 FROM sqlite_schema s, pragma_index_xinfo(s.name) c WHERE s.type = 'index'
             UNION ALL SELECT type || ' ' || name FROM sqlite_schema
             ORDER BY 1",
        )
        .expect("it is a question");
    let rows = query.query_map([], |row| row.get(0)).expect("it can be asked");
    rows.map(|row| row.expect("it can be read")).collect()
}

#[test]
fn a_store_of_an_older_program_is_brought_up_to_date() {
    let folder = Folder::new("older");
    for old in 1..=FORMS.len() {
        let path = folder.file(&format!("{old}.db"));
        let mut store = Store::open(&path).expect("it can be made");
        store.put_all(&world(3, 8));
        store.put(&report("a", 0, &[Act { killed: 3, ..Act::of(1) }]));
        store.put(&report("b", 1, &[Act { killed: 8, ..Act::of(1) }]));
        let id = store.home("a", "e1");
        store.close(&id, Slot::Count(CountOf::Killed));
        let before = store.state();
        drop(store);
        let db = rusqlite::Connection::open(&path).expect("it is there");
        for back in BACK[old - 1..].iter().rev() {
            db.execute_batch(back).expect("it can be made old");
        }
        let made_then = rusqlite::Connection::open_in_memory().expect("there is memory");
        for sql in &FORMS[..old] {
            made_then.execute_batch(sql).expect("it can be made");
        }
        assert_eq!(form(&db), form(&made_then));
        drop(db);
        let error = Store::open_reading(&path).err().expect("it is old");
        assert!(error.is_older(), "{error}");
        assert!(error.to_string().contains("`dateline check`"), "{error}");
        let store = Store::open_existing(&path).expect("it can be opened");
        assert_eq!(store.state(), before);
        assert_eq!(store.wrong(), Vec::<String>::new());
        // whoever follows it begins anew
        let since = store.outlines_since(-1).expect("it can be asked");
        assert_eq!(since.changed.len(), store.all(&Query::default()).len());
        assert!(since.changed.iter().all(|outline| outline.changed == 0));
        assert!(since.changed.iter().any(|outline| outline.weakest.is_some()));
        let log = store.log(0, None).expect("it can be read");
        assert_eq!(log[log.len() - 1].kind, dateline_store::Act::Settle);
        let db = rusqlite::Connection::open(&path).expect("it is there");
        let new = folder.file("new.db");
        drop(Store::open(&new).expect("it can be made"));
        assert_eq!(form(&db), form(&rusqlite::Connection::open(&new).expect("it is there")));
        assert!(db.execute("UPDATE log SET why = 'x'", []).is_err(), "the log is only added to");
    }
}

#[test]
fn an_incident_that_cannot_be_read_keeps_no_store_from_being_brought_up_to_date() {
    let folder = Folder::new("unread");
    let path = folder.file("a.db");
    let mut store = Store::open(&path).expect("it can be made");
    store.put_all(&world(3, 8));
    let before = store.state();
    drop(store);
    let db = rusqlite::Connection::open(&path).expect("it is there");
    for back in [BACK[2], BACK[1]] {
        db.execute_batch(back).expect("it can be made old");
    }
    db.execute("UPDATE incident SET json = x'00' WHERE row = 1", []).expect("it can be written");
    drop(db);
    let mut store = Store::open_existing(&path).expect("it can be opened");
    assert_ne!(store.wrong(), Vec::<String>::new());
    store.anew();
    assert_eq!(store.wrong(), Vec::<String>::new());
    assert_eq!(store.state(), before);
}

#[test]
fn who_only_reads_sees_what_others_write_and_writes_nothing() {
    let folder = Folder::new("reading");
    let path = folder.file("a.db");
    let error = Store::open_reading(&path).err().expect("it is not there");
    assert!(error.is_missing() && !path.exists(), "{error}");
    let mut store = Store::open(&path).expect("it can be made");
    let mut reader = Store::open_reading(&path).expect("it is there");
    let other = Store::open_reading(&path).expect("it is there");
    let version = || reader.data_version().expect("it can be asked");
    let before = version();
    assert_eq!(version(), before);
    let reports = world(3, 8);
    store.put_all(&reports);
    let after = version();
    assert_ne!(after, before);
    assert_eq!(version(), after);
    assert_eq!(reader.all(&Query::default()), store.all(&Query::default()));
    // several readings of one moment
    let counts = |store: &Store| store.counts().expect("they can be counted");
    let (one, two) = other
        .at_one_moment(|other| {
            let one = counts(other);
            store.put(&report("z", 0, &[Act::of(99)]));
            Ok::<_, dateline_store::Error>((one, counts(other)))
        })
        .expect("it can be read");
    assert_eq!(one, two);
    assert_eq!(counts(&other).reports, one.reports + 1);
    let (input, record) = report("y", 0, &[Act::of(1)]);
    let error = reader.add(&input, &record, READER, NOW).expect_err("it only reads");
    assert!(error.is_read_only(), "{error}");
    let last = |store: &Store| store.last_entry().expect("it can be asked");
    assert_eq!(last(&store), last(&reader));
    let text = folder.file("text.db");
    fs::write(&text, "no database at all, and for certain none of this kind").expect("written");
    assert!(Store::open_reading(&text).err().expect("it is none").is_not_a_store());
}

#[test]
fn who_waits_too_long_is_told() {
    let folder = Folder::new("locked");
    let path = folder.file("a.db");
    let mut store = Store::open(&path).expect("it can be made");
    let other = rusqlite::Connection::open(&path).expect("it is there");
    other.execute_batch("BEGIN IMMEDIATE").expect("it can be locked");
    let (input, record) = report("a", 0, &[Act::of(1)]);
    // reading goes on
    assert!(store.all(&Query::default()).is_empty());
    let error = store.add(&input, &record, READER, NOW).expect_err("it is locked");
    assert!(error.is_locked(), "{error}");
    other.execute_batch("ROLLBACK").expect("it can be freed");
    assert!(store.add(&input, &record, READER, NOW).expect("it is free").is_change());
}

#[test]
fn a_store_that_is_behind_catches_up() {
    let folder = Folder::new("behind");
    let path = folder.file("a.db");
    let reports = world(7, 10);
    let mut store = Store::open(&path).expect("it can be made");
    assert!(!store.is_behind().expect("it can be asked"));
    store.put_all(&reports);
    let before = store.state();
    drop(store);
    let spoil = |sql: &str| {
        let db = rusqlite::Connection::open(&path).expect("it is there");
        db.execute(sql, []).expect("it can be written");
    };
    // a process that was ended before it had grouped what it stored
    spoil("INSERT INTO meta VALUES ('pending', '1')");
    spoil("DELETE FROM link");
    let mut store = Store::open(&path).expect("it can be opened");
    assert!(store.is_behind().expect("it can be asked"));
    assert_ne!(store.wrong(), Vec::<String>::new());
    assert!(store.catch_up(NOW).expect("it can be grouped"));
    assert_eq!(store.state(), before);
    // an older program, by other rules and with other facts
    drop(store);
    spoil("UPDATE meta SET value = '0' WHERE name = 'rules'");
    spoil("UPDATE report SET facts = x'00'");
    let mut store = Store::open(&path).expect("it can be opened");
    assert!(matches!(store.put(&reports[0]), Added::Same(_)));
    assert_eq!(store.state(), before);
    assert_eq!(store.wrong(), Vec::<String>::new());
}

#[test]
fn reports_that_are_left_for_later_are_in_no_incident_until_it_catches_up() {
    let reports = world(5, 12);
    let mut later = Store::in_memory().expect("there is memory");
    assert_eq!(later.last_entry().expect("it can be asked"), 0);
    for some in reports.chunks(5) {
        later.add_later(some, READER, NOW).expect("they can be added");
    }
    let counts = later.counts().expect("they can be counted");
    assert_eq!((counts.reports, counts.incidents), (12, 0));
    assert_eq!(later.last_entry().expect("it can be asked"), 12);
    assert!(later.is_behind().expect("it can be asked"));
    assert!(later.catch_up(NOW).expect("it can be grouped"));
    assert_eq!(later.wrong(), Vec::<String>::new());
    let mut at_once = Store::in_memory().expect("there is memory");
    at_once.put_all(&reports);
    assert_eq!(later.state(), at_once.state());
}

#[test]
fn the_log_and_the_reports_stay() {
    let folder = Folder::new("log");
    let path = folder.file("a.db");
    Store::open(&path).expect("it can be made").put(&report("a", 0, &[Act::of(1)]));
    let db = rusqlite::Connection::open(&path).expect("it is there");
    for sql in ["UPDATE log SET why = 'x'", "DELETE FROM log", "DELETE FROM report"] {
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn what_is_wrong_is_found() {
    let folder = Folder::new("wrong");
    let spoil = [
        "DELETE FROM member WHERE event = (SELECT min(event) FROM member)",
        "UPDATE link SET score = score / 2",
        "DELETE FROM key WHERE key = (SELECT min(key) FROM key)",
        "UPDATE incident SET first = first + 1",
        "UPDATE incident SET where_prec = 7",
        "UPDATE incident SET radius_km = 0.5",
        "UPDATE incident SET weakest = 0.5",
        "UPDATE incident SET grade = 'unheard'",
        "DELETE FROM words WHERE rowid = (SELECT min(row) FROM incident)",
        "DELETE FROM spot",
        "DELETE FROM named",
        "INSERT INTO log VALUES (1000, '', 'rule', 'add', '', '{}')",
        "INSERT INTO redirect VALUES ('i-none', NULL)",
        "UPDATE member SET incident = (SELECT max(incident) FROM member)",
        "UPDATE event SET active = 0 WHERE row = 1",
    ];
    for (at, sql) in spoil.into_iter().enumerate() {
        let path = folder.file(&format!("{at}.db"));
        let mut store = Store::open(&path).expect("it can be made");
        store.put_all(&world(3, 8));
        assert_eq!(store.wrong(), Vec::<String>::new());
        let before = store.state();
        drop(store);
        let db = rusqlite::Connection::open(&path).expect("it is there");
        let changed = db.execute(sql, []).unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert!(changed > 0, "{sql}");
        drop(db);
        let mut store = Store::open(&path).expect("it can be opened");
        assert_ne!(store.wrong(), Vec::<String>::new(), "{sql}");
        // what follows from reports and log can be made anew
        if at < 11 || at == 12 {
            store.anew();
            assert_eq!(store.state(), before, "{sql}");
            assert_eq!(store.wrong(), Vec::<String>::new(), "{sql}");
        }
    }
}

#[test]
fn lists_are_gone_through_one_at_a_time_until_broken_off() {
    let mut store = Store::in_memory().expect("there is memory");
    store.put_all(&world(5, 12));
    let all = store.all(&Query::default());
    let mut seen = Vec::new();
    let gone = store.each_whole(&Query::default(), |incident, shown| {
        // more can be asked meanwhile, and is of the same moment
        assert_eq!(store.incident(&incident.id).expect("it is there"), incident);
        assert_eq!(store.members(&incident.id).expect("they are there"), shown);
        seen.push(incident.id);
        if seen.len() == 2 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
    });
    assert_eq!(gone.expect("it can be read"), ControlFlow::Break("enough"));
    assert_eq!(seen, [all[0].id.as_str(), all[1].id.as_str()]);
    let mut entries = 0;
    let gone: ControlFlow<()> = store
        .each_entry(2, |entry| {
            entries += 1;
            assert_eq!(entry.seq, 2 + entries);
            ControlFlow::Continue(())
        })
        .expect("it can be read");
    assert!(gone.is_continue());
    assert_eq!(2 + entries, store.last_entry().expect("it can be read"));
    let found = store.search("fighters died", Some(1)).expect("it can be searched");
    let whole = store.each_whole_found("fighters died", Some(1), |incident, shown| {
        assert_eq!(incident.members.len(), shown.len());
        ControlFlow::Break(incident.id)
    });
    let wanted =
        found.first().map_or(ControlFlow::Continue(()), |one| ControlFlow::Break(one.id.clone()));
    assert_eq!(whole.expect("it can be searched"), wanted);
}

#[test]
fn whoever_watches_is_told_to_the_end() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let mut store = Store::in_memory().expect("there is memory");
    store.put_all(&world(5, 12));
    let tell = Arc::clone(&told);
    store.watch(move |stage, done, of| tell.lock().expect("it is whole").push((stage, done, of)));
    store.anew();
    assert_eq!(store.wrong(), Vec::<String>::new());
    let told = told.lock().expect("it is whole");
    for stage in [Stage::Facts, Stage::Comparing, Stage::Reading, Stage::File, Stage::Log] {
        let last = told.iter().rfind(|told| told.0 == stage).expect("it is told of");
        assert!(last.1 == last.2 && last.2 > 0, "{last:?}");
    }
}
