//! The results of a decision as plain text.

use super::page::Page;
use crate::decide::decision::{
    Answer, CaseError, Decision, Excluded, MissingKind, ResultEntry, ResultKind, SourcePlace, Status,
};
use crate::decide::show;
use crate::diagnostic::Language;

impl Page<'_> {
    pub(super) fn heading(&mut self, decision: &Decision) {
        let title = self.title(&decision.policy.name, decision.policy.label.as_deref());
        self.line(0, &title);
        let day = show::day(decision.as_of);
        let mut about = format!("{}{}{}", self.say("decided for", "基准日"), self.space(), self.of(&day));
        if let Some(region) = &decision.region {
            about.push_str(self.say(", region ", "，地区 "));
            about.push_str(region);
        }
        self.line(0, &about);
    }

    pub(super) fn results(&mut self, decision: &Decision) {
        if decision.results.is_empty() {
            return;
        }
        self.section("Results", "结果");
        for entry in &decision.results {
            self.result(entry);
        }
    }

    fn result(&mut self, entry: &ResultEntry) {
        let mut text = self.title(&entry.name, entry.label.as_deref());
        if !entry.of.is_empty() {
            text.push_str(&match self.language {
                Language::English => format!(" ({})", entry.of),
                Language::Chinese => format!("（{}）", entry.of),
            });
        }
        text.push_str(self.colon());
        text.push_str(&self.came_to(entry));
        self.line(1, &text);
        if let Some(reason) = &entry.reason {
            let reason = format!("{}{}{}", self.say("reason", "理由"), self.colon(), self.of(reason));
            self.line(2, &reason);
        }
        self.open(entry);
    }

    /// What a result came to, in a few words.
    fn came_to(&self, entry: &ResultEntry) -> String {
        match (entry.status, entry.kind) {
            (Status::Error, _) => match &entry.error {
                Some(error) => self.error(error),
                None => self.say("error", "错误").to_owned(),
            },
            (Status::Undecided, _) => self.say("not decided yet", "未定").to_owned(),
            (Status::Decided, ResultKind::Tier) => {
                entry.case.as_ref().map(|case| self.case(case)).unwrap_or_default()
            }
            (Status::Decided, ResultKind::Benefit) => self.granted(entry),
        }
    }

    fn granted(&self, entry: &ResultEntry) -> String {
        if entry.entitled == Some(Answer::No) {
            return self.say("not granted", "不符合条件，不发放").to_owned();
        }
        if let Some(excluded) = &entry.excluded {
            return self.excluded(excluded);
        }
        let mut text = entry.amount.as_ref().map(|of| self.of(&of.display).to_owned()).unwrap_or_default();
        if let Some(start) = entry.start {
            let month = show::month(start);
            text.push_str(&match self.language {
                Language::English => format!(", from {}", month.en),
                Language::Chinese => format!("，自{}起", month.zh),
            });
        }
        if let Some(stop) = entry.stop {
            let month = show::month(stop);
            text.push_str(&match self.language {
                Language::English => format!(", no longer from {}", month.en),
                Language::Chinese => format!("，{}起停发", month.zh),
            });
        }
        text
    }

    fn excluded(&self, excluded: &Excluded) -> String {
        let by = self.title(&excluded.exclusive, excluded.label.as_deref());
        let instead = excluded.instead.as_ref().map(|case| self.case(case));
        match (self.language, instead) {
            (Language::English, Some(instead)) => format!("not granted, {by} gives {instead} instead"),
            (Language::English, None) => format!("not granted, {by} gives another instead"),
            (Language::Chinese, Some(instead)) => format!("不发放，按“{by}”享受{instead}"),
            (Language::Chinese, None) => format!("不发放，按“{by}”享受其他待遇"),
        }
    }

    /// What an open result may still come to, and what it needs.
    fn open(&mut self, entry: &ResultEntry) {
        if let Some(possible) = &entry.possible {
            let cases: Vec<String> = possible.cases.iter().map(|case| self.case(case)).collect();
            let cases = cases.join(self.say(", ", "、"));
            let words = if possible.exact {
                self.say("possible", "可能为")
            } else {
                self.say("at most possible", "至多可能为")
            };
            let text = format!("{words}{}{cases}", self.colon());
            self.line(2, &text);
        }
        if !entry.needs.is_empty() {
            let needs = entry.needs.join(self.say(", ", "、"));
            let text = format!("{}{}{needs}", self.say("needs", "需要"), self.colon());
            self.line(2, &text);
        }
        for missing in &entry.lacks {
            let title = self.of(&show::missing(missing)).to_owned();
            let text = match (missing.kind, self.language) {
                (MissingKind::Parameter, Language::English) => {
                    format!("the policy names `{title}` but gives no figure")
                }
                (MissingKind::Table, Language::English) => {
                    format!("the table `{title}` gives no figure for this case")
                }
                (MissingKind::Parameter, Language::Chinese) => format!("政策未给出“{title}”的数额"),
                (MissingKind::Table, Language::Chinese) => format!("表“{title}”未给出此情形的数额"),
            };
            self.line(2, &text);
        }
    }

    pub(super) fn error(&self, error: &CaseError) -> String {
        let mut text = match self.language {
            Language::English => format!("error, {}", error.message.en),
            Language::Chinese => format!("出错，{}", error.message.zh),
        };
        if !error.citations.is_empty() {
            text.push_str(&self.cited(&error.citations));
        }
        text
    }

    /// Why there are no results.
    pub(super) fn errors(&mut self, decision: &Decision) {
        self.section("Errors", "错误");
        for error in &decision.errors {
            let mut text = self.of(&error.message).to_owned();
            if !error.path.is_empty() {
                text.push_str(&match self.language {
                    Language::English => format!(" ({})", error.path),
                    Language::Chinese => format!("（{}）", error.path),
                });
            }
            text.push_str(&format!(" [{} {}]", error.code, error.name));
            text.push_str(&self.cited(&error.citations));
            self.line(1, &text);
            if let Some(SourcePlace { file, line, column }) = &error.place {
                let at = self.say("at", "位于");
                self.line(2, &format!("{at} {file}:{line}:{column}"));
            }
        }
    }
}
