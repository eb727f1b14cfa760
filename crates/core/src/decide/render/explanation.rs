//! Explanations as plain text.

use super::page::Page;
use crate::decide::decision::{
    Clause, Decision, EntryRef, Explanation, ExplanationKind, LayerRef, Replaced, Shown, Status, Step,
};
use crate::decide::show;
use crate::diagnostic::Language;

/// How deep an explanation is written out.
const DEEPEST: usize = 32;

impl<'d> Page<'d> {
    pub(super) fn explanation(&mut self, decision: &'d Decision) {
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
