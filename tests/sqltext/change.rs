//! Edits: what the server would see of them.

use proptest::prelude::*;
use provost::sqltext::Change::{self, Comments, LineEnds, Same, Sql, WhiteSpace};

#[test]
fn kinds_of_change() {
    for (before, after, expected) in [
        ("select 1;", "select 1;", Same),
        ("select 1;\n-- a\n", "select 1;\r\n-- a\r\n", LineEnds),
        ("select $$\na$$", "select $$\r\na$$", LineEnds),
        ("select 1;", "select  1\n;\n", WhiteSpace),
        ("select 1; -- a", "select 1;\n -- a  ", WhiteSpace),
        ("select a.b", "select a .b", WhiteSpace),
        ("select 1;", "-- so\nselect /* one */ 1;", Comments),
        ("select 1; -- a", "select 1; -- b", Comments),
        ("select 1", "select 1;", Sql),
        ("select 1", "SELECT 1", Sql),
        ("select 'a b'", "select 'a  b'", Sql),
        ("select $$a\n$$", "select $$a$$", Sql),
        ("select \"a b\"", "select \"a  b\"", Sql),
        ("select $$ -- a\n$$", "select $$ -- b\n$$", Sql),
        ("select a >= b", "select a > = b", Sql),
        ("select a - -1", "select a --1\n", Sql),
        ("select a::int", "select a : : int", Sql),
        ("select 'a'\n'b'", "select 'a' 'b'", Sql),
        ("select a b", "select ab", Sql),
        ("select e'a'", "select e 'a'", Sql),
        ("select 1.5", "select 1 .5", Sql),
        ("", "select 1", Sql),
    ] {
        assert_eq!(Change::between(before, after), expected, "{before:?} {after:?}");
        assert_eq!(Change::between(after, before), expected, "{after:?} {before:?}");
    }
}

proptest! {
    #[test]
    fn blanks_and_comments_between_tokens_are_no_sql(words in prop::collection::vec("[a-z]{1,5}|'[a-z ]{0,5}'x|[(),;]|>=", 1..20), blank in "[ \t\n]{1,3}") {
        let plain = words.join(" ");
        prop_assert!(Change::between(&plain, &words.join(&blank)) <= WhiteSpace);
        let comment = format!("{blank}/* c; */{blank}");
        let commented = words.join(&comment);
        prop_assert!(Change::between(&plain, &commented) <= Comments);
    }
}
