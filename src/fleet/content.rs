//! What a rollout brings, as one hash: it goes on only while the files are still those.

use crate::model::access::Access;
use crate::plan::Basis;
use crate::spec::Folder;

/// Hashes what decides what is done to a course: every migration with what undoes it, and the access rules' own text.
pub fn content(folder: &Folder, access: &Access) -> Basis {
    let mut parts: Vec<&[u8]> = Vec::new();
    for file in &folder.migrations {
        let down = file.down.as_ref().map_or("", |down| &*down.sql);
        parts.extend([file.stem.as_bytes(), file.sql.as_bytes(), down.as_bytes()]);
    }
    parts.push(b"repeatable");
    for file in &folder.repeatables {
        parts.extend([file.name.as_bytes(), file.sql.as_bytes()]);
    }
    parts.push(b"access");
    parts.extend(access.sources.0.iter().map(|source| source.text.as_bytes()));
    parts.extend(
        access.templates.values().flat_map(|template| [template.name.as_bytes(), template.body.as_bytes()]),
    );
    Basis::of(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::access::{Source, Sources};

    fn folder(files: &[(&str, &str)]) -> Folder {
        let files = files.iter().map(|(name, sql)| ((*name).to_owned(), sql.as_bytes().to_vec()));
        Folder::read("sql", files).unwrap()
    }

    #[test]
    fn whatever_changes_what_is_done_changes_the_hash() {
        let rules = |text: &str| Access {
            sources: Sources(vec![Source { path: "r.toml".to_owned(), text: text.to_owned() }]),
            ..Access::default()
        };
        let base = [("sql/V1__a.sql", "select 1;"), ("sql/R__r.sql", "select 2;")];
        let mut seen = vec![
            content(&folder(&base), &rules("a")),
            content(&folder(&base), &rules("b")),
            content(&folder(&base), &Access::default()),
            content(&folder(&base[..1]), &rules("a")),
            content(&folder(&[base[0], ("sql/R__r.sql", "select 3;")]), &rules("a")),
            content(&folder(&[base[0], base[1], ("sql/V1__a.down.sql", "select 4;")]), &rules("a")),
            content(&folder(&[("sql/V1__b.sql", "select 1;"), base[1]]), &rules("a")),
        ];
        let count = seen.len();
        seen.sort_by_key(|basis| format!("{basis:?}"));
        seen.dedup();
        assert_eq!(seen.len(), count);
        // Where a person stands is no part of it.
        let elsewhere = [("../sql/V1__a.sql", "select 1;"), ("../sql/R__r.sql", "select 2;")];
        let there =
            Folder::read("../sql", elsewhere.map(|(name, sql)| (name.to_owned(), sql.as_bytes().to_vec())));
        assert_eq!(content(&there.unwrap(), &rules("a")), content(&folder(&base), &rules("a")));
    }
}
