//! Files whose bytes are not what they seem.

use crate::pin;
use crate::trial::Trial;

#[test]
fn bytes_that_are_no_text() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    let utf16: Vec<u8> = "\u{feff}create table b ();".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8]); 6] = [
        ("byte order mark", b"\xEF\xBB\xBFcreate table b (id int);\n"),
        ("UTF-16", &utf16),
        ("Latin 1", b"create table b (id int);\n-- f\xFCr alle\n"),
        ("NUL", b"create table b (id int);\nselect 'a\0b';\n"),
        ("nothing", b""),
        ("blanks", b" \n\t\r\n"),
    ];
    let mut all = String::new();
    for (what, bytes) in files {
        trial.write("V2__b.sql", bytes);
        all += &format!("# {what}\n{}", trial.refused("up"));
    }
    pin!(all);
}

#[test]
fn a_file_of_comments_alone_is_applied() {
    let trial = Trial::new().file("V1__init.sql", "-- nothing yet; later more\n/* select 1; */\n");
    pin!(format!("{}{}{}", trial.done("up"), trial.done("status"), trial.done("up")));
}

#[test]
fn windows_line_ends_run_and_are_told() {
    let sql = "create table a (\r\n  id int\r\n);\r\n\r\nselect nope from a;\r\n";
    let trial = Trial::new().file("V1__init.sql", sql);
    let failed = trial.run("up");
    assert_eq!(trial.ask("select to_regclass('public.a')::text is null || ''"), "true");
    trial.write("V1__init.sql", sql.replace("nope", "id"));
    pin!(format!("{failed}{}", trial.done("up")));
}

#[test]
fn five_megabytes_are_applied_and_forty_are_not() {
    let row = format!("insert into a values ('{}');\n", "x".repeat(1000));
    let sql = format!("create table a (t text);\n{}", row.repeat(5 * 1024));
    assert!(sql.len() > 5 << 20);
    let trial = Trial::new().file("V1__init.sql", &sql);
    trial.done("up");
    assert_eq!(trial.ask("select count(*)::text from a"), "5120");
    assert_eq!(trial.ask("select (length(sql) > 5000000)::text from provost.applied"), "true");
    trial.write("V2__data.sql", row.repeat(40 * 1024));
    pin!(trial.refused("up"));
}

#[test]
fn an_error_deep_inside_of_a_long_file_is_shown_in_its_place() {
    let line = format!("insert into a values ('{}');\n", "ü".repeat(500));
    let sql = format!("create table a (t text);\n{}select nope;\n{}", line.repeat(2000), line.repeat(2000));
    let trial = Trial::new().file("V1__init.sql", sql);
    let said = trial.run("up");
    assert_eq!(said.code, 6);
    pin!(said);
}
