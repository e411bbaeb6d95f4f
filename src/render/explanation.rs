//! Why a person may do something, as text.

use super::escape;
use super::style::{ERROR, FAINT, GOOD, STRONG, Styled};
use crate::access::explain::Explanation;

/// The answer, each rule that lets the person through, what the database role needs; or why not.
pub fn explanation(explanation: &Explanation) -> String {
    let (style, word) = if explanation.allowed { (GOOD, "yes:") } else { (ERROR, "no:") };
    let mut text = format!("{} {}\n", Styled(style, word), escape::line(&explanation.answer));
    for way in &explanation.ways {
        text += &format!("  {}\n", escape::line(&way.sentence));
    }
    for reason in &explanation.because {
        text += &format!("  {}\n", escape::line(reason));
    }
    if explanation.allowed {
        let role = &explanation.database_role;
        text += &format!("{} {}\n", Styled(STRONG, "database role:"), escape::line(role));
        let needs = &explanation.needs;
        for (what, names) in
            [("", &needs.grants), ("policy ", &needs.policies), ("function ", &needs.functions)]
        {
            for name in names {
                text += &format!("  {}{}\n", Styled(FAINT, what), escape::line(name));
            }
        }
    }
    text
}
