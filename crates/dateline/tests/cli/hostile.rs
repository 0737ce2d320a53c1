//! What crawls and disks hold beside reports: a message each, no crash, bounded memory.

use std::fmt::Write;
use std::fs;

use super::{Folder, REPORT, Said};

fn read(folder: &Folder, paths: &[&str]) -> Said {
    let mut arguments = vec!["read", "--format", "jsonl"];
    arguments.extend(paths);
    folder.run(&arguments)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = Folder::new("mixed");
    let mut words: Vec<u8> = Vec::new();
    for number in 0..40_000_u32 {
        words.extend(number.wrapping_mul(2_654_435_761).to_string().bytes());
        words.push(b' ');
    }
    let packed = gzip(&words);
    folder
        .file("01-empty.txt", "")
        .file("02-blank.txt", " \n\t\n")
        .file("03-image.txt", b"\x89PNG\r\n\x1a\n....")
        .file("04-document.pdf", b"%PDF-1.7\n")
        .file("05-noughts", b"words\0and\0words\0")
        .file("06-cut.txt.gz", &packed[..packed.len() / 2])
        .file("07-office.docx", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml....word/document.xml")
        .file("08-table.tsv", "a\tb\n")
        .file("09-page.html", "<html><body></body></html>")
        .file("10-good.txt", REPORT);
    let said = read(&folder, &["."]);
    assert_eq!(said.code, 1);
    assert_eq!(said.names(), ["10-good"]);
    let errors = said.errors.replace("./", "");
    let (before, after) = errors.split_once("cut short: ").unwrap();
    let (bytes, after) = after.split_once(" bytes").unwrap();
    assert!(bytes.parse::<u64>().unwrap() > 1000, "{errors}");
    insta::assert_snapshot!(format!("{before}cut short: N bytes{after}"), @r"
    dateline: 01-empty.txt: empty
    dateline: 02-blank.txt: holds only white space
    dateline: 03-image.txt: an image (PNG), not a text
    dateline: 04-document.pdf: a PDF document, not a text
    dateline: 05-noughts: binary data, not a text
    dateline: 06-cut.txt.gz: the gzip archive is cut short: N bytes could be read before it ends
    dateline: 07-office.docx: an office document (Word), not a text
    dateline: 08-table.tsv: a table, not a report
    dateline: 09-page.html: a page without text
    ");
}

#[test]
fn nothing_readable_ends_with_2() {
    let folder = Folder::new("nothing");
    fs::create_dir(folder.0.join("empty")).unwrap();
    let said = read(&folder, &["nowhere.txt", "empty"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    insta::assert_snapshot!(said.errors, @r"
    dateline: nowhere.txt: no such file or folder
    dateline: empty: no reports in this folder
    ");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_and_closed_folders_are_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("closed");
    folder.file("a.txt", REPORT).file("closed/b.txt", REPORT);
    std::os::unix::fs::symlink("nowhere", folder.0.join("link.txt")).unwrap();
    let said = read(&folder, &["a.txt", "link.txt"]);
    assert_eq!((said.code, said.names()), (1, vec!["a".to_owned()]));
    assert_eq!(said.errors, "dateline: link.txt: no such file or folder\n");

    let closed = folder.0.join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        eprintln!("skipped: this user may open any folder");
    } else {
        let said = read(&folder, &["a.txt", "closed"]);
        assert_eq!((said.code, said.names()), (1, vec!["a".to_owned()]));
        assert_eq!(said.errors, "dateline: closed: permission denied\n");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = Folder::new("device");
    let said = read(&folder, &["/dev/zero"]);
    assert_eq!(
        (said.code, said.errors.as_str()),
        (2, "dateline: /dev/zero: not a file or folder (a device)\n")
    );
}

#[test]
fn pages_that_are_too_long_or_too_deep_are_read_as_far_as_it_goes() {
    let folder = Folder::new("pages");
    // words without an event: how long reading takes is not the matter here
    let words = "The show of flowers in the town hall was open to all and";
    let deep = format!(
        "<html><body><p>{REPORT}</p>{}deep{}</body>",
        "<div>".repeat(10_000),
        "</div>".repeat(10_000)
    );
    let mut long = String::from("<html lang=en><body><article>");
    while long.len() < 50 << 20 {
        let _ = write!(long, "<p>{words} went on in line {}.</p>", long.len());
    }
    folder.file("deep.html", deep).file("long.html", long);
    let said = read(&folder, &["deep.html", "long.html"]);
    assert_eq!((said.code, said.errors.as_str()), (0, ""));
    let reports = said.reports();
    assert!(reports[0]["text"].as_str().unwrap().contains("town of Gao"));
    assert!(reports[1]["text"].as_str().unwrap().len() <= 512 << 10);
    assert!(reports[1]["notes"].to_string().contains("first 512 KB"), "{}", reports[1]["notes"]);
}

#[test]
fn files_that_no_report_fills_are_refused() {
    let folder = Folder::new("large");
    let file = fs::File::create(folder.0.join("large.txt")).unwrap();
    file.set_len(65 << 20).unwrap();
    folder.file("bomb.txt.gz", gzip(&vec![b' '; 65 << 20]));
    let said = read(&folder, &["large.txt", "bomb.txt.gz"]);
    assert_eq!(said.code, 2);
    insta::assert_snapshot!(said.errors, @r"
    dateline: large.txt: larger than 64 MB (too large for one report)
    dateline: bomb.txt.gz: larger than 64 MB (unpacked)
    ");
}

#[test]
fn broken_encodings_are_read_with_a_note() {
    let folder = Folder::new("encodings");
    folder
        .file("a.txt", b"Soldiers fled over the bridge to K\xf6ln, the army said on Monday.")
        .file("b.txt", b"\xff\xfeR\0e\0b\0e\0l\0s\0 \0l\0e\0f\0t\0.\0");
    let said = read(&folder, &["a.txt", "b.txt"]);
    assert_eq!((said.code, said.errors.as_str()), (0, ""));
    let reports = said.reports();
    assert!(reports[0]["text"].as_str().unwrap().contains("Köln"));
    assert_eq!(reports[0]["notes"][0], "not UTF-8; encoding windows-1252 guessed");
    assert_eq!(reports[1]["text"], "Rebels left.");
}

#[test]
fn a_text_without_a_full_stop_ends() {
    let folder = Folder::new("endless");
    let mut text = String::new();
    while text.len() < 1 << 20 {
        text.push_str("and the show of flowers in the town hall was open to all who came ");
    }
    folder.file("words.txt", &text).file("letters.txt", "a".repeat(1 << 20));
    let said = read(&folder, &["words.txt", "letters.txt"]);
    assert_eq!((said.code, said.errors.as_str()), (0, ""));
    assert_eq!(said.names(), ["words", "letters"]);
}

#[test]
fn a_bad_line_is_an_error_of_that_line() {
    let folder = Folder::new("lines");
    let lines = "{\"id\": \"a\", \"text\": \"A bridge fell.\"}\n\
                 {\"id\": \"b\", \"text\": \n\
                 \n\
                 {\"id\": \"c\", \"body\": \"A bridge rose.\"}\n\
                 {\"text\": \"A bridge stood.\"}\n";
    folder.file("in.jsonl", lines).file("in.jsonl.gz", gzip(lines.as_bytes()));
    let said = read(&folder, &["in.jsonl"]);
    assert_eq!((said.code, said.names()), (1, vec!["a".to_owned(), "in-5".to_owned()]));
    insta::assert_snapshot!(said.errors, @r"
    dateline: in.jsonl, line 2: not JSON: EOF while parsing a value at column 20
    dateline: in.jsonl, line 4: neither text nor html
    ");
    assert_eq!(read(&folder, &["in.jsonl.gz"]).names().len(), 2);
}
