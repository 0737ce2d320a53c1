//! Copies of a store, and what becomes of a store when one is put back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use dateline_store::{Stage, Store};

use crate::file::Folder;
use crate::made::{NOW, world};
use crate::subject::Subject;

/// A store of some reports.
fn made(path: &Path, seed: u64) -> Store {
    let mut store = Store::open(path).expect("it can be made");
    store.put_all(&world(seed, 10));
    store
}

fn quiet(_: Stage, _: usize, _: usize) {}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn state(path: &Path) -> String {
    let store = Store::open_existing(path).expect("it is a store");
    assert_eq!(store.wrong(), Vec::<String>::new());
    store.state()
}

#[test]
fn a_copy_is_one_file_and_the_store_as_it_was() {
    let folder = Folder::new("copy");
    let (path, copy) = (folder.file("a.db"), folder.file("kept/a.db"));
    fs::create_dir(folder.file("kept")).expect("it can be made");
    let mut store = made(&path, 3);
    let told: Arc<Mutex<Vec<(Stage, usize, usize)>>> = Arc::default();
    let kept = Arc::clone(&told);
    store.watch(move |stage, done, of| kept.lock().expect("free").push((stage, done, of)));
    store.backup(&copy, false).expect("it can be copied");
    let told = told.lock().expect("free").clone();
    for stage in [Stage::Copying, Stage::File] {
        let last = told.iter().rfind(|told| told.0 == stage).expect("it is told of");
        assert!(last.1 == last.2 && last.2 > 0, "{last:?}");
    }
    assert_eq!(names(&folder.file("kept")), ["a.db"]);
    assert_eq!(state(&copy), store.state());

    // what is there is replaced only where that is wanted
    let before = fs::read(&copy).expect("it is there");
    let error = store.backup(&copy, false).expect_err("there is one");
    assert!(error.is_in_the_way(), "{error}");
    assert_eq!(fs::read(&copy).expect("it is there"), before);
    store.put_all(&world(4, 12));
    store.backup(&copy, true).expect("it can be replaced");
    assert_eq!(state(&copy), store.state());
}

#[test]
fn a_copy_is_of_one_moment_while_others_write() {
    let folder = Folder::new("copy-busy");
    let (path, copy) = (folder.file("a.db"), folder.file("copy.db"));
    let mut writer = made(&path, 5);
    let reader = Store::open_existing(&path).expect("it is there");
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let adding = scope.spawn(|| {
            let mut added = 0_usize;
            for seed in 6.. {
                for report in &world(seed, 6) {
                    let mut report = report.clone();
                    report.0.name = format!("{}-{seed}", report.0.name);
                    report.0.source_path = None;
                    writer.put(&report);
                    added += 1;
                }
                if ended.load(Ordering::Relaxed) {
                    break;
                }
            }
            added
        });
        for _ in 0..5 {
            reader.backup(&copy, true).expect("it can be copied");
            // every one is whole
            state(&copy);
        }
        ended.store(true, Ordering::Relaxed);
        assert!(adding.join().expect("it adds") > 0);
    });
    let of_copy = Store::open_existing(&copy).expect("it is there").counts().expect("it can count");
    assert!(of_copy.reports <= reader.counts().expect("it can count").reports);
}

#[test]
fn what_cannot_become_a_copy_is_told() {
    let folder = Folder::new("copy-wrong");
    let path = folder.file("a.db");
    let store = made(&path, 8);
    let before = store.state();
    let told =
        |copy: PathBuf, force: bool| store.backup(copy, force).expect_err("it cannot be").reason();
    assert!(told(folder.file("nowhere/b.db"), false).starts_with("there is no folder "));
    fs::create_dir(folder.file("here")).expect("it can be made");
    assert_eq!(told(folder.file("here"), true), "not a file that could be replaced");
    for own in ["a.db", "a.db-wal", "a.db-shm", "here/../a.db"] {
        assert_eq!(told(folder.file(own), true), "a store cannot be a copy of itself", "{own}");
    }
    assert_eq!(store.state(), before);
    assert_eq!(names(&folder.file("")), ["a.db", "a.db-shm", "a.db-wal", "here"]);
}

