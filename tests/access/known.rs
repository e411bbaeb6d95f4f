//! Rules that name what the migration files do not make, and tables that the rules forget.

use provost::access::known;
use provost::model::access::Source;
use provost::render;
use provost::spec::access;
use provost::sqltext::Structure;

const MIGRATIONS: [(&str, &str); 2] = [
    (
        "sql/main/V001__users.sql",
        "create table users (id uuid primary key, role text, email text);\n\
         create schema shop;\n\
         create table shop.orders (id int, buyer uuid, total numeric);\n",
    ),
    (
        "sql/main/V002__notes.sql",
        "create table notes (id int, user_id uuid, body text, pinned bool, read_at timestamptz);\n\
         create view overview as select id from notes;\n\
         create table copied as select * from notes;\n",
    ),
];

/// All tables declared, nothing wrong.
const RULES: &str = r#"
[roles]
source = "users.role"
base   = "student"
sets   = { staff = ["mentor", "admin"] }

[tables]
users  = { use = "service" }
copied = { use = "service" }
"#;

fn check(rules: &str, migrations: &[(&str, &str)]) -> provost::Result<()> {
    let source = Source { path: "templates/main.toml".to_owned(), text: rules.to_owned() };
    let access =
        access::read(vec![source], Vec::new()).unwrap_or_else(|failure| panic!("{failure} in {rules}"));
    known(&access, &Structure::read(migrations.iter().copied()))
}

fn message(rules: &str, migrations: &[(&str, &str)]) -> String {
    let failure = check(rules, migrations).expect_err(rules);
    anstream::adapter::strip_str(&render::failure(&failure, 120)).to_string()
}

const NOTES: &str = "notes = { use = \"owner\", owner = \"user_id\" }\n";

macro_rules! refused {
    ($($name:ident: $text:expr;)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(message(&format!("{RULES}{}", $text), &MIGRATIONS)); })+
        const REFUSED: &[&str] = &[$($text),+];
    };
}

refused! {
    a_table_that_is_not_there: "notes = { use = \"service\" }\nnotse = { use = \"service\" }";
    a_table_that_is_like_no_other: "notes = { use = \"service\" }\nweather_stations = { use = \"service\" }";
    a_table_in_a_schema_that_is_not_there: "notes = { use = \"service\" }\n\"shp.orders\" = { use = \"service\" }";
    a_view_among_tables: "notes = { use = \"service\" }\noverview = { use = \"service\" }";
    a_view_that_is_not_there: "notes = { use = \"service\" }\n[views]\noverviews = \"signed_in\"";
    a_table_among_views: "notes = { use = \"service\" }\n[views]\nusers = \"signed_in\"";
    a_column_of_a_pattern: "notes = { use = \"owner\", owner = \"usr_id\" }";
    a_column_of_a_pattern_of_the_project: "notes = { use = \"mine\" }\n[pattern.mine]\nrules = [{ who = \"signed_in\", can = \"r\", rows = \"own:owner\" }]";
    a_column_of_a_rule: "notes = { rules = [{ who = \"signed_in\", can = \"r\", rows = \"own:user_id & flag:pined\" }] }";
    a_column_after_an_update: "notes = { rules = [{ who = \"signed_in\", can = \"u\", rows = \"own:user_id\", after = \"open:closed_at\" }] }";
    a_column_of_an_expression: "notes = { rules = [{ who = \"signed_in\", can = \"r\", rows = \"sql:recent\" }] }\n[expressions]\nrecent = \"current_date > red_at\"";
    a_column_that_may_be_written: "notes = { rules = [{ who = \"signed_in\", can = \"u\", rows = \"own:user_id\", cols = [\"title\"] }] }";
    a_column_that_is_frozen: "notes = { use = \"service\", freeze = [\"created_at\"] }";
    a_set_of_a_table_that_is_not_there: "notes = { use = \"service\" }\n[sets]\nmine = \"select id from public.note where user_id = @uid\"";
    a_service_that_reads_a_table_that_is_not_there: "notes = { use = \"service\" }\n[service.shop]\nschema = \"shop\"\nrole = \"shop_role\"\nreads = [\"public.user(id)\"]";
    a_service_that_reads_a_column_that_is_not_there: "notes = { use = \"service\" }\n[service.shop]\nschema = \"shop\"\nrole = \"shop_role\"\nreads = [\"public.users(id, mail)\"]";
    an_expectation_of_a_table_that_is_not_there: "notes = { use = \"service\" }\n[expect.notse]\nrows = [\"any\"]";
    an_expectation_of_an_empty_schema: "notes = { use = \"service\" }\n[expect.all]\ntables = [\"empty.*\"]\nrows = [\"any\"]";
    a_column_that_never_changes: "notes = { use = \"service\" }\n[expect.notes]\nrows = [\"any\"]\nnever = [\"bdy\"]";
    a_narrowed_letter: "notes = { use = \"service\" }\n[expect.notes]\nrows = [\"any\"]\nadmin = [\"ru(red_at)\"]";
    a_column_that_no_table_of_several_has: "notes = { use = \"service\" }\n[expect.all]\ntables = [\"notes\", \"users\"]\nrows = [\"any\"]\nnever = [\"emial\"]";
    a_relation_of_a_table_that_is_not_there: "notes = { use = \"service\" }\n[relations.notse]\nown = \"user_id = @uid\"";
    a_world_of_a_table_that_is_not_there: "notes = { use = \"service\" }\n[world.nots]\nbody = [\"x\"]";
    a_world_with_a_column_that_is_not_there: "notes = { use = \"service\" }\n[world.notes]\nbdy = [\"x\"]";
    a_table_that_no_rule_declares: "";
}

