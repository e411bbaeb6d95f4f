//! What holds for every table, function and foreign key of both folders.

use crate::database::Database;
use provost::embedded::Contents;

/// Each query lists what is wrong, one line a fault.
const TABLE_WITHOUT_RLS: &str = "select c.oid::regclass::text from pg_class c
    where c.relnamespace in ('public'::regnamespace, to_regnamespace('internal'))
      and c.relkind in ('r', 'p') and not c.relrowsecurity";
const TABLE_WITHOUT_KEY: &str = "select c.oid::regclass::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')";
const RELATION_WITHOUT_COMMENT: &str = "select c.oid::regclass::text from pg_class c
    where c.relnamespace in ('public'::regnamespace, to_regnamespace('internal')) and c.relkind in ('r', 'v', 'm')
      and obj_description(c.oid, 'pg_class') is null";
const RELATION_GRANTED: &str = "select format('%s to %s: %s', c.oid::regclass, coalesce(r.rolname, 'public'), a.privilege_type)
    from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a left join pg_roles r on r.oid = a.grantee
    where c.relnamespace in ('public'::regnamespace, to_regnamespace('internal')) and a.grantee <> c.relowner";
const FUNCTION_GRANTED: &str = "select format('%s to %s', p.oid::regprocedure, coalesce(r.rolname, 'public'))
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a left join pg_roles r on r.oid = a.grantee
    where p.pronamespace in ('public'::regnamespace, to_regnamespace('internal')) and a.grantee <> p.proowner";
const FUNCTION_WITH_OPEN_PATH: &str = "select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace in ('public'::regnamespace, to_regnamespace('internal'))
      and not coalesce('search_path=\"\"' = any (p.proconfig), false)";
const FUNCTION_WITHOUT_COMMENT: &str = "select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace in ('public'::regnamespace, to_regnamespace('internal'))
      and obj_description(p.oid, 'pg_proc') is null";
const VIEW_OF_ITS_OWNER: &str = "select c.oid::regclass::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
      and not coalesce('security_invoker=true' = any (c.reloptions), false)";
const FOREIGN_KEY_WITHOUT_INDEX: &str =
    "select format('%s %s', k.conrelid::regclass, k.conname) from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
      and not exists (
        select from pg_index i
        where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] = k.conkey)";
const INDEX_THAT_ANOTHER_CONTAINS: &str = "select format('%s in %s', i.indexrelid::regclass, j.indexrelid::regclass)
    from pg_index i join pg_index j on j.indrelid = i.indrelid and j.indexrelid <> i.indexrelid
    join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and not i.indisunique and i.indpred is null and j.indpred is null
      and (j.indkey::text || ' ') like (i.indkey::text || ' %')";
const UNNAMED_CHECK: &str = "select format('%s %s', k.conrelid::regclass, k.conname) from pg_constraint k
    where k.connamespace = 'public'::regnamespace and k.contype in ('c', 'f', 'u', 'p')
      and (k.conname ~ '[0-9]$' or k.conname not like (select relname from pg_class where oid = k.conrelid) || '\\_%')";
const UNPROVEN: &str = "select format('%s %s', k.conrelid::regclass, k.conname) from pg_constraint k
    where k.connamespace = 'public'::regnamespace and not k.convalidated";
const ENUM: &str =
    "select t.typname::text from pg_type t where t.typtype = 'e' and t.typnamespace = 'public'::regnamespace";

const FAULTS: [(&str, &str); 13] = [
    ("a table without RLS", TABLE_WITHOUT_RLS),
    ("a table without primary key", TABLE_WITHOUT_KEY),
    ("a table or view without comment", RELATION_WITHOUT_COMMENT),
    ("a table or view granted to somebody", RELATION_GRANTED),
    ("a function that somebody may call", FUNCTION_GRANTED),
    ("a function without an empty search_path", FUNCTION_WITH_OPEN_PATH),
    ("a function without comment", FUNCTION_WITHOUT_COMMENT),
    ("a view with its owner's rights", VIEW_OF_ITS_OWNER),
    ("a foreign key without index", FOREIGN_KEY_WITHOUT_INDEX),
    ("an index that another one contains", INDEX_THAT_ANOTHER_CONTAINS),
    ("a constraint that nobody named", UNNAMED_CHECK),
    ("a constraint that was never checked", UNPROVEN),
    ("an enum where text and a check belong", ENUM),
];

async fn faults(database: &Database) -> Vec<String> {
    let client = database.owner().await;
    let mut found = Vec::new();
    for (what, query) in FAULTS {
        for row in client.query(query, &[]).await.expect(what) {
            found.push(format!("{what}: {}", row.get::<_, String>(0)));
        }
    }
    found
}

#[tokio::test]
async fn main_is_closed_named_indexed_and_commented() {
    let database = Database::with("main").await;
    assert_eq!(faults(&database).await, Vec::<String>::new());
}

#[tokio::test]
async fn course_is_closed_named_indexed_and_commented() {
    for contents in [Contents::Platform, Contents::Nothing] {
        let database = Database::with_on("course", contents).await;
        assert_eq!(faults(&database).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn each_check_of_the_shape_sees_its_fault() {
    let database = Database::fresh(Contents::Platform);
    let client = database.owner().await;
    client
        .batch_execute(
            "create type public.mood as enum ('good');
             create table public.bad (a int, b int, check (a > 0), check (a < 9));
             create index bad_a on public.bad (a);
             create index bad_a_b on public.bad (a, b);
             create table public.keyed (id int constraint keyed_pkey primary key);
             alter table public.bad add foreign key (b) references public.keyed (id) not valid;
             grant select on public.bad to anon;
             create view public.all_bad as select * from public.bad;
             create function public.f() returns int language sql as 'select 1';",
        )
        .await
        .unwrap();
    let found = faults(&database).await;
    for (what, _) in FAULTS {
        assert!(found.iter().any(|line| line.starts_with(what)), "{what} was not seen in {found:#?}");
    }
}

#[tokio::test]
async fn the_api_roles_are_refused_not_shown_nothing() {
    for folder in ["main", "course"] {
        let database = Database::with(folder).await;
        let client = database.owner().await;
        let relations = "select c.oid::regclass::text, c.relkind = 'r' from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')";
        let relations = client.query(relations, &[]).await.unwrap();
        assert!(relations.len() > 8);
        for row in &relations {
            let (relation, is_table): (String, bool) = (row.get(0), row.get(1));
            for role in ["anon", "authenticated", "service_role"] {
                let mut statements = vec![format!("select from {relation}")];
                if is_table {
                    statements.push(format!("truncate {relation}"));
                    statements.push(format!("insert into {relation} default values"));
                }
                for statement in statements {
                    assert_eq!(
                        database.refusal_as(role, &statement).await.code,
                        "42501",
                        "{role}: {statement}"
                    );
                }
            }
        }
    }
}
