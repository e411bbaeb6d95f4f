//! Bugs about functions.

use super::*;

#[test]
fn a_temporary_table_answers_for_the_roles() {
    let scene = school();
    let hijack = format!(
        "create temp table profiles (id uuid, role text); insert into profiles values ('{ANA}', 'admin'); grant select on profiles to public;"
    );
    for function in ["rls.app_role()", "public.get_current_user_role()"] {
        let told = scene.as_person(ANA, &format!("{hijack} select {function}"));
        assert_eq!(told.unwrap().last().unwrap(), "student", "{function}");
    }
}

#[test]
fn everybody_may_call_every_function() {
    let scene = school_with(
        "create function public.wipe() returns void language sql security definer as 'delete from public.notes';",
        "",
    );
    assert_eq!(as_anon(&scene, "select wipe()"), barred());
    assert_eq!(scene.as_person(ANA, "select wipe()"), barred());
    let open = "select p.oid::regprocedure from pg_proc p where pronamespace in ('public'::regnamespace, 'rls'::regnamespace)
        and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) a where a.grantee = 0)
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')";
    assert_eq!(scene.rows(open), Vec::<String>::new());
    // Those that policies ask can be asked by whoever the policies are for.
    assert_eq!(scene.as_person(ANA, "select get_current_user_role()").unwrap(), ["student"]);
}

#[test]
fn a_function_reads_past_policies_for_anybody() {
    let everything = "create function public.everything() returns setof public.notes language sql security definer set search_path = '' as 'select * from public.notes';";
    let scene = school_with(everything, "");
    assert_eq!(as_anon(&scene, "select body from everything()"), barred());
    let granted = school_with(everything, "\n[grants]\n\"everything()\" = \"signed_in\"\n");
    assert_eq!(granted.as_person(ANA, "select count(*) from everything()").unwrap(), ["2"]);
    assert_eq!(as_anon(&granted, "select body from everything()"), barred());
}

#[test]
fn policies_hold_for_the_owner_of_the_functions_that_they_ask() {
    let scene = school();
    assert_eq!(scene.rows("select count(*) from pg_class where relforcerowsecurity"), ["0"]);
    let owners = "select count(*) from pg_proc p join pg_roles r on r.oid = p.proowner where pronamespace = 'rls'::regnamespace and prosecdef and not (rolbypassrls or rolsuper)";
    assert_eq!(scene.rows(owners), ["0"]);
}

#[test]
fn bodies_end_where_they_should() {
    let scene = school();
    let sql = scene.done(&["access", "render"]);
    assert!(sql.contains("as $rls$") && !sql.contains("as $$") && !sql.contains("as $ "), "{sql}");
}
