//! Rules over the access files.

use crate::generated::catalog;
use provost::access::lint::{Subject, accepted, of_rules};
use provost::model::access::Source;
use provost::spec::access;
use std::borrow::Cow;

const HEAD: &str = r#"
[access]
unmanaged = ["courses", "materials", "notes"]
[roles]
source = "users.role"
base = "student"
sets = { staff = ["mentor", "admin"] }
[sets]
my_courses = "select id from public.courses where owner_id = @uid"
open_courses = "select id from public.courses where owner_id = @uid and is_published"
my_materials = "select c.course_id from public.materials c where c.course_id in (@my_courses)"
[expressions]
odd = '"order" % 2 = 1'
shown = "is_published"
"#;

/// What is found in tables' rules; sets and tables that the rules leave out are not what is asked about.
fn found(tables: &str) -> Vec<String> {
    let text = format!("{HEAD}{tables}\n");
    let access = access::read(vec![Source { path: "main.toml".to_owned(), text }], Vec::new()).unwrap();
    let findings = of_rules(&Subject { access: &access, catalog: &catalog() });
    let mut names: Vec<String> = accepted(&access, findings, |_| true)
        .into_iter()
        .filter(|it| !["set-unused", "set-source-unmanaged", "table-undeclared"].contains(&&*it.rule))
        .map(|it| format!("{}:{}", it.rule, it.object))
        .collect();
    names.dedup();
    names
}

/// One table's rules, and what is found in them.
fn of_table(table: &str, rules: &str) -> Vec<String> {
    found(&format!("[tables.{table}]\nrules = [{rules}]"))
}

fn all(text: &str) -> Vec<(Cow<'static, str>, String)> {
    let access =
        access::read(vec![Source { path: "main.toml".to_owned(), text: text.to_owned() }], Vec::new())
            .unwrap();
    let findings = of_rules(&Subject { access: &access, catalog: &catalog() });
    findings.into_iter().map(|it| (it.rule, it.object)).collect()
}

#[test]
fn table_undeclared() {
    let declared = "[tables]\nusers = { use = \"service\" }\ncourses = { use = \"service\" }\nmaterials = { use = \"service\" }\n";
    assert_eq!(all(declared), [("table-undeclared".into(), "notes".to_owned())]);
    assert_eq!(all(&format!("{declared}notes = {{ use = \"service\" }}\n")), []);
    assert_eq!(all(&format!("[access]\nunmanaged = [\"notes\"]\n{declared}")), []);
}

#[test]
fn set_source_open() {
    let rule = |more: &str| {
        format!(
            "{{ who = \"signed_in\", can = \"r\", rows = \"my_courses:course_id\" }}, {{ who = \"signed_in\", can = \"c\"{more} }}"
        )
    };
    let open = of_table("materials", &rule(", cols = [\"course_id\", \"body\"]"));
    assert!(open.contains(&"set-source-open:materials.course_id".to_owned()), "{open:?}");
    for mended in
        [", rows = \"my_courses:course_id\"", ", rows = \"my_courses:course_id\", cols = [\"body\"]"]
    {
        assert_eq!(of_table("materials", &rule(mended)), Vec::<String>::new(), "{mended}");
    }
    // How a row of their own is may be theirs to say, but not how other people's rows are.
    let own = "{ who = \"signed_in\", can = \"ru\", rows = \"own:owner_id\", cols = [\"is_published\"] }";
    assert_eq!(of_table("courses", own), Vec::<String>::new());
    let any = "{ who = \"signed_in\", can = \"ru\", cols = [\"is_published\"] }";
    assert_eq!(of_table("courses", any), ["set-source-open:courses.is_published"]);
    // Those whom somebody gave a role are trusted with it.
    assert_eq!(of_table("courses", "{ who = \"admin\", can = \"all\" }"), Vec::<String>::new());
}

#[test]
fn set_source_unmanaged() {
    let sets = "[sets]\nmine = \"select id from public.courses where owner_id = @uid\"\n[tables]\n";
    let rest = "users = { use = \"service\" }\nnotes = { use = \"service\" }\nmaterials = { use = \"in_set\", set = \"mine\", column = \"course_id\" }\n";
    let open = all(&format!("[access]\nunmanaged = [\"courses\"]\n{sets}{rest}"));
    assert_eq!(open, [("set-source-unmanaged".into(), "courses".to_owned())]);
    assert_eq!(all(&format!("{sets}{rest}courses = {{ use = \"service\" }}\n")), []);
}

#[test]
fn rule_column_open() {
    let rules = |after: &str| {
        format!(
            "{{ who = \"signed_in\", can = \"r\", rows = \"own:owner_id\" }}, {{ who = \"signed_in\", can = \"u\", rows = \"own:owner_id & flag:is_published\"{after} }}"
        )
    };
    assert_eq!(of_table("courses", &rules("")), Vec::<String>::new());
    let given_away = of_table("courses", &rules(", after = \"flag:is_published\""));
    assert!(given_away.contains(&"rule-column-open:courses.owner_id".to_owned()), "{given_away:?}");
    let kept = of_table("courses", &rules(", after = \"flag:is_published\", cols = [\"order\"]"));
    assert_eq!(kept, Vec::<String>::new());
}

