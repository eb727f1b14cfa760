//! Whether an expectation of a test is met, and what happened instead.

use super::Failure;
use crate::decide::decision::{Answer, CaseError, Decision, TargetState};
use crate::decide::place;
use crate::decide::probe::{Found, Lacking, Probe};
use crate::diagnostic::Text;
use crate::program::{AlertId, Expectation, ExpectationKind, NodeId, NodeKind, Plan, TargetId, Test, Value};
use crate::vocabulary;

/// How deep a failed condition is taken apart to show what its parts are.
const DEEPEST: u32 = 32;

/// The most missing facts that are named.
const MOST_NAMED: usize = 6;

/// The expectations of a test beside what happened.
pub(super) struct Expecting<'a> {
    pub(super) plan: &'a Plan,
    pub(super) test: &'a Test,
    pub(super) errors: &'a [CaseError],
}

impl Expecting<'_> {
    /// What did not come out as expected. The steps it takes are taken from those that are left.
    pub(super) fn failures(&self, decision: &Decision, left: &mut u64) -> Vec<Failure> {
        let mut probe = Probe::new(self.plan, &self.test.case, *left);
        let met = |of: &Expectation| self.met(&mut probe, decision, &of.kind).err();
        let failures: Vec<_> = self.test.expectations.iter().map(met).collect();
        *left = left.saturating_sub(probe.steps_taken());
        let failed = self.test.expectations.iter().zip(failures);
        failed.filter_map(|(of, message)| Some(self.failure(of, message?))).collect()
    }

    fn failure(&self, of: &Expectation, message: Text) -> Failure {
        let sources = &self.plan.program().sources;
        Failure {
            place: place(sources, of.span),
            expected: sources.slice(of.span).trim().to_owned(),
            message,
        }
    }

    /// Nothing where the expectation is met, otherwise what happened instead.
    fn met(&self, probe: &mut Probe<'_>, decision: &Decision, of: &ExpectationKind) -> Result<(), Text> {
        match of {
            ExpectationKind::Error(name) => self.error(name),
            // A case that fails as a whole has no values to look at; its error was reported.
            _ if !decision.errors.is_empty() => Err(Text::new("there is no result", "没有结果")),
            ExpectationKind::Alert(id, raised) => Self::alert(decision, *id, *raised),
            ExpectationKind::Target(id, state) => Self::target(decision, *id, *state),
            ExpectationKind::Holds(node) => self.holds(probe, *node),
            ExpectationKind::Unknown(node, facts) => {
                let lacking = self.undecided(probe, *node)?;
                let met = facts.iter().all(|(entity, field)| lacking.needs(&self.test.case, *entity, *field));
                if met { Ok(()) } else { Err(self.lacking(&lacking, "only ", "只")) }
            }
            ExpectationKind::Lacks(node, parameters, tables) => {
                let lacking = self.undecided(probe, *node)?;
                let program = self.plan.program();
                let met = parameters.iter().all(|parameter| lacking.lacks(*parameter))
                    && tables.iter().all(|table| lacking.lacks_table(program, *table));
                if met { Ok(()) } else { Err(self.lacking(&lacking, "only ", "只")) }
            }
        }
    }

    fn error(&self, name: &str) -> Result<(), Text> {
        if self.errors.iter().any(|error| error.name == name) {
            return Ok(());
        }
        match self.errors.first() {
            Some(error) => Err(error_text(error)),
            None => Err(Text::new("the case ends in no error", "个案没有出错")),
        }
    }

    fn alert(decision: &Decision, id: AlertId, wanted: Option<bool>) -> Result<(), Text> {
        let Some(entry) = decision.alerts.get(id.index()) else {
            return Err(Text::new("there is no result", "没有结果"));
        };
        let wanted = match wanted {
            Some(true) => Answer::Yes,
            Some(false) => Answer::No,
            None => Answer::Unknown,
        };
        match entry.raised {
            found if found == wanted => Ok(()),
            Answer::Yes => Err(Text::new("the alert is raised", "预警已触发")),
            Answer::No => Err(Text::new("the alert is not raised", "预警未触发")),
            Answer::Unknown => {
                Err(Text::new("it is not known whether the alert is raised", "预警是否触发尚未定"))
            }
        }
    }

    fn target(decision: &Decision, id: TargetId, wanted: vocabulary::TargetState) -> Result<(), Text> {
        let Some(entry) = decision.targets.get(id.index()) else {
            return Err(Text::new("there is no result", "没有结果"));
        };
        let met = match wanted {
            vocabulary::TargetState::Met => entry.state == TargetState::Met,
            vocabulary::TargetState::Missed => entry.state == TargetState::Missed,
            vocabulary::TargetState::Pending => entry.state == TargetState::Pending,
            vocabulary::TargetState::HopedFor => entry.hoped_for == Some(Answer::Yes),
            vocabulary::TargetState::FallsShort => entry.hoped_for == Some(Answer::No),
            vocabulary::TargetState::Undecided => entry.state == TargetState::Undecided,
        };
        if met {
            return Ok(());
        }
        let value = match entry.instances.as_slice() {
            [only] => only.value.as_ref().map(|value| value.text.clone()),
            _ => None,
        };
        let value = value.map_or_else(Text::default, |value| {
            Text::new(format!(", its value {}", value.en), format!("，数值{}", value.zh))
        });
        let state = match entry.state {
            TargetState::Met => Text::new("met", "已达标"),
            TargetState::Missed => Text::new("missed", "未达标"),
            TargetState::Pending => Text::new("not met yet", "尚未达标，未到期"),
            TargetState::Short => Text::new("short of what is hoped for", "未达力争目标"),
            TargetState::Undecided => Text::new("not known", "尚未定"),
            TargetState::Error => Text::new("an error", "出错"),
        };
        Err(Text::new(
            format!("the target is {}{}", state.en, value.en),
            format!("指标{}{}", state.zh, value.zh),
        ))
    }

    fn undecided(&self, probe: &mut Probe<'_>, node: NodeId) -> Result<Lacking, Text> {
        match probe.find(node) {
            Found::Unknown(lacking) => Ok(lacking),
            Found::Known(_, value) => Err(self.is(node, &value)),
            Found::Error(error) => Err(error_text(&error)),
        }
    }

    fn holds(&self, probe: &mut Probe<'_>, node: NodeId) -> Result<(), Text> {
        match probe.find(node) {
            Found::Known(Some(Value::Bool(true)), _) => Ok(()),
            Found::Known(_, value) => {
                let mut parts = Vec::new();
                self.parts(probe, node, 0, &mut parts);
                if parts.is_empty() {
                    parts.push(self.is(node, &value));
                }
                Err(joined(parts))
            }
            Found::Unknown(lacking) => Err(self.lacking(&lacking, "", "")),
            Found::Error(error) => Err(error_text(&error)),
        }
    }

    /// What the parts are of a condition that does not hold: both sides of comparisons, and of `and` the
    /// terms that do not hold.
    fn parts(&self, probe: &mut Probe<'_>, node: NodeId, depth: u32, parts: &mut Vec<Text>) {
        if depth >= DEEPEST {
            return;
        }
        match &self.plan.node(node).kind {
            NodeKind::Equal(left, right, _) | NodeKind::Compare(_, left, right) => {
                self.side(probe, *left, parts);
                self.side(probe, *right, parts);
            }
            NodeKind::In(value, ..) => self.side(probe, *value, parts),
            NodeKind::Not(inner) => self.parts(probe, *inner, depth + 1, parts),
            NodeKind::And(terms) => {
                for term in terms {
                    if !matches!(probe.find(*term), Found::Known(Some(Value::Bool(true)), _)) {
                        self.parts(probe, *term, depth + 1, parts);
                    }
                }
            }
            NodeKind::Or(terms) => terms.iter().for_each(|term| self.parts(probe, *term, depth + 1, parts)),
            NodeKind::Constant(_) => {}
            _ => self.side(probe, node, parts),
        }
    }

    /// Says what a side of a comparison is, unless it is a literal.
    fn side(&self, probe: &mut Probe<'_>, node: NodeId, parts: &mut Vec<Text>) {
        if matches!(self.plan.node(node).kind, NodeKind::Constant(_)) {
            return;
        }
        let part = match probe.find(node) {
            Found::Known(_, value) => self.is(node, &value),
            Found::Unknown(_) => self.is(node, &Text::new("unknown", "未知")),
            Found::Error(error) => error_text(&error),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }

    fn is(&self, node: NodeId, value: &Text) -> Text {
        let source = self.plan.program().sources.slice(self.plan.node(node).span).trim();
        match source {
            "" => Text::new(format!("it is {}", value.en), format!("实为{}", value.zh)),
            source => Text::new(format!("`{source}` is {}", value.en), format!("“{source}”为{}", value.zh)),
        }
    }

    fn lacking(&self, lacking: &Lacking, en: &str, zh: &str) -> Text {
        let mut names = lacking.list(self.plan, &self.test.case);
        let more = names.len() > MOST_NAMED;
        names.truncate(MOST_NAMED);
        let (en_more, zh_more) = if more { (" and others", "等") } else { ("", "") };
        let (en_names, zh_names) = (names.join("`, `"), names.join("”、“"));
        Text::new(
            format!("it is undecided and needs {en}`{en_names}`{en_more}"),
            format!("尚未定，{zh}需要“{zh_names}”{zh_more}"),
        )
    }
}

