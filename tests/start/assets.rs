//! What the program carries is what stands on the disk.

use provost::assets::{self, Asset, GIT};
use std::collections::BTreeMap;
use std::path::Path;

/// Files below a folder, by their path from `root`.
fn disk(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            disk(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn carried(assets: &[Asset]) -> BTreeMap<String, String> {
    assets.iter().map(|asset| (asset.path.to_owned(), asset.text.to_owned())).collect()
}

#[test]
fn the_campus_system_is_carried_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in ["sql/main", "sql/course"] {
        disk(root, &root.join(folder), &mut files);
    }
    for name in ["main.toml", "main.expect.toml", "course.toml", "course.expect.toml"] {
        let path = format!("templates/{name}");
        files.insert(path.clone(), std::fs::read_to_string(root.join(path)).unwrap());
    }
    assert_eq!(carried(&assets::campus()), files);
}

#[test]
fn every_other_system_is_carried_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for name in ["growth-os", "learning-platform", "edulink", "personalized-lms"] {
        let folder = root.join(name);
        let mut files = BTreeMap::new();
        disk(&folder, &folder, &mut files);
        let project = files.remove("provost.toml").unwrap();
        let written = assets::SYSTEM_PROJECT
            .replace("@name@", name)
            .replace(
                "@database_url@",
                "database_url = \"env:PROVOST_MAIN_URL\"   # not set: the server that provost runs",
            )
            .replace("@migrations@", "\"sql/main\"");
        assert_eq!(project, written, "{name}");
        assert_eq!(carried(&assets::example(name)), files, "{name}");
    }
}

#[test]
fn a_project_gets_the_line_that_this_repository_has() {
    let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".gitattributes")).unwrap();
    let attributes = GIT.iter().find(|asset| asset.path == ".gitattributes").unwrap();
    assert!(own.lines().any(|line| line == attributes.text.trim()));
}