#[test]
fn create_unread() {
    let make = "{ who = \"signed_in\", can = \"c\", rows = \"own:owner_id\" }";
    assert_eq!(of_table("courses", make), ["create-unread:courses"]);
    for reads in ["own:owner_id", "flag:is_published", "any"] {
        let rules = format!("{make}, {{ who = \"signed_in\", can = \"r\", rows = \"{reads}\" }}");
        assert_eq!(of_table("courses", &rules), Vec::<String>::new(), "{reads}");
    }
    // Rows of a set that cannot hold the new one yet, and readers who are other people.
    for reads in
        ["who = \"signed_in\", can = \"r\", rows = \"my_courses:id\"", "who = \"admin\", can = \"r\""]
    {
        assert_eq!(
            of_table("courses", &format!("{make}, {{ {reads} }}")),
            ["create-unread:courses"],
            "{reads}"
        );
    }
}

#[test]
fn change_unread() {
    let read = "{ who = \"signed_in\", can = \"r\", rows = \"own:owner_id\" }";
    for change in ["can = \"d\"", "can = \"u\", cols = [\"order\"], rows = \"flag:is_published\""] {
        let rules = format!("{read}, {{ who = \"signed_in\", {change} }}");
        assert!(of_table("courses", &rules).contains(&"change-unread:courses".to_owned()), "{change}");
    }
    for change in [
        "who = \"signed_in\", can = \"d\", rows = \"own:owner_id & flag:is_published\"",
        "who = \"admin\", can = \"rd\"",
    ] {
        assert_eq!(of_table("courses", &format!("{read}, {{ {change} }}")), Vec::<String>::new(), "{change}");
    }
    // A set that says the same and more.
    let sets = "{ who = \"signed_in\", can = \"r\", rows = \"my_courses:id\" }, { who = \"signed_in\", can = \"d\", rows = \"open_courses:id\" }";
    assert_eq!(of_table("courses", sets), Vec::<String>::new());
}

#[test]
fn rule_idle() {
    let idle = ["rule-idle:courses".to_owned()];
    let staff = "{ who = \"staff\", can = \"r\" }";
    for rule in [
        "{ who = \"mentor\", can = \"r\", rows = \"flag:is_published\" }",
        "{ who = \"staff\", can = \"r\" }",
        "{ who = \"admin\", can = \"r\", rows = \"flag:is_published & !flag:is_published\" }",
        "{ who = \"signed_in\", can = \"r\", rows = \"open:owner_id & own:owner_id\" }",
    ] {
        assert_eq!(of_table("courses", &format!("{staff}, {rule}")), idle, "{rule}");
    }
    for rule in [
        "{ who = \"signed_in\", can = \"r\", rows = \"flag:is_published\" }",
        "{ who = \"admin\", can = \"all\" }",
        "{ who = \"anon\", can = \"r\", rows = \"flag:is_published\" }",
    ] {
        assert_eq!(of_table("courses", &format!("{staff}, {rule}")), Vec::<String>::new(), "{rule}");
    }
    let bucket = |rules: &str| {
        found(&format!("[bucket.files]\nrules = [{{ who = \"staff\", can = \"all\" }}{rules}]"))
    };
    assert_eq!(bucket(", { who = \"admin\", can = \"r\", rows = \"own_folder\" }"), ["rule-idle:files"]);
    assert_eq!(bucket(", { who = \"signed_in\", can = \"r\", rows = \"own_folder\" }"), Vec::<String>::new());
}

#[test]
fn sql_needless() {
    let rule = |name: &str| {
        of_table("courses", &format!("{{ who = \"signed_in\", can = \"r\", rows = \"sql:{name}\" }}"))
    };
    assert_eq!(rule("shown"), ["sql-needless:shown"]);
    assert_eq!(rule("odd"), Vec::<String>::new());
}

#[test]
fn set_unused() {
    let tables = "users = { use = \"service\" }\ncourses = { use = \"service\" }\nmaterials = { use = \"service\" }\nnotes = { use = \"service\" }\n";
    let set = "[sets]\nmine = \"select id from public.courses where owner_id = @uid\"\n[tables]\n";
    assert_eq!(all(&format!("{set}{tables}")), [("set-unused".into(), "mine".to_owned())]);
    let used = tables.replace(
        "materials = { use = \"service\" }",
        "materials = { use = \"in_set\", set = \"mine\", column = \"course_id\" }",
    );
    assert_eq!(all(&format!("{set}{used}")), []);
}

#[test]
fn column_unindexed() {
    let rule = "{ who = \"signed_in\", can = \"r\", rows = \"my_courses:course_id\" }";
    assert_eq!(of_table("notes", rule), ["column-unindexed:notes.course_id"]);
    assert_eq!(of_table("materials", rule), Vec::<String>::new());
    assert_eq!(found(&format!("[tables.notes]\nsmall = true\nrules = [{rule}]")), Vec::<String>::new());
}

#[test]
fn accept_unused() {
    let rule = "[tables.notes]\nrules = [{ who = \"signed_in\", can = \"r\", rows = \"my_courses:course_id\" }]\n[accept.lint]\n";
    assert_eq!(
        found(&format!("{rule}\"column-unindexed:notes.course_id\" = \"few rows\"")),
        Vec::<String>::new()
    );
    assert_eq!(
        found(&format!(
            "{rule}\"column-unindexed:notes.course\" = \"few rows\"\n\"column-unindexd:notes.course_id\" = \"\\\" \""
        )),
        [
            "column-unindexed:notes.course_id",
            "accept-unused:column-unindexd:notes.course_id",
            "accept-unused:column-unindexed:notes.course",
        ]
    );
}