/// That a case ends in an error.
pub(super) fn error_text(error: &CaseError) -> Text {
    let of = if error.path.is_empty() { String::new() } else { format!(" ({})", error.path) };
    Text::new(
        format!("the case ends in the error `{}`{of}: {}", error.name, error.message.en),
        format!("个案出错“{}”{of}：{}", error.name, error.message.zh),
    )
}

fn joined(parts: Vec<Text>) -> Text {
    let (en, zh): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.en, part.zh)).unzip();
    Text::new(en.join(", "), zh.join("，"))
}

#[cfg(test)]
mod tests {
    use crate::decide::tests::support::compile;
    use crate::testing::{TestResult, run_tests};

    const POLICY: &str = r#"
policy p { region "360000" }
entity person { income: money per month  adult: bool default yes  star: grade }
enum grade { low "低", high "高" }
entity household { members: list of person  ok: bool  size: whole above 0 }
parameter standard: money per month { from 2023-01-01: 915 yuan }
parameter extra: money per month { from 2023-01-01: unknown }
require ok else not_ok "财产不符"
define per_head = sum(members.income) / size
tier class { poor when per_head below standard  otherwise none }
benefit payment { when class is poor  amount standard  paid monthly }
benefit bonus { when class is poor  amount extra  paid monthly }
"#;