#[test]
fn a_role_in_a_column_that_is_not_there() {
    let rules = format!("{RULES}{NOTES}").replace("users.role", "users.rol");
    insta::assert_snapshot!(message(&rules, &MIGRATIONS));
    let rules = format!("{RULES}{NOTES}").replace("users.role\"", "users.role\"\nperson = \"uid\"");
    assert!(message(&rules, &MIGRATIONS).contains("table `users` has no column `uid`"));
    let rules = format!("{RULES}{NOTES}").replace("users.role", "people.role");
    assert!(message(&rules, &MIGRATIONS).contains("there is no table `people`"));
}

#[test]
fn many_tables_that_no_rule_declares() {
    let many: String = (0..9).map(|n| format!("create table t{n} (id int);\n")).collect();
    let migrations = [MIGRATIONS[0], MIGRATIONS[1], ("sql/main/V003__many.sql", many.as_str())];
    insta::assert_snapshot!(message(&format!("{RULES}{NOTES}"), &migrations));
    let exposed = "[access]\nschemas = [\"public\", \"shop\"]\n";
    insta::assert_snapshot!(message(&format!("{exposed}{RULES}{NOTES}"), &MIGRATIONS));
}

#[test]
fn what_is_there_is_taken() {
    let rules = format!(
        "{RULES}{NOTES}{}",
        r#"
        "shop.orders" = { rules = [{ who = "signed_in", can = "ru", rows = "own:buyer", cols = ["total"] }], freeze = ["id"] }
        [sets]
        mine = "with own as (select id from public.notes where user_id = @uid) select id from own"
        people = "select id from auth.users where id = @uid"
        files = "select o.id from storage.objects o where o.owner = @uid"
        [views]
        overview = "signed_in"
        [expect.all]
        tables = ["notes", "users", "shop.*"]
        rows = ["any"]
        never = ["email", "body"]
        admin = ["ru(total, user_id)"]
        [world.copied]
        whatever = ["x"]
        [bucket.files]
        rules = [{ who = "signed_in", can = "rc", rows = "own_folder" }]
        "#
    );
    check(&rules, &MIGRATIONS).unwrap();
}

#[test]
fn what_is_none_of_the_rules_business_may_stay() {
    let rules = format!("[access]\nunmanaged = [\"notes\"]\n{RULES}");
    check(&rules, &MIGRATIONS).unwrap();
    let service = "[service.shop]\nschema = \"shop\"\nrole = \"shop_role\"\n";
    check(&format!("[access]\nschemas = [\"public\", \"shop\"]\n{RULES}{NOTES}{service}"), &MIGRATIONS)
        .unwrap();
    check("", &[]).unwrap();
}

#[test]
fn nothing_is_missing_where_files_cannot_be_followed() {
    let block = "do $$ begin execute (select string_agg(x, ';') from y); end $$;";
    let migrations = [MIGRATIONS[0], MIGRATIONS[1], ("sql/main/V003__block.sql", block)];
    for text in REFUSED.iter().filter(|text| !text.is_empty()) {
        let checked = check(&format!("{RULES}{text}"), &migrations);
        assert!(checked.is_ok(), "{text}: {:?}", checked);
    }
    // What is made in plain sight is still there.
    assert!(message(RULES, &migrations).contains("table `notes` is reachable"));
}

#[test]
fn no_access_files_ask_for_nothing() {
    known(&provost::model::access::Access::default(), &Structure::read(MIGRATIONS)).unwrap();
}
