//! Access files that are refused: each with its place, before any database is asked.

use provost::model::access::{Access, Source};
use provost::render;
use provost::spec::access;

const ROLES: &str = r#"
[roles]
source = "users.role"
base   = "student"
sets   = { staff = ["mentor", "admin"] }
"#;

fn read(text: &str) -> provost::Result<Access> {
    access::read(vec![Source { path: "templates/main.toml".to_owned(), text: text.to_owned() }], Vec::new())
}

/// The message for a file, as a person sees it without colours.
fn message(text: &str) -> String {
    let failure = read(text).expect_err(text);
    anstream::adapter::strip_str(&render::failure(&failure, 120)).to_string()
}

#[test]
fn what_is_well_written_is_read() {
    let access = read(&format!(
        r#"{ROLES}
        [sets]
        my_courses = "select id from public.courses where owner = @uid"
        my_exams = {{ ids = "select id from public.exams where course in (@my_courses)", type = "bigint" }}
        [pattern.mine]
        rules = [{{ who = "$who", can = "ru", rows = "own:$owner & !flag:gone", cols = ["$cols"] }}]
        [tables]
        notes = {{ use = "mine", who = ["signed_in"], owner = "user_id", cols = ["a", "b"] }}
        users = {{ use = "own_read_staff", owner = "id", staff = "staff", admins = "admin" }}
        "shop.orders" = {{ use = "service" }}
        [bucket.files]
        size = "50MB"
        rules = [{{ who = "signed_in", can = "rc", rows = "own_folder" }}]
        [relations."*"]
        own = "user_id = @uid"
        [expect.notes]
        rows = ["own", "foreign"]
        everyone = ["ru(a, b)", "-"]
        [accept]
        lint = {{ "create-unread:notes" = "nobody reads what they write" }}
        "#
    ))
    .unwrap();
    let notes = &access.tables[&provost::model::access::TableName::parse("notes")];
    assert_eq!(notes.rules[0].cols.as_ref().unwrap().len(), 2);
    assert_eq!(access.sets["my_exams"].kind, "bigint");
    assert_eq!(access.buckets["files"].size, Some(50 << 20));
    assert_eq!(access.expectations[0].people.len(), 3);
    assert_eq!(access.tables.len(), 3);
    assert_eq!(access.accepted.lint["create-unread:notes"].reason, "nobody reads what they write");
}

macro_rules! refused {
    ($($name:ident: $text:expr;)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(message(&format!("{ROLES}{}", $text))); })+
    };
}

refused! {
    an_unknown_key: "[tables]\nnotes = { rules = [{ who = \"signed_in\", cann = \"r\" }] }";
    an_unknown_section: "[table]\nnotes = 1";
    a_pattern_that_is_not_there: "[tables]\nnotes = { use = \"onwer\", owner = \"id\" }";
    a_pattern_that_misses_a_parameter: "[tables]\nnotes = { use = \"owner\" }";
    a_parameter_that_nothing_takes: "[tables]\nnotes = { use = \"owner\", owner = \"id\", ownr = \"x\" }";
    a_role_that_is_not_there: "[tables]\nnotes = { rules = [{ who = \"mentors\", can = \"r\" }] }";
    a_letter_that_says_nothing: "[tables]\nnotes = { rules = [{ who = \"mentor\", can = \"rw\" }] }";
    a_condition_that_says_nothing: "[tables]\nnotes = { rules = [{ who = \"mentor\", can = \"r\", rows = \"mine\" }] }";
    a_set_that_is_not_there: "[tables]\nnotes = { rules = [{ who = \"mentor\", can = \"r\", rows = \"courses:id\" }] }";
    sets_in_a_circle: "[sets]\na = \"select id from public.t where x in (@b)\"\nb = \"select id from public.t where x in (@a)\"";
    a_set_without_a_schema: "[sets]\na = \"select id from courses\"";
    a_set_that_reads_as_its_caller: "[sets]\na = { ids = \"select id from public.courses\", security = \"invoker\" }";
    a_set_that_deletes: "[sets]\na = \"delete from public.courses returning id\"";
    two_rules_with_different_columns: "[tables]\nnotes = { rules = [\n  { who = \"signed_in\", can = \"ru\", rows = \"own:id\", cols = [\"a\"] },\n  { who = \"admin\", can = \"u\", cols = [\"b\"] } ] }";
    a_client_that_could_write_its_role: "[tables]\nusers = { rules = [{ who = \"signed_in\", can = \"ru\", rows = \"own:id\" }] }";
    an_expression_that_closes_early: "[expressions]\nopen = \"true) or (true\"";
    an_expression_with_a_query: "[expressions]\nopen = \"exists (select from public.t)\"";
    an_expression_that_does_not_parse: "[expressions]\nopen = \"a = = b\"";
    a_name_of_64_bytes: format!("[tables]\n{} = {{ use = \"service\" }}", "x".repeat(64));
    a_table_without_rules: "[tables]\nnotes = { small = true }";
    a_bucket_rule_for_tables: "[bucket.files]\nrules = [{ who = \"signed_in\", can = \"r\", rows = \"own:id\" }]";
    an_expectation_with_too_few_entries: "[tables]\nnotes = { use = \"service\" }\n[expect.notes]\nrows = [\"any\"]\nstudent = [\"r\", \"-\"]";
    an_expectation_with_an_unknown_word: "[expect.notes]\nrows = [\"own\"]\nstudent = [\"r\"]";
    a_pattern_of_the_library_again: "[pattern.owner]\nrules = []";
    an_acceptance_without_a_reason: "[accept]\nlint = { \"rls-off:notes\" = \" \" }";
    an_expectation_of_a_bucket_that_is_not_declared: "[bucket.files]\nrules = []\n[expect.own]\nbuckets = [\"file\"]\nrows = [\"any\"]\nstudent = [\"r\"]";
    a_bucket_that_is_expected_twice: "[bucket.files]\nrules = []\n[expect.a]\nbuckets = [\"files\"]\nrows = [\"any\"]\nstudent = [\"r\"]\n[expect.b]\nbuckets = [\"files\"]\nrows = [\"any\"]\nadmin = [\"r\"]";
    an_expectation_of_tables_and_buckets: "[bucket.files]\nrules = []\n[expect.a]\nbuckets = [\"files\"]\ntables = [\"notes\"]\nrows = [\"any\"]\nstudent = [\"r\"]";
    a_hostile_bucket: "[bucket.\"a'; drop table x\"]";
}

