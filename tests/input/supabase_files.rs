//! A folder as a Supabase project of two years has it: `{timestamp}_{name}.sql`, each kind of statement that such files hold.

/// The names of the tables, each with five files of its own.
const TABLES: [&str; 9] =
    ["teams", "projects", "tasks", "comments", "labels", "invoices", "messages", "events", "webhooks"];

macro_rules! text {
    ($name:literal) => {
        ($name, include_str!(concat!("supabase/", $name, ".sql")))
    };
}

const BEFORE_TABLES: [(&str, &str); 4] =
    [text!("first_remote_schema"), text!("extensions"), text!("profiles"), text!("enums")];
const OF_A_TABLE: [(&str, &str); 5] =
    [text!("table"), text!("policies"), text!("functions"), text!("triggers"), text!("bucket")];
const BEHIND_TABLES: [(&str, &str); 8] = [
    text!("enum_value"),
    text!("enum_used"),
    text!("team_members"),
    text!("views"),
    text!("grants"),
    text!("refactoring"),
    text!("seed"),
    text!("only_comments"),
];

/// Names and texts, oldest first.
pub(crate) fn files() -> Vec<(String, String)> {
    let single = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
    let of_tables = TABLES.iter().flat_map(|table| {
        OF_A_TABLE.iter().map(move |(name, text)| (format!("{table}_{name}"), text.replace("{t}", table)))
    });
    let all = BEFORE_TABLES.iter().map(single).chain(of_tables).chain(BEHIND_TABLES.iter().map(single));
    all.enumerate().map(|(index, (name, text))| (format!("{}_{name}.sql", stamp(index)), text)).collect()
}

/// One in the morning of every tenth day or so, from 2024 on.
fn stamp(index: usize) -> String {
    let (year, month, day) = (2024 + index / 36, 1 + index / 3 % 12, 1 + index % 3 * 10);
    format!("{year}{month:02}{day:02}0100{:02}", index % 60)
}
