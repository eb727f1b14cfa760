//! What is said of checks.

use super::points::Stretch;
use crate::calendar::Date;
use crate::decide::checking::Written;
use crate::decide::show;
use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::{Check, Program, Region, Type, Value};

/// Where a check did not come out well.
#[derive(Default)]
pub(super) struct Found {
    /// The first places, with the condition as it reads there.
    pub(super) told: Vec<(When, Written)>,
    /// How many more there are.
    pub(super) more: usize,
}

/// For whom, where and when.
pub(super) struct When {
    cases: Vec<Text>,
    region: Option<Region>,
    from: Option<Date>,
    to: Option<Date>,
}

impl When {
    pub(super) fn new<'v>(
        program: &Program,
        region: Option<&Region>,
        arguments: impl Iterator<Item = (&'v (String, Type), &'v Value)>,
        stretch: Stretch,
    ) -> Self {
        let case = |((name, ty), value): (&(String, Type), &Value)| {
            let value = show::value(program, *ty, value);
            match ty {
                // Yes or no says nothing by itself.
                Type::Bool => Text::new(format!("`{name}` {}", value.en), format!("“{name}”为{}", value.zh)),
                _ => value,
            }
        };
        let cases = arguments.map(case).collect();
        Self { cases, region: region.cloned(), from: stretch.from, to: stretch.to }
    }

    /// Whether another begins where this ends, for the same cases and region.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
        let adjacent = self.to.and_then(|to| to.add_days(1).ok()) == next.from && next.from.is_some();
        adjacent && self.cases == next.cases && self.region == next.region
    }

    pub(super) fn extend_to(&mut self, next: &Self) {
        self.to = next.to;
    }

    /// `for scattered in 360100 from 2023-01-01 to 2023-12-31`
    fn words(&self) -> Text {
        let (mut en, mut zh) = (Vec::new(), String::new());
        if !self.cases.is_empty() {
            let (cases_en, cases_zh): (Vec<_>, Vec<_>) =
                self.cases.iter().map(|case| (case.en.as_str(), case.zh.as_str())).unzip();
            en.push(format!("for {}", cases_en.join(", ")));
            zh.push_str(&format!("对{}，", cases_zh.join("、")));
        }
        if let Some(region) = &self.region {
            en.push(format!("in {region}"));
            zh.push_str(&format!("在{region}，"));
        }
        let days = |date: Date| show::day(date);
        match (self.from, self.to) {
            (None, None) => {
                en.push("on every date".to_owned());
                zh.push_str("在任何日期");
            }
            (Some(from), None) => {
                en.push(format!("from {from}"));
                zh.push_str(&format!("自{}起", days(from).zh));
            }
            (None, Some(to)) => {
                en.push(format!("up to {to}"));
                zh.push_str(&format!("至{}止", days(to).zh));
            }
            (Some(from), Some(to)) => {
                en.push(format!("from {from} to {to}"));
                zh.push_str(&format!("自{}至{}", days(from).zh, days(to).zh));
            }
        }
        Text::new(en.join(" "), zh)
    }
}

/// The check, as it is called in a sentence.
fn called(check: &Check) -> Text {
    match &check.name {
        Some(name) => Text::new(format!("the check `{name}`"), format!("约束“{name}”")),
        None => Text::new("the check", "约束"),
    }
}

fn with_message(check: &Check, en: &str, zh: &str) -> Text {
    let name = called(check);
    match &check.message {
        Some(message) => {
            Text::new(format!("{} {en}: {message}", name.en), format!("{}{zh}：{message}", name.zh))
        }
        None => Text::new(format!("{} {en}", name.en), format!("{}{zh}", name.zh)),
    }
}

/// It does not hold.
pub(super) fn failed(check: &Check, span: Span, found: &Found) -> Diagnostic {
    let message = with_message(check, "does not hold", "不成立");
    let problem = match check.warn {
        true => Diagnostic::warning(Code::CheckFailed, span, message),
        false => Diagnostic::error(Code::CheckFailed, span, message),
    };
    let problem = told(problem, found, ("not so", "不成立"));
    check.citations.iter().fold(problem, |problem, source| {
        problem.note(Text::new(format!("source: {source}"), format!("依据：{source}")))
    })
}

/// A figure it needs is unknown.
pub(super) fn undecided(check: &Check, span: Span, names: &[&str], found: &Found) -> Diagnostic {
    let (en, zh) = (names.join("`, `"), names.join("”“"));
    let name = called(check);
    let message = Text::new(
        format!("{} cannot be decided without a figure of `{en}`", name.en),
        format!("{}缺少“{zh}”的数额，无法判定", name.zh),
    );
    told(Diagnostic::warning(Code::CheckUndecided, span, message), found, ("undecided", "无法判定"))
}

/// There is nothing to compare.
pub(super) fn never_applies(check: &Check, span: Span) -> Diagnostic {
    let name = called(check);
    Diagnostic::warning(
        Code::CheckNeverApplies,
        span,
        Text::new(
            format!("{} proves nothing: on no date are there all its figures", name.en),
            format!("{}未作任何验证：任何日期都没有所需的全部数额", name.zh),
        ),
    )
    .help(Text::new(
        "compare figures that hold in the same region at the same time",
        "请比较在同一地区、同一时期有效的数额",
    ))
}

/// It ends in an error.
pub(super) fn impossible(check: &Check, when: &When, message: &Text) -> Diagnostic {
    let (name, when) = (called(check), when.words());
    Diagnostic::error(
        Code::CheckImpossible,
        check.span,
        Text::new(
            format!("{} cannot be worked out: {}", name.en, message.en),
            format!("{}无法计算：{}", name.zh, message.zh),
        ),
    )
    .note(Text::new(format!("so it is {}", when.en), format!("出现在：{}", when.zh)))
}

/// It takes too long.
pub(super) fn too_large(check: &Check) -> Diagnostic {
    let name = called(check);
    Diagnostic::error(
        Code::CheckTooLarge,
        check.span,
        Text::new(
            format!("{} and those before it compare too many figures", name.en),
            format!("{}及其之前的约束需要比较的数额过多", name.zh),
        ),
    )
    .help(Text::new("compare fewer figures, or give it fewer arguments", "请减少所比较的数额或参数"))
}

/// Tells the places: the first with the figures where they stand, the others in notes.
fn told(mut problem: Diagnostic, found: &Found, (en, zh): (&str, &str)) -> Diagnostic {
    for (position, (when, written)) in found.told.iter().enumerate() {
        let when = when.words();
        let text = Text::new(
            format!("{en} {}: {}", when.en, written.text.en),
            format!("{}{zh}：{}", when.zh, written.text.zh),
        );
        if position > 0 {
            problem = problem.note(text);
            continue;
        }
        problem = problem.under(text);
        for used in &written.figures {
            let says = Text::new(
                format!("{} is {}", used.name.en, used.figure.en),
                format!("{}为{}", used.name.zh, used.figure.zh),
            );
            problem = problem.label(used.place, says);
        }
    }
    match found.more {
        0 => problem,
        1 => problem.note(Text::new("and in one more place", "另有1处")),
        more => problem.note(Text::new(format!("and in {more} more places"), format!("另有{more}处"))),
    }
}
