//! What the program carries is what stands on the disk.

use provost::assets::{Asset, CAMPUS, GIT};
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_campus_system_is_carried_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut disk = BTreeMap::new();
    for folder in ["sql/main", "sql/course"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            disk.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    let carried: BTreeMap<String, String> =
        CAMPUS.iter().map(|Asset { path, text }| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(carried.len(), CAMPUS.len(), "no file is carried twice");
    assert_eq!(carried.keys().collect::<Vec<_>>(), disk.keys().collect::<Vec<_>>());
    assert_eq!(carried, disk);
}

#[test]
fn a_project_gets_the_line_that_this_repository_has() {
    let own = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".gitattributes")).unwrap();
    let attributes = GIT.iter().find(|asset| asset.path == ".gitattributes").unwrap();
    assert!(own.lines().any(|line| line == attributes.text.trim()));
}
