//! Hostile text: what is quoted here is what the server reads, and no text in a rule becomes a statement of its own.

use crate::generated::{catalog, objects};
use crate::support::{TestServer, wait};
use proptest::prelude::*;
use provost::access::generate;
use provost::model::access::Source;
use provost::model::{ident, literal};
use provost::spec::access;
use provost::sqltext;
use std::sync::LazyLock;

/// Texts that a careless program would let out of their quotes.
fn hostile(count: usize) -> Vec<String> {
    const PARTS: [&str; 40] = [
        "'",
        "''",
        "\"",
        "\"\"",
        "\\",
        "\\'",
        "$$",
        "$rls$",
        "$a$",
        "--",
        "/*",
        "*/",
        ";",
        "\n",
        "\r",
        "\t",
        "\u{b}",
        " ",
        "e'",
        "E'\\''",
        "u&'",
        "b'1'",
        "x'f'",
        "select",
        "user",
        "a",
        "A",
        "_",
        "1",
        "é",
        "𝒳",
        "\u{feff}",
        "\u{a0}",
        "\u{2019}",
        "%s",
        ":a",
        "{{ x }}",
        "{% if %}",
        "drop table x",
        "\u{7f}",
    ];
    let mut random = fastrand::Rng::with_seed(7);
    (0..count)
        .map(|_| {
            let length = random.usize(0..8);
            std::iter::repeat_with(|| match random.u8(0..4) {
                0 => random.char('\u{1}'..='\u{ff}').to_string(),
                _ => PARTS[random.usize(0..PARTS.len())].to_owned(),
            })
            .take(length)
            .collect()
        })
        .collect()
}

#[test]
fn quoting_is_the_servers_own() {
    const COUNT: usize = 120_000;
    let mut texts = hostile(COUNT);
    texts.extend(keywords());
    let database = TestServer::bare_database();
    let rows = wait(async {
        let client = database.client().await;
        let question = "select quote_literal(t), quote_ident(t) from unnest($1::text[]) with ordinality as a (t, at) order by at";
        client.query(question, &[&texts]).await.unwrap()
    });
    assert_eq!(rows.len(), texts.len());
    for (text, row) in texts.iter().zip(rows) {
        let (wanted, name): (String, String) = (row.get(0), row.get(1));
        assert_eq!(literal(text), wanted, "{text:?}");
        // Words that a newer server reserves stand in quotes everywhere.
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        let ours = ident(text);
        let is_reserved_later = || ours == quoted && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(ours == name || is_reserved_later(), "{text:?}: {ours} is not {name}");
    }
}

/// Every keyword of the server that the tests run on.
fn keywords() -> Vec<String> {
    let database = TestServer::bare_database();
    wait(async {
        let rows = database.client().await.query("select word from pg_get_keywords()", &[]).await.unwrap();
        assert!(rows.len() > 400);
        rows.iter().map(|row| row.get(0)).collect()
    })
}

/// What is quoted is read back as what it was, by a server that is told nothing else.
#[test]
fn what_is_quoted_is_read_back() {
    let texts = hostile(4_000);
    let database = TestServer::bare_database();
    wait(async {
        let client = database.client().await;
        for chunk in texts.chunks(500) {
            let listed: Vec<String> = chunk.iter().map(|text| literal(text)).collect();
            let rows = client
                .query(&format!("select unnest(array[{}]::text[])", listed.join(", ")), &[])
                .await
                .unwrap();
            let read: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            assert_eq!(read, chunk);
            let names: Vec<&String> = chunk.iter().filter(|text| (1..=63).contains(&text.len())).collect();
            let columns: Vec<String> = names.iter().map(|name| format!("1 as {}", ident(name))).collect();
            let statement = client.prepare(&format!("select {}", columns.join(", "))).await.unwrap();
            let read: Vec<&str> = statement.columns().iter().map(|column| column.name()).collect();
            assert_eq!(read, names);
        }
    });
}

