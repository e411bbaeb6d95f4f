//! Which database a command works on, and how it is reached.

use super::Context;
use crate::failure::{Failure, Kind, Result};
use crate::pg::Address;
use secrecy::ExposeSecret;

/// The address of the target.
///
/// What a URL leaves out comes from `PG*` variables, as with `psql`; `--ssl-root-cert` goes before what the URL says.
///
/// # Errors
/// When no database was named, or its address is none.
pub(super) fn address(context: &Context<'_>) -> Result<Address> {
    let options = &context.options;
    let Some(url) = &options.target.database_url else { return Err(unnamed(context)) };
    let address = Address::parse_with(url.expose_secret(), context.environment.values())?;
    Ok(match &options.connection.ssl_root_cert {
        Some(file) => address.with_root_cert(context.directory.join(file)),
        None => address,
    })
}

fn unnamed(context: &Context<'_>) -> Failure {
    match (&context.options.target.course, &context.project) {
        (Some(code), _) => Failure::new(Kind::Usage, format!("nobody knows where the database of course `{code}` is"))
            .hint(format!("name it: `provost migrate status --course {code} --database-url postgres://user@host/database`")),
        (None, Some(_)) => Failure::new(Kind::Usage, "nobody knows where the main database is")
            .because("`database_url` in `provost.toml` is left out, or the variable that it names is not set")
            .hint("set the variable, or name the database with `--database-url postgres://user@host/database`"),
        (None, None) => Failure::new(Kind::Usage, "no database was named, and there is no `provost.toml` here or above")
            .hint("name it with `--database-url postgres://user@host/database`, or make a project with `provost init`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Options;
    use crate::term::{Appearance, Printer};
    use std::path::PathBuf;

    #[test]
    fn flags_go_before_what_the_url_says() {
        let printer = Printer::new(Appearance::default());
        let mut options = Options::default();
        options.target.course = Some("cs101".to_owned());
        options.target.database_url =
            Some("postgres://ann@db.example.org/cs?sslmode=verify-full&sslrootcert=/a.pem".into());
        options.connection.ssl_root_cert = Some(PathBuf::from("/b.pem"));
        let context = Context::new(&printer, options, &[]).unwrap();
        let address = address(&context).unwrap();
        assert_eq!(address.root_cert, Some(PathBuf::from("/b.pem")));
        assert_eq!(address.target(context.label.as_deref()).to_string(), "db.example.org/cs (cs101)");
    }

    #[test]
    fn nothing_is_guessed() {
        let printer = Printer::new(Appearance::default());
        let mut options = Options::default();
        options.target.main = true;
        let context = Context::new(&printer, options, &[]).unwrap();
        assert_eq!(address(&context).unwrap_err().kind(), Kind::Usage);
    }
}
