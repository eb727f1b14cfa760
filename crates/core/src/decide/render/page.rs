//! The page that a decision is written on, and what all its parts are written with.

use crate::decide::decision::{CaseRef, Decision, Explanation};
use crate::decide::show;
use crate::diagnostic::{Language, Text};
use crate::map::{Map, Set};

/// A page in one language.
pub(super) struct Page<'d> {
    pub(super) language: Language,
    pub(super) text: String,
    /// The results that are explained, each in its own place.
    pub(super) top: Set<(&'d str, &'d str)>,
    /// What was explained so far, for whatever result.
    pub(super) told: Map<(&'d str, &'d str), Vec<&'d Explanation>>,
}

impl<'d> Page<'d> {
    /// An empty page for a decision.
    pub(super) fn of_decision(decision: &'d Decision, language: Language) -> Self {
        let top = decision.explanation.iter().flatten().map(|part| (part.name.as_str(), part.of.as_str()));
        Self { language, text: String::new(), top: top.collect(), told: Map::new() }
    }

    pub(super) fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        self.language.choose(en, zh)
    }

    pub(super) fn of<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    /// A colon as the language writes it.
    pub(super) fn colon(&self) -> &'static str {
        self.say(": ", "：")
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            self.text.extend(std::iter::repeat_n("  ", indent));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    pub(super) fn section(&mut self, en: &str, zh: &str) {
        self.text.push('\n');
        let title = self.say(en, zh).to_owned();
        self.line(0, &title);
    }

    pub(super) fn title(&self, name: &str, label: Option<&str>) -> String {
        self.of(&show::title(name, label)).to_owned()
    }

    pub(super) fn case(&self, case: &CaseRef) -> String {
        self.title(&case.name, case.label.as_deref())
    }

    pub(super) fn space(&self) -> &'static str {
        self.say(" ", "")
    }

    pub(super) fn cited(&self, citations: &[String]) -> String {
        if citations.is_empty() {
            return String::new();
        }
        match self.language {
            Language::English => format!(" [{}]", citations.join("; ")),
            Language::Chinese => format!("〔依据：{}〕", citations.join("；")),
        }
    }
}
