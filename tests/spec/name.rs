//! File names: what is taken, and what is said of the rest.

use proptest::prelude::*;
use provost::model::Version;
use provost::spec::FileName;

#[test]
fn the_forms_that_are_taken() {
    let versioned = |number, name: &str, stem: &str| FileName::Versioned {
        version: Version::new(number),
        name: name.into(),
        stem: stem.into(),
    };
    let down = |number, stem: &str| FileName::Down { version: Version::new(number), stem: stem.into() };
    for (file, expected) in [
        ("V1__init.sql", versioned(1, "init", "V1__init")),
        ("V003__add_Grades2.sql", versioned(3, "add_Grades2", "V003__add_Grades2")),
        ("U7__späte.sql", versioned(7, "späte", "U7__späte")),
        ("V20260801120000__x.sql", versioned(20_260_801_120_000, "x", "V20260801120000__x")),
        ("20260801120000_init.sql", versioned(20_260_801_120_000, "init", "20260801120000_init")),
        ("V1___.sql", versioned(1, "_", "V1___")),
        ("V1__init.down.sql", down(1, "V1__init")),
        ("20260801120000_init.down.sql", down(20_260_801_120_000, "20260801120000_init")),
        ("R__views.sql", FileName::Repeatable { name: "views".into() }),
    ] {
        assert_eq!(FileName::parse(file), Ok(Some(expected)), "{file}");
    }
    for file in ["README.md", ".gitkeep", "V1__init.sql~", "V1__init.rs", "sql", "ä", ""] {
        assert_eq!(FileName::parse(file), Ok(None), "{file}");
    }
}

#[test]
fn the_name_that_was_meant() {
    for (file, meant, says) in [
        ("V2__add-index.sql", "V2__add_index.sql", "`-`"),
        ("V2__add index.sql", "V2__add_index.sql", "a space"),
        ("V4__B.SQL", "V4__B.sql", "lower case"),
        ("v1__x.sql", "V1__x.sql", "small `v`"),
        ("V1_x.sql", "V1__x.sql", "two `_`"),
        ("V1-x.sql", "V1__x.sql", "two `_`"),
        ("V1__.sql", "V1__name.sql", "nothing stands after"),
        ("V1.sql", "V1__name.sql", "nothing stands after"),
        ("V1.1__x.sql", "V<next number>__x.sql", "not a whole number"),
        ("V99999999999999999999__x.sql", "V<next number>__x.sql", "64-bit"),
        ("001_init.up.sql", "V001__init.sql", "`.up`"),
        ("001_init.down.sql", "V001__init.down.sql", "needs a `V`"),
        ("0001_init.sql", "V0001__init.sql", "needs a `V`"),
        ("20260801120000_x.up.sql", "20260801120000_x.sql", "`.up`"),
        ("20260801120000-x.sql", "20260801120000_x.sql", "one `_`"),
        ("20260801120000_a-b.sql", "20260801120000_a_b.sql", "`-`"),
        ("202608011200_x.sql", "V202608011200__x.sql", "14 digits"),
        ("R_views.sql", "R__views.sql", "two `_`"),
        ("r__views.sql", "R__views.sql", "small `r`"),
        ("R__views.down.sql", "R__views.sql", "cannot be undone"),
        ("schema.sql", "V<next number>__schema.sql", "no version"),
        ("roles.sql", "V<next number>__roles.sql", "no version"),
        ("V3__x.no_tx.sql", "V3__x_no_tx.sql", "`.`"),
        (".sql", "V<next number>__name.sql", "no version"),
        ("._V1__a.sql", "V1__a.sql", "hidden"),
        ("V1__a².sql", "V1__a.sql", "`²`"),
    ] {
        let fault = FileName::parse(file).expect_err(file);
        assert_eq!(fault.meant, meant, "{file}");
        assert!(fault.message.contains(says), "{file}: {}", fault.message);
    }
}

proptest! {
    #[test]
    fn what_is_meant_is_taken(file in "[VUvuRr]?[0-9.]{0,16}[_ -]{0,3}\\PC{0,6}(\\.up|\\.down)?\\.(sql|SQL)") {
        if let Err(fault) = FileName::parse(&file) {
            let name = fault.meant.replace("<next number>", "7");
            prop_assert!(matches!(FileName::parse(&name), Ok(Some(_))), "{file} -> {name}");
            prop_assert!(!fault.message.is_empty());
        }
    }

    #[test]
    fn stock_refinery_takes_the_same_versioned_names(stem in "[VU][0-9]{1,3}__?\\PC{0,5}") {
        let theirs = refinery_core::parse_migration_name(&stem).ok()
            .map(|(_, version, name)| (i64::from(version), name))
            .filter(|(_, name)| stem.ends_with(&format!("__{name}")));
        let ours = match FileName::parse(&format!("{stem}.sql")) {
            Ok(Some(FileName::Versioned { version, name, .. })) => Some((version.number(), name)),
            _ => None,
        };
        prop_assert_eq!(ours, theirs);
    }
}