#[test]
fn a_copy_of_a_damaged_store_gets_no_name() {
    let folder = Folder::new("copy-damaged");
    let (path, copy) = (folder.file("a.db"), folder.file("copy.db"));
    drop(made(&path, 9));
    let mut bytes = fs::read(&path).expect("it is there");
    let end = bytes.len();
    bytes[end - 4000..end - 1000].fill(0x55);
    fs::write(&path, bytes).expect("it can be written");
    let store = Store::open_existing(&path).expect("its first page is whole");
    let error = store.backup(&copy, false).expect_err("it is damaged");
    assert!(error.is_damaged() && error.subject().ends_with("a.db"), "{error}");
    drop(store);
    assert_eq!(names(&folder.file("")), ["a.db"]);
}

#[test]
fn a_copy_comes_into_its_place_again() {
    let folder = Folder::new("restore");
    let (path, copy) = (folder.file("a.db"), folder.file("copy.db"));
    let mut store = made(&path, 10);
    store.backup(&copy, false).expect("it can be copied");
    let before = store.state();
    // what comes after is lost, on whichever side of the log it lies
    store.put_all(&world(11, 20));
    assert_ne!(store.state(), before);
    let restore = |force| Store::restore(&copy, &path, force, quiet);
    assert!(restore(false).expect_err("there is one").is_in_the_way());
    let error = restore(true).expect_err("it is in use");
    assert!(error.is_locked(), "{error}");
    assert!(names(&folder.file("")).iter().all(|name| !name.contains("unfinished")));
    drop(store);
    restore(true).expect("it can be restored");
    assert_eq!(state(&path), before);
    assert_eq!(names(&folder.file("")), ["a.db", "copy.db"]);
    // where there is none
    fs::remove_file(&path).expect("it is there");
    restore(false).expect("it can be restored");
    assert_eq!(state(&path), before);
    assert_eq!(state(&copy), before);
}

#[test]
fn what_a_dead_process_has_left_is_not_taken_for_changes() {
    let folder = Folder::new("restore-left");
    let (path, copy) = (folder.file("a.db"), folder.file("copy.db"));
    made(&copy, 12).recluster_all(NOW).expect("it can be grouped");
    let wanted = state(&copy);
    // an old store whose changes lie in its log, and whose file is damaged
    let other = folder.file("other.db");
    let store = made(&other, 13);
    for ending in ["-wal", "-shm"] {
        fs::copy(folder.file(&format!("other.db{ending}")), folder.file(&format!("a.db{ending}")))
            .expect("it can be copied");
    }
    drop(store);
    fs::write(&path, b"not what it was").expect("it can be written");
    Store::restore(&copy, &path, true, quiet).expect("it can be restored");
    assert_eq!(state(&path), wanted);
}

#[test]
fn what_is_no_copy_is_not_put_in_place() {
    let folder = Folder::new("restore-wrong");
    let path = folder.file("a.db");
    drop(made(&path, 14));
    let before = state(&path);
    let restore = |copy: &str| {
        Store::restore(folder.file(copy), &path, true, quiet).expect_err("it is no copy")
    };
    assert!(restore("none.db").is_missing());
    fs::write(folder.file("text.db"), "no database at all\n".repeat(500)).expect("written");
    assert!(restore("text.db").is_not_a_store());
    fs::write(folder.file("empty.db"), "").expect("written");
    assert!(restore("empty.db").is_not_a_store());
    let other = rusqlite::Connection::open(folder.file("cats.db")).expect("it can be made");
    other.execute_batch("CREATE TABLE cats (name TEXT)").expect("it can be written");
    assert!(restore("cats.db").is_not_a_store());
    drop(Store::open(folder.file("newer.db")).expect("it can be made"));
    let newer = rusqlite::Connection::open(folder.file("newer.db")).expect("it is there");
    newer.pragma_update(None, "user_version", 99).expect("it can be written");
    drop(newer);
    assert!(restore("newer.db").is_newer());
    drop(made(&folder.file("half.db"), 15));
    let bytes = fs::read(folder.file("half.db")).expect("it is there");
    fs::write(folder.file("half.db"), &bytes[..bytes.len() / 2]).expect("it can be written");
    let error = restore("half.db");
    assert!(error.is_damaged() && error.subject().ends_with("half.db"), "{error}");
    assert!(restore("a.db").is_bad_request());
    assert_eq!(state(&path), before);
}
