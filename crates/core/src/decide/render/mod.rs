//! Decisions as plain text for the people they concern and the officials who answer for them.
//!
//! The result comes first, then why. A refusal is told as fully as a grant.

mod explanation;
mod monitors;
mod page;
mod questions;
mod results;

use self::page::Page;
use super::decision::Decision;
use crate::diagnostic::Language;

/// A decision as plain text in one language.
#[must_use]
pub fn render_text(decision: &Decision, language: Language) -> String {
    let mut page = Page::of_decision(decision, language);
    page.heading(decision);
    if decision.errors.is_empty() {
        page.results(decision);
        page.alerts(decision);
        page.targets(decision);
    } else {
        page.errors(decision);
    }
    page.needs(decision);
    page.assumed(decision);
    page.explanation(decision);
    page.text
}
