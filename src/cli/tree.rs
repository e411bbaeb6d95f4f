//! The tree of commands as clap knows it, and reading a command line with it.

use super::{Cli, Command, Format, course, db, lint, start};
use crate::failure;
use crate::render::style;
use clap::builder::Styles;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};
use std::ffi::OsString;

/// Global options that mean something to every command; the others only to those that work on a target.
const EVERYWHERE: [&str; 3] = ["color", "quiet", "verbose"];

/// Meanings of exit codes are broken here, so that they stay in their column on a terminal of 80.
const EXIT_CODE_COLUMNS: usize = 72;

/// The whole tree, as help, completions and the manual page show it.
pub fn tree() -> clap::Command {
    let tree = Cli::command()
        .styles(
            Styles::styled()
                .header(style::STRONG)
                .usage(style::STRONG)
                .literal(style::PLACE)
                .error(style::ERROR)
                .valid(style::GOOD)
                .invalid(style::WARNING),
        )
        .after_long_help(format!("{}\n\n{}", start::EXAMPLES, exit_codes()));
    // A global option is not handed down to a command that has one of the same name; so these are hidden there.
    let without = |tree: &clap::Command, takes: &dyn Fn(&str) -> bool| -> Vec<clap::Arg> {
        let foreign = target_options(tree).filter(|arg| !takes(arg.get_id().as_str()));
        // Without its heading, which would otherwise stand where the hidden one does.
        foreign.map(|arg| arg.clone().global(false).hide(true).help_heading(None::<&str>)).collect()
    };
    let any_verb = without(&tree, &|option| db::takes(true, option));
    let most_verbs = without(&tree, &|option| db::takes(false, option));
    let tree = ["quickstart", "init", "doctor", "completions", "man"].iter().fold(tree, |tree, name| {
        let foreign = without(&tree, &|option| start::takes(name, option));
        tree.mut_subcommand(name, |sub| sub.args(foreign))
    });
    let of_courses = without(&tree, &course::takes);
    let tree = ["provision", "course", "fleet", "vault"].iter().fold(tree, |tree, name| {
        tree.mut_subcommand(name, |noun| {
            noun.args(&of_courses).mut_subcommands(|verb| verb.args(&of_courses))
        })
    });
    let without_shadow = without(&tree, &|option| option != "shadow_url");
    let tree = ["migrate", "validate"].iter().fold(tree, |tree, name| {
        tree.mut_subcommand(name, |noun| {
            noun.args(&without_shadow).mut_subcommands(|verb| verb.args(&without_shadow))
        })
    });
    let of_lint = without(&tree, &lint::takes);
    let tree = tree.mut_subcommand("lint", |sub| sub.args(of_lint));
    tree.mut_subcommand("db", |db| {
        db.args(&any_verb).mut_subcommands(|verb| match verb.get_name() {
            "platform" => verb.args(&any_verb),
            _ => verb.args(&most_verbs),
        })
    })
}

/// Reads a command line.
///
/// # Errors
/// When it makes no sense, or asks for help or the version.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut tree = tree();
    let matches = tree.try_get_matches_from_mut(args)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut tree))?;
    if let Some(option) = misplaced_option(&tree, &matches, &cli.command) {
        return Err(misplaced(&mut tree, &matches, &option));
    }
    let (format, formats) = (cli.options.output.format, cli.command.formats());
    if !formats.contains(&format) {
        return Err(unprintable(&mut tree, &matches, format, formats));
    }
    Ok(cli)
}

/// What `--color` says, before the rest of the line is known to make sense.
pub fn color(args: &[OsString]) -> clap::ColorChoice {
    let words: Vec<&str> = args.iter().map(|arg| arg.to_str().unwrap_or_default()).collect();
    let said = words.iter().enumerate().find_map(|(i, word)| match *word {
        "--color" => words.get(i + 1).copied(),
        word => word.strip_prefix("--color="),
    });
    said.and_then(|word| word.parse().ok()).unwrap_or_default()
}

fn target_options(tree: &clap::Command) -> impl Iterator<Item = &clap::Arg> {
    tree.get_arguments().filter(|arg| arg.is_global_set() && !EVERYWHERE.contains(&arg.get_id().as_str()))
}

/// The first option on the command line that only commands with a target take.
fn misplaced_option(tree: &clap::Command, matches: &ArgMatches, command: &Command) -> Option<String> {
    let levels: Vec<&ArgMatches> =
        std::iter::successors(Some(matches), |level| level.subcommand().map(|(_, sub)| sub)).collect();
    let given = |arg: &&clap::Arg| {
        levels.iter().any(|level| {
            level.try_contains_id(arg.get_id().as_str()).is_ok()
                && level.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine)
        })
    };
    let foreign = |arg: &&clap::Arg| !command.takes(arg.get_id().as_str());
    target_options(tree).filter(foreign).find(given).map(ToString::to_string)
}

fn misplaced(tree: &mut clap::Command, matches: &ArgMatches, option: &str) -> clap::Error {
    let name = matches.subcommand_name().unwrap_or_default();
    let command = tree.find_subcommand_mut(name).expect("the matched command is in the tree");
    clap::Error::raw(
        ErrorKind::ArgumentConflict,
        format!("the argument '{option}' means nothing to `{name}`"),
    )
    .format(command)
}

fn unprintable(
    tree: &mut clap::Command,
    matches: &ArgMatches,
    format: Format,
    formats: &[Format],
) -> clap::Error {
    let mut names = Vec::new();
    let (mut command, mut matches) = (tree, matches);
    while let Some((name, below)) = matches.subcommand() {
        command = command.find_subcommand_mut(name).expect("the matched command is in the tree");
        names.push(name);
        matches = below;
    }
    let can: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    clap::Error::raw(
        ErrorKind::ArgumentConflict,
        format!("`{}` cannot print {}; it can print {}", names.join(" "), format.name(), can.join(" or ")),
    )
    .format(command)
}

fn exit_codes() -> String {
    let mut text = format!("{}Exit codes:{}", style::STRONG.render(), style::STRONG.render_reset());
    for (code, meaning) in failure::table() {
        text += &format!("\n  {code:>3} ");
        let mut column = 0;
        for word in meaning.split(' ') {
            if column + word.len() > EXIT_CODE_COLUMNS {
                text += "\n      ";
                column = 0;
            }
            column += word.len() + 1;
            text += " ";
            text += word;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Cli, clap::Error> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_tree_is_sound() {
        tree().debug_assert();
    }

    #[test]
    fn an_option_that_means_nothing_is_refused() {
        for line in [
            "provost --course x man",
            "provost man --course x",
            "provost man --no-fetch",
            "provost man --yes",
        ] {
            assert_eq!(parsed(line).unwrap_err().kind(), ErrorKind::ArgumentConflict, "{line}");
        }
        assert!(matches!(parsed("provost man -q").unwrap().command, Command::Man(_)));
    }
}