    fn results(tests: &str) -> Vec<TestResult> {
        run_tests(&compile(&format!("{POLICY}\n{tests}")))
    }

    fn messages(test: &str) -> Vec<String> {
        let text = format!("test \"t\" on 2023-06-01 {{ {test} }}");
        let result = results(&text).remove(0);
        assert_eq!(result.passed, result.failures.is_empty());
        result
            .failures
            .into_iter()
            .map(|failure| format!("{} | {}", failure.message.en, failure.message.zh))
            .collect()
    }

    const POOR: &str = "given { ok: yes, size: 1, members: [{ income: 100 yuan }] }";

    #[test]
    fn what_is_met_passes() {
        let test = format!(
            "{POOR} expect class is poor expect payment is 915 yuan expect bonus lacks extra \
             expect bonus is unknown"
        );
        assert_eq!(messages(&test), Vec::<String>::new());
        assert_eq!(messages("given { ok: no } expect error not_ok"), Vec::<String>::new());
        let unknown =
            "given { ok: yes, size: 1, members: [{}] } expect class is unknown needs members.income";
        assert_eq!(messages(unknown), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_met_shows_what_is() {
        let failed = |expectation: &str| messages(&format!("{POOR} {expectation}")).remove(0);
        assert_eq!(failed("expect class is none"), "`class` is poor | “class”为poor");
        assert_eq!(
            failed("expect per_head above standard"),
            "`per_head` is 100 yuan per month, `standard` is 915 yuan per month \
             | “per_head”为100元/月，“standard”为915元/月"
        );
        assert_eq!(
            failed("expect ok and per_head is 1 yuan"),
            "`per_head` is 100 yuan per month | “per_head”为100元/月"
        );
        assert_eq!(failed("expect not ok"), "`ok` is yes | “ok”为是");
        assert_eq!(
            failed("expect bonus is 0 yuan"),
            "it is undecided and needs `extra` | 尚未定，需要“extra”"
        );
        assert_eq!(failed("expect class is unknown"), "`class` is poor | “class”为poor");
        assert_eq!(failed("expect error not_ok"), "the case ends in no error | 个案没有出错");
    }

    #[test]
    fn errors_nobody_expects_are_failures() {
        let failed = messages("given { ok: no } expect class is none");
        assert_eq!(failed[0], "the case ends in the error `not_ok`: 财产不符 | 个案出错“not_ok”：财产不符");
        assert_eq!(failed.len(), 2);
        let early = "test \"t\" on 2022-06-01 { given { ok: yes, size: 1, members: [{ income: 1 yuan }] } \
                     expect error no_entry_for_date }";
        assert!(results(early)[0].passed);
        let outside =
            "test \"t\" on 2023-06-01 in \"310000\" { given { ok: yes } expect error region_outside }";
        assert!(results(outside)[0].passed);
    }

    #[test]
    fn figures_and_values_can_be_replaced() {
        let test = format!(
            "{POOR} with standard = 90 yuan with extra = 5 yuan expect class is none expect bonus is 0 yuan"
        );
        assert_eq!(messages(&test), Vec::<String>::new());
        let pinned = "given { ok: yes } pin per_head = 914.99 yuan expect payment is 915 yuan";
        assert_eq!(messages(pinned), Vec::<String>::new());
    }

    #[test]
    fn places_are_those_of_the_expectation() {
        let results = results("test \"t\" on 2023-06-01 {\n given { ok: yes }\n expect ok is no\n}");
        let failure = &results[0].failures[0];
        assert_eq!(failure.expected, "expect ok is no");
        let (test, place) = (results[0].place.as_ref().unwrap(), failure.place.as_ref().unwrap());
        assert_eq!(place.line, test.line + 2);
    }
}
