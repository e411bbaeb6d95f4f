//! Folders: what comes out in order, and what every fault says.

use provost::Failure;
use provost::failure::Kind;
use provost::model::Mode;
use provost::spec::Folder;

fn read(files: &[(&str, &[u8])]) -> Result<Folder, Failure> {
    Folder::read("sql/main", files.iter().map(|(name, bytes)| (format!("sql/main/{name}"), bytes.to_vec())))
}

/// Reads a folder that has just this fault.
fn fault(files: &[(&str, &[u8])]) -> Failure {
    let failure = read(files).expect_err("has a fault");
    assert_eq!(failure.kind(), Kind::BadInput);
    assert_eq!((failure.causes().len(), failure.hints().len()), (1, 1), "{failure}");
    failure
}

#[test]
fn files_come_in_order_with_what_undoes_them() {
    let folder = read(&[
        ("20260801120000_late.sql", b"select 3;"),
        ("V10__b.sql", b"-- no-transaction\nvacuum;"),
        ("V9__a.sql", b"select 1;"),
        ("V9__a.down.sql", b"-- no-transaction \r\nselect -1;"),
        ("R__views.sql", b"select 9;"),
        ("README.md", b"\xff"),
        ("data/people.csv", b"\xff"),
        (".gitkeep", b""),
    ])
    .unwrap();
    let stems: Vec<_> = folder.migrations.iter().map(|it| (it.stem.as_str(), it.mode)).collect();
    let expected = [
        ("V9__a", Mode::Transaction),
        ("V10__b", Mode::NoTransaction),
        ("20260801120000_late", Mode::Transaction),
    ];
    assert_eq!(stems, expected);
    let down = folder.migrations[0].down.as_ref().unwrap();
    assert_eq!((down.path.as_str(), down.mode), ("sql/main/V9__a.down.sql", Mode::NoTransaction));
    assert_eq!(folder.repeatables[0].name, "views");
    assert_eq!(folder.notices.iter().map(|it| &*it.rule).collect::<Vec<_>>(), ["line-ends-crlf"]);
}

#[test]
fn bytes_that_are_no_text() {
    for (bytes, says, hint) in [
        (&b"\xEF\xBB\xBFselect 1;"[..], "byte order mark", "sed -i"),
        (b"\xFF\xFEs\0e\0", "UTF-16", "iconv -f UTF-16"),
        (b"", "it is empty", "remove the file"),
        (b" \n\t\r\n", "it is empty", "remove the file"),
        (b"select 1;\nselect '\xE4';", "byte 0xE4 is not UTF-8", "iconv -f LATIN1"),
        (b"select 1;\n\0", "NUL", "remove the character"),
    ] {
        let failure = fault(&[("V1__a.sql", bytes)]);
        assert!(failure.causes()[0].contains(says), "{failure}");
        assert!(failure.hints()[0].contains(hint), "{:?}", failure.hints());
    }
    let torn = fault(&[("V1__a.sql", b"select 1;\nselect '\xE4';")]);
    assert_eq!(torn.place().unwrap().to_string(), "sql/main/V1__a.sql:2:9");
    let large = vec![b' '; (16 << 20) + 1];
    assert!(fault(&[("V1__a.sql", &large)]).causes()[0].contains("16 MB"));
}

#[test]
fn a_directive_counts_on_the_first_line_only() {
    for (sql, place) in [
        ("--no-transaction\nvacuum;", "1:1"),
        ("-- No-Transaction\nvacuum;", "1:1"),
        ("-- no transaction\nvacuum;", "1:1"),
        ("-- provost:no-transaction\nvacuum;", "1:1"),
        ("-- +goose NO TRANSACTION\nvacuum;", "1:1"),
        ("-- migrate:up transaction:false\nvacuum;", "1:1"),
        ("-- first words\n  -- no-transaction\nvacuum;", "2:3"),
        ("\n-- no-transaction\nvacuum;", "2:1"),
        ("-- no-transaction\nvacuum;\n-- no-transaction\n", "3:1"),
    ] {
        let failure = fault(&[("V1__a.sql", sql.as_bytes())]);
        assert_eq!(failure.place().unwrap().to_string(), format!("sql/main/V1__a.sql:{place}"), "{sql}");
        assert!(failure.causes()[0].contains("does nothing"), "{failure}");
    }
    for sql in [
        "select '\n-- no-transaction\n';",
        "/*\n-- no-transaction\n*/ select 1",
        "-- a transaction\nselect 1",
    ] {
        assert_eq!(
            read(&[("V1__a.sql", sql.as_bytes())]).unwrap().migrations[0].mode,
            Mode::Transaction,
            "{sql}"
        );
    }
}

#[test]
fn a_file_that_undoes_itself_is_not_run_whole() {
    for mark in ["-- migrate:down", "-- +goose Down", "-- +migrate Down", "--//@UNDO"] {
        let sql = format!("create table a();\n{mark}\ndrop table a;");
        let failure = fault(&[("20260801120000_a.sql", sql.as_bytes())]);
        assert!(failure.causes()[0].contains("its own undoing"), "{mark}: {failure}");
        assert_eq!(failure.place().unwrap().position, Some((2, 1)));
    }
}

#[test]
fn files_that_do_not_fit_together() {
    let one = b"select 1;".as_slice();
    for (files, cause, hint) in [
        (
            &[("V1__a.sql", one), ("V01__b.sql", one)][..],
            "`sql/main/V01__b.sql` and `sql/main/V1__a.sql` have one version, V001",
            "next free version",
        ),
        (
            &[("V1__a.sql", one), ("U1__a.sql", one)],
            "have one version",
            "rename `U1__a.sql` to `V1__a.down.sql`",
        ),
        (&[("V1__a.down.sql", one)], "there is no such file", "add `V1__a.sql`"),
        (
            &[("V1__b.sql", one), ("V1__a.down.sql", one)],
            "it undoes `V1__a.sql`",
            "rename it to `V1__b.down.sql`",
        ),
        (&[("old/V1__a.sql", one)], "sub-directory `old`", "move it into `sql/main`"),
        (&[("V2__add-index.sql", one)], "`V2__add-index.sql` is no migration's name", "`V2__add_index.sql`"),
        (&[("V1__a.sql", b""), ("V1__a.down.sql", one)], "it is empty", "remove the file"),
    ] {
        let failure = fault(files);
        assert!(failure.causes()[0].contains(cause), "{failure}");
        assert!(failure.hints()[0].contains(hint), "{:?}", failure.hints());
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let failure =
        read(&[("V1__a-b.sql", b"x"), ("V2__b.SQL", b"x"), ("V3__c.sql", b"select 1;\n\xFF")]).unwrap_err();
    assert_eq!(failure.what(), "cannot read the migrations in `sql/main`: 3 faults");
    assert_eq!(failure.causes().len(), 3);
    assert_eq!(failure.causes()[2], "`sql/main/V3__c.sql:2:1`: byte 0xFF is not UTF-8");
}

#[test]
fn a_time_stamp_may_be_a_mere_number_but_it_is_noted() {
    let folder = read(&[("20260231000000_a.sql", b"select 1")]).unwrap();
    assert_eq!(folder.notices[0].rule, "name-no-date");
    assert!(read(&[("20260228000000_a.sql", b"select 1")]).unwrap().notices.is_empty());
}
