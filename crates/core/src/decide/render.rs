//! Decisions as plain text for the people they concern and the officials who answer for them.
//!
//! The result comes first, then why. A refusal is told as fully as a grant.

use super::decision::{
    Answer, CaseError, CaseRef, Clause, Decision, EntryRef, Excluded, Explanation, ExplanationKind, LayerRef,
    MissingKind, Need, Replaced, ResultEntry, ResultKind, Shown, SourcePlace, Status, Step,
};
use super::show;
use crate::diagnostic::{Language, Text};
use crate::map::{Map, Set};

/// How deep an explanation is written out.
const DEEPEST: usize = 32;

/// A decision as plain text in one language.
#[must_use]
pub fn render_text(decision: &Decision, language: Language) -> String {
    let top = decision.explanation.iter().flatten().map(|part| (part.name.as_str(), part.of.as_str()));
    let mut page = Page { language, text: String::new(), top: top.collect(), told: Map::new() };
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

pub(super) struct Page<'d> {
    pub(super) language: Language,
    text: String,
    /// The results that are explained, each in its own place.
    top: Set<(&'d str, &'d str)>,
    /// What was explained so far, for whatever result.
    told: Map<(&'d str, &'d str), Vec<&'d Explanation>>,
}

impl<'d> Page<'d> {
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

    fn case(&self, case: &CaseRef) -> String {
        self.title(&case.name, case.label.as_deref())
    }

    // The parts of a decision.

    fn heading(&mut self, decision: &Decision) {
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

    fn space(&self) -> &'static str {
        self.say(" ", "")
    }

