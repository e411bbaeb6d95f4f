//! Takes the string that a rep handed over: from a variable, from standard input, or typed unseen. Never from the command line.

use crate::cli::course::Credentials;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::model::course::CourseCode;
use crate::onboarding::{self, HandedOver};
use crate::term::hidden;
use secrecy::SecretString;
use std::io::Read as _;
use zeroize::Zeroizing;

/// No connection string is longer.
const LONGEST: u64 = 8192;

/// Takes and reads it; what is to be told of it is told.
///
/// # Errors
/// When there is none, or it is not what it must be.
pub(in crate::command) fn handed_over(
    context: &Context<'_>,
    credentials: &Credentials,
    code: &CourseCode,
) -> Result<HandedOver> {
    let text = take(context, credentials, code)?;
    let certificate = context.options.connection.ssl_root_cert.clone();
    let handed = onboarding::read(
        &text,
        certificate.map(|file| context.directory.join(file)),
        credentials.allow_private,
    )?;
    handed.notices.iter().for_each(|notice| context.printer.warn(notice));
    Ok(handed)
}

fn take(context: &Context<'_>, credentials: &Credentials, code: &CourseCode) -> Result<SecretString> {
    if let Some(name) = &credentials.url_env {
        return context.environment.get(name).map(SecretString::from).ok_or_else(|| {
            Failure::new(Kind::Usage, format!("the environment variable `{name}` is not set"))
                .hint(format!("set it unseen: `read -rs {name} && export {name}`"))
        });
    }
    if credentials.url_stdin {
        return from_stdin();
    }
    hidden(
        context.printer,
        &format!("connection string of the database of {code}"),
        "hand it over unseen: `--url-env NAME`, or `--url-stdin < FILE`",
    )
}

fn from_stdin() -> Result<SecretString> {
    let unreadable = |why: String| {
        Failure::bad_input("could not read the connection string from standard input")
            .because(why)
            .hint("give one line of text: `--url-stdin < FILE`")
    };
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 1));
    std::io::stdin()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > LONGEST {
        return Err(unreadable(format!("it is longer than {LONGEST} bytes")));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| unreadable("it is no UTF-8".to_owned()))?;
    Ok(SecretString::from(text.trim()))
}