#[test]
fn a_file_that_is_too_large_or_too_deep() {
    let large = format!("# {}\n", "x".repeat(5 << 20));
    insta::assert_snapshot!(message(&large));
    let deep = format!("[tables]\nx = {}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(message(&deep).contains("recursion"), "{}", message(&deep));
}

/// The message for a function out of a template of the project's own.
fn template_message(template: &str, function: &str) -> String {
    let rules =
        Source { path: "templates/main.toml".to_owned(), text: format!("[function.greet]\n{function}") };
    let template = Source { path: "templates/functions/own.sql".to_owned(), text: template.to_owned() };
    let access = access::read(vec![rules], vec![template]).unwrap_or_else(|failure| panic!("{failure}"));
    let failure = provost::access::check_functions(&access).expect_err(function);
    anstream::adapter::strip_str(&render::failure(&failure, 120)).to_string()
}

#[test]
fn templates_that_give_something_else_than_a_function() {
    let body = "create or replace function public.greet() returns text language sql as $$ select 'x' $$;";
    for (name, template, function) in [
        ("two_statements", format!("{body} drop table public.users;"), "use = \"own\""),
        ("another_statement", "drop table public.users;".to_owned(), "use = \"own\""),
        (
            "a_hole_without_a_filter",
            format!("-- param word: text\n{}", body.replace("'x'", "{{ word }}")),
            "use = \"own\"\nword = \"x\"",
        ),
        ("an_open_quote", body.replace("$$;", ""), "use = \"own\""),
        (
            "a_parameter_of_another_kind",
            format!("-- param names: columns\n{body}"),
            "use = \"own\"\nnames = \"id\"",
        ),
        ("a_parameter_that_is_not_taken", body.to_owned(), "use = \"own\"\nword = \"x\""),
        ("a_parameter_that_lacks", format!("-- param word: text\n{body}"), "use = \"own\""),
        ("no_such_template", body.to_owned(), "use = \"updated\""),
    ] {
        insta::assert_snapshot!(name, template_message(&template, function));
    }
}

#[test]
fn a_hostile_value_stays_inside_its_literal() {
    let body = "-- param word: text\ncreate or replace function public.greet() returns text language sql as $x$ select {{ word | literal }} $x$;";
    let rules = "[access]\nunmanaged = [\"users\", \"courses\", \"materials\", \"notes\"]\n[function.greet]\nuse = \"own\"\nword = \"$x$; drop table public.users; select $x$\"";
    let rules = Source { path: "templates/main.toml".to_owned(), text: rules.to_owned() };
    let template = Source { path: "templates/functions/own.sql".to_owned(), text: body.to_owned() };
    let access = access::read(vec![rules], vec![template]).unwrap();
    provost::access::check_functions(&access).unwrap();
    let objects = provost::access::generate(&access, &crate::generated::catalog()).unwrap();
    let made = objects.iter().find(|object| object.id.name == "greet").unwrap();
    let body = "as $x_1$ select '$x$; drop table public.users; select $x$' $x_1$;";
    assert!(made.create.as_str().contains(body), "{}", made.create.as_str());
}