    fn results(&mut self, decision: &Decision) {
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
    fn errors(&mut self, decision: &Decision) {
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

    fn needs(&mut self, decision: &Decision) {
        if decision.needs.is_empty() {
            return;
        }
        self.section("Still needed, the most decisive first", "尚需了解（最关键的在前）");
        for need in &decision.needs {
            let text = self.need(need);
            self.line(1, &text);
        }
    }

    fn need(&self, need: &Need) -> String {
        let title = self.title(&need.field, need.label.as_deref());
        let mut text = match self.language {
            Language::English => format!("{} — {title}", need.path),
            Language::Chinese => format!("{}——{title}", need.path),
        };
        if let Some(ask) = &need.ask {
            text.push_str(self.colon());
            text.push_str(ask);
        }
        text
    }

    fn assumed(&mut self, decision: &Decision) {
        if decision.assumed.is_empty() {
            return;
        }
        self.section("Assumed, because nobody said otherwise", "按默认值认定（未另行填报）");
        for assumed in &decision.assumed {
            let label = assumed.label.as_deref().filter(|_| self.language == Language::Chinese);
            let mut text = assumed.path.clone();
            if let Some(label) = label {
                text.push_str(&format!("——{label}"));
            }
            text.push_str(self.colon());
            text.push_str(self.of(&assumed.value));
            self.line(1, &text);
        }
    }

    // Why.

    fn explanation(&mut self, decision: &'d Decision) {
        let Some(explanation) = decision.explanation.as_ref().filter(|all| !all.is_empty()) else {
            return;
        };
        self.section("Why", "依据与过程");
        for part in explanation {
            self.part(part, 1);
        }
    }

    fn part(&mut self, part: &'d Explanation, indent: usize) {
        let mut text = self.head(part);
        let elsewhere = part.repeated || (indent > 1 && self.top.contains(&(&part.name, &part.of)));
        let elsewhere = elsewhere || self.told(part);
        if elsewhere {
            text.push_str(self.say(" (see there)", "（另见该项）"));
        }
        self.line(indent, &text);
        if elsewhere {
            return;
        }
        if let Some(error) = &part.error {
            let text = self.error(error);
            self.line(indent + 1, &text);
        }
        for step in &part.steps {
            self.step(step, indent + 1);
        }
        if indent >= DEEPEST {
            return;
        }
        for child in &part.children {
            self.part(child, indent + 1);
        }
        if part.cut {
            let text = self.say("… and more", "……等").to_owned();
            self.line(indent + 1, &text);
        }
    }

    /// Whether the same was explained before; it is from now on.
    fn told(&mut self, part: &'d Explanation) -> bool {
        if part.steps.is_empty() && part.children.is_empty() {
            return false;
        }
        // A formula with arguments stands here under one name with other figures each time.
        let before = self.told.or_default((&part.name, &part.of));
        let same = |other: &&Explanation| other.value == part.value && other.steps == part.steps;
        if before.iter().any(same) {
            return true;
        }
        before.push(part);
        false
    }

    /// What a part is and what it came to, with its source.
    fn head(&self, part: &Explanation) -> String {
        let mut text = self.title(&part.name, part.label.as_deref());
        if !part.of.is_empty() {
            text.push_str(&match self.language {
                Language::English => format!(" ({})", part.of),
                Language::Chinese => format!("（{}）", part.of),
            });
        }
        text.push_str(" = ");
        text.push_str(&match (&part.value, part.status) {
            (Some(Shown { text, .. }), _) => self.of(text).to_owned(),
            (None, Status::Error) => self.say("error", "错误").to_owned(),
            (None, _) => self.say("unknown", "未知").to_owned(),
        });
        let mark = match part.kind {
            ExplanationKind::Assumed => self.say(" (assumed)", "（默认）"),
            ExplanationKind::Pinned => self.say(" (taken as given)", "（固定值）"),
            _ => "",
        };
        text.push_str(mark);
        if let Some(entry) = &part.entry {
            text.push_str(&self.entry(entry));
        }
        text.push_str(&self.cited(&part.citations));
        if let Some(entry) = &part.entry
            && let Some(replaced) = &entry.instead_of
        {
            text.push_str(&self.replaced(entry.layer.as_ref(), replaced));
        }
        text
    }

    /// Who amends what, after what the amendment says.
    fn replaced(&self, by: Option<&LayerRef>, replaced: &Replaced) -> String {
        let formula = replaced.formula.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = match (&replaced.value, self.language) {
            (Some(value), _) => self.of(&value.text).to_owned(),
            (None, _) if formula.is_empty() => self.say("what is said", "规定").to_owned(),
            (None, Language::English) => format!("`{formula}`"),
            (None, Language::Chinese) => format!("“{formula}”"),
        };
        let whose = replaced.layer.as_ref().map(|layer| self.layer(layer)).unwrap_or_default();
        let at = replaced.place.as_ref().map(|at| format!("{}:{}", at.file, at.line)).unwrap_or_default();
        let by = by.map(|layer| self.layer(layer));
        let mut text = match self.language {
            Language::English => {
                let by = by.map(|by| format!(" by `{by}`")).unwrap_or_default();
                format!(",{by} instead of {what} in `{whose}` ({at})")
            }
            Language::Chinese => {
                let by = by.map(|by| format!("依“{by}”")).unwrap_or_default();
                format!("，{by}替代“{whose}”的{what}（{at}）")
            }
        };
        text.push_str(&self.cited(&replaced.citations));
        text
    }

    fn layer(&self, layer: &LayerRef) -> String {
        self.title(&layer.name, layer.label.as_deref())
    }

    fn entry(&self, entry: &EntryRef) -> String {
        let mut words = Vec::new();
        if entry.replaced {
            words.push(self.say("replaced", "已替换").to_owned());
        }
        let from = entry.from.map(|from| match self.language {
            Language::English => format!("from {from}"),
            Language::Chinese => format!("自{}起", show::day(from).zh),
        });
        let to = entry.to.map(|to| match self.language {
            Language::English => format!("to {to}"),
            Language::Chinese => format!("至{}止", show::day(to).zh),
        });
        let span: Vec<String> = from.into_iter().chain(to).collect();
        if !span.is_empty() {
            words.push(span.join(self.space()));
        }
        if let Some(region) = &entry.region {
            words.push(match self.language {
                Language::English => format!("in {region}"),
                Language::Chinese => format!("地区 {region}"),
            });
        }
        if words.is_empty() {
            return String::new();
        }
        match self.language {
            Language::English => format!(", {}", words.join(" ")),
            Language::Chinese => format!("，{}", words.join("，")),
        }
    }

    fn cited(&self, citations: &[String]) -> String {
        if citations.is_empty() {
            return String::new();
        }
        match self.language {
            Language::English => format!(" [{}]", citations.join("; ")),
            Language::Chinese => format!("〔依据：{}〕", citations.join("；")),
        }
    }

    fn step(&mut self, step: &Step, indent: usize) {
        let mut text = self.clause(step);
        // However it is laid out in the policy.
        let formula = step.formula.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = matches!(step.clause, Clause::Round | Clause::Exclusive);
        if told {
            text.push_str(self.of(&step.figures));
        } else {
            text.push_str(&formula);
        }
        if let Some(Shown { text: value, .. }) = &step.value {
            text.push_str(" → ");
            text.push_str(self.of(value));
        } else if step.clause != Clause::Otherwise {
            text.push_str(self.say(" → unknown", " → 未知"));
        }
        text.push_str(&self.cited(&step.citations));
        if let Some(replaced) = &step.instead_of {
            text.push_str(&self.replaced(step.layer.as_ref(), replaced));
        } else if let Some(layer) = &step.layer {
            let name = self.layer(layer);
            text.push_str(&self.say(", by `{}`", "，依“{}”").replace("{}", &name));
        }
        self.line(indent, &text);
        let figures = self.of(&step.figures).to_owned();
        let adds = !told && !figures.is_empty() && figures != formula;
        let repeats_value = step.value.as_ref().is_some_and(|value| *self.of(&value.text) == figures);
        if adds && !repeats_value {
            let text = format!("{}{figures}", self.say("that is ", "即 "));
            self.line(indent + 1, &text);
        }
    }

    fn clause(&self, step: &Step) -> String {
        let case = step.case.as_ref().map(|case| self.case(case)).unwrap_or_default();
        match (step.clause, self.language) {
            (Clause::Value, _) => String::new(),
            (Clause::When, Language::English) if case.is_empty() => "when ".to_owned(),
            (Clause::When, Language::Chinese) if case.is_empty() => "当 ".to_owned(),
            (Clause::When, Language::English) => format!("{case} when "),
            (Clause::When, Language::Chinese) => format!("{case}：当 "),
            (Clause::Otherwise, Language::English) => format!("otherwise {case}"),
            (Clause::Otherwise, Language::Chinese) => format!("否则为{case}"),
            (Clause::Amount, Language::English) => "amount ".to_owned(),
            (Clause::Amount, Language::Chinese) => "金额 ".to_owned(),
            (Clause::Round, Language::English) => "rounded ".to_owned(),
            (Clause::Round, Language::Chinese) => "取整 ".to_owned(),
            (Clause::Exclusive, Language::English) => "exclusive ".to_owned(),
            (Clause::Exclusive, Language::Chinese) => "择一 ".to_owned(),
            (Clause::Must, Language::English) => "must ".to_owned(),
            (Clause::Must, Language::Chinese) => "应 ".to_owned(),
            (Clause::Hope, Language::English) => "hope ".to_owned(),
            (Clause::Hope, Language::Chinese) => "力争 ".to_owned(),
            (Clause::Start, Language::English) => "start ".to_owned(),
            (Clause::Start, Language::Chinese) => "起发 ".to_owned(),
            (Clause::Stop, Language::English) => "stop ".to_owned(),
            (Clause::Stop, Language::Chinese) => "停发 ".to_owned(),
        }
    }
}