/// Rules with one text at each place that takes free text. Names are those that the catalog has.
fn rules(text: &str) -> String {
    let quoted = toml::Value::String(text.to_owned()).to_string();
    let value = toml::Value::String(format!("is:body={text}")).to_string();
    format!(
        r#"
[access]
platform = "postgres"
closed = [{quoted}]
helpers = {quoted}
[roles]
source = "users.role"
base = {quoted}
names = [{quoted}, "boss"]
[sets]
mine = "select id from public.courses where owner_id = @uid"
[tables]
users = {{ use = "service" }}
courses = {{ rules = [{{ who = "boss", can = "all" }}, {{ who = {quoted}, can = "r" }}] }}
materials = {{ rules = [{{ who = "boss", can = "all", rows = {value} }}, {{ who = "signed_in", can = "r", rows = "mine:course_id" }}] }}
notes = {{ rules = [{{ who = "signed_in", can = "r", rows = "mine:course_id" }}] }}
[bucket.files]
mime = [{quoted}]
rules = [{{ who = "signed_in", can = "rc", rows = "own_folder" }}]
[function.sign_up]
use = "signup_profile"
into = "public.users"
copy = ["id"]
set = {{ role = {quoted} }}
"#
    )
}

/// How many statements each generated object holds, by its name's kind.
fn shape(rules: &str) -> provost::Result<Vec<(String, usize)>> {
    let found = objects(rules)?;
    Ok(found
        .iter()
        .map(|object| {
            let statements = sqltext::split(object.create.as_str())
                .unwrap_or_else(|problem| panic!("{}: {}", problem.message, object.create.as_str()));
            (object.id.kind.word().to_owned(), statements.len())
        })
        .collect())
}

static USUAL: LazyLock<Vec<(String, usize)>> = LazyLock::new(|| shape(&rules("word")).unwrap());

fn same_shape(text: &str) -> Result<(), TestCaseError> {
    // What is refused never becomes SQL at all.
    if let Ok(found) = shape(&rules(text)) {
        prop_assert_eq!(&found, &*USUAL, "{:?}", text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_text_stays_one_value(text in "\\PC{0,24}") {
        same_shape(&text)?;
    }

    #[test]
    fn a_text_of_signs_stays_one_value(text in "['\"\\\\$;/*a-c (){}%-]{1,16}") {
        same_shape(&text)?;
    }

    #[test]
    fn an_expression_stays_one_expression(text in "['\"\\$;/*a-c ()=@-]{1,20}") {
        let quoted = toml::Value::String(text.clone()).to_string();
        let with = |expression: &str| format!(
            "[expressions]\nx = {expression}\n[sets]\ny = \"select id from public.courses\"\n[access]\nunmanaged = [\"courses\", \"materials\", \"notes\"]\n[tables]\nusers = {{ rules = [{{ who = \"signed_in\", can = \"r\", rows = \"sql:x\" }}] }}\n"
        );
        let usual = shape(&with("\"role = 'x'\"")).unwrap();
        if let Ok(found) = shape(&with(&quoted)) {
            prop_assert_eq!(found, usual, "{:?}", text);
        }
    }
}

#[test]
fn hostile_texts_stay_values() {
    let mut refused = 0;
    for text in hostile(250) {
        match shape(&rules(&text)) {
            Ok(found) => assert_eq!(found, *USUAL, "{text:?}"),
            Err(_) => refused += 1,
        }
    }
    // Most of them can be a name and a value as well as any other text.
    assert!(refused < 150, "{refused} of 250 were refused");
    assert!(shape(&rules("it's \"odd\"; drop $$ -- /*")).is_ok());
}

/// The catalog of the other tests is one that these rules fit.
#[test]
fn the_rules_of_these_tests_are_generated() {
    let access =
        access::read(vec![Source { path: "a.toml".to_owned(), text: rules("word") }], Vec::new()).unwrap();
    assert!(generate(&access, &catalog()).unwrap().len() > 20);
}
