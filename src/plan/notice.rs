//! What works in a folder's files, but should be known before they run.

use super::Plan;
use crate::finding::Finding;
use crate::spec::Folder;

/// Adds what is to be known of the files that a plan runs. Of files that ran long ago nothing is said: it is too late.
pub fn note(plan: &mut Plan, folder: &Folder) {
    let is_of_pending = |notice: &&Finding| match notice.rule {
        "no-files" => true,
        "line-ends-crlf" => plan.steps.iter().any(|step| step.sql.contains("\r\n")),
        _ => plan.steps.iter().any(|step| notice.place.as_deref() == Some(step.origin.file.as_str())),
    };
    let notices: Vec<Finding> = folder.notices.iter().filter(is_of_pending).cloned().collect();
    plan.notices.extend(notices);
}
