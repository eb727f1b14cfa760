//! Puts named errors into words.

use super::decision::{CaseError, SourcePlace};
use super::fault::{Fault, FaultKind, RuleId};
use super::show;
use crate::calendar::Date;
use crate::diagnostic::{Code, SourceMap, Span, Text};
use crate::number::Rational;
use crate::program::figures::Availability;
use crate::program::plan::{Chosen, RegionOutside};
use crate::program::{
    Bound, Case, ExclusiveId, ParameterId, Plan, Program, RequirementId, TableId, Type, Value, ValueId,
};
use crate::vocabulary::Aggregate;

impl Fault {
    /// The error as it is reported.
    pub(crate) fn report(&self, plan: &Plan, case: &Case) -> CaseError {
        let program = plan.program();
        let code = self.kind.code();
        CaseError {
            code: code.number().to_owned(),
            name: self.name(program, code),
            message: Words { plan, program }.of(&self.kind),
            path: self.instance.map(|id| case.path(program, id, None)).unwrap_or_default(),
            place: self.span.and_then(|span| place(&program.sources, span)),
            citations: citations(program, self.rule),
        }
    }

    /// The name a test expects.
    fn name(&self, program: &Program, code: Code) -> String {
        if let FaultKind::RequirementFailed(id) = self.kind
            && let Some(name) = program.requirements.get(id.index()).and_then(|of| of.name.as_ref())
        {
            return name.clone();
        }
        error_name(code)
    }
}

/// The name of a code as policies write it: `division_by_zero`.
pub(crate) fn error_name(code: Code) -> String {
    code.name().replace('-', "_")
}

/// A place in the policy's text, where it has one.
pub(crate) fn place(sources: &SourceMap, span: Span) -> Option<SourcePlace> {
    let source = sources.get(span.source)?;
    let position = sources.position(span.source, span.start);
    Some(SourcePlace { file: source.name.clone(), line: position.line, column: position.column })
}

impl From<RegionOutside> for CaseError {
    fn from(outside: RegionOutside) -> Self {
        let RegionOutside { asked, policy } = outside;
        Self {
            code: Code::RegionOutside.number().to_owned(),
            name: error_name(Code::RegionOutside),
            message: Text::new(
                format!("region `{asked}` is outside `{policy}`, for which the policy holds"),
                format!("地区“{asked}”不在政策适用的“{policy}”之内"),
            ),
            path: String::new(),
            place: None,
            citations: Vec::new(),
        }
    }
}

fn citations(program: &Program, rule: RuleId) -> Vec<String> {
    let found = match rule {
        RuleId::Nothing => None,
        RuleId::Value(id) => program.values.get(id.index()).map(|of| &of.citations),
        RuleId::Function(id) => program.functions.get(id.index()).map(|of| &of.citations),
        RuleId::Table(id) => program.tables.get(id.index()).map(|of| &of.citations),
        RuleId::Requirement(id) => program.requirements.get(id.index()).map(|of| &of.citations),
        RuleId::Exclusive(id) => program.exclusives.get(id.index()).map(|of| &of.citations),
    };
    found.cloned().unwrap_or_default()
}

/// Puts faults into words.
struct Words<'a> {
    plan: &'a Plan,
    program: &'a Program,
}

impl Words<'_> {
    fn of(&self, kind: &FaultKind) -> Text {
        match kind {
            FaultKind::DivisionByZero(divisor) => self.division(*divisor),
            FaultKind::Overflow => {
                Text::new("the number is too large to be computed exactly", "数过大，无法精确计算")
            }
            FaultKind::DateOutOfRange => {
                Text::new("the date is outside the years 1 to 9999", "日期不在公元1年至9999年之间")
            }
            FaultKind::PartialShift(by) => {
                let by = show::number(*by);
                Text::new(
                    format!("a date moves by whole months or days, not by {by}"),
                    format!("日期只能按整月或整天推算，不能按{by}推算"),
                )
            }
            FaultKind::OutOfBounds(value, found, bound) => self.bounds(*value, found, bound.as_ref()),
            FaultKind::NegativeBenefit(value, amount) => self.negative(*value, *amount),
            FaultKind::EmptyList(function) => empty_list(*function),
            FaultKind::NotOnlyOne(count) => Text::new(
                format!("the list must hold exactly one, and holds {count}"),
                format!("列表应恰好有一个，实有{count}个"),
            ),
            FaultKind::NotInList => {
                Text::new("the one whose place is asked for is not in the list", "要排名次的对象不在列表中")
            }
            FaultKind::NoTableRow(table, arguments) => self.no_row(*table, arguments),
            FaultKind::TableNotYet(table, on, from) => {
                not_yet(&self.title_of(RuleId::Table(*table)), *on, *from)
            }
            FaultKind::NoFigure(parameter, key, on, why) => self.no_figure(*parameter, key, *on, why),
            FaultKind::NoBody(rule, chosen) => self.no_body(*rule, *chosen),
            FaultKind::RequirementFailed(id) => self.requirement(*id),
            FaultKind::ChoiceNotEntitled(id, chosen) => self.choice(*id, *chosen),
            FaultKind::StepLimit => Text::new("the decision takes too many steps", "计算步数超过上限"),
            FaultKind::Foreign => {
                Text::new("the case was not made for this policy", "个案不是按本政策建立的")
            }
        }
    }

    fn division(&self, divisor: Span) -> Text {
        match self.program.sources.slice(divisor) {
            "" => Text::new("the divisor is zero", "除数为零"),
            text => Text::new(format!("the divisor `{text}` is zero"), format!("除数“{text}”为零")),
        }
    }

    fn bounds(&self, id: ValueId, found: &Value, bound: Option<&Bound>) -> Text {
        let ty = self.program.values.get(id.index()).map_or(Type::Number, |value| value.ty);
        let title = self.title_of(RuleId::Value(id));
        let found = show::value(self.program, ty, found);
        let Some(bound) = bound else {
            return Text::new(
                format!("`{}` is {} and must be whole", title.en, found.en),
                format!("“{}”为{}，应为整数", title.zh, found.zh),
            );
        };
        let (word, limit) = (show::comparison(bound.comparison), show::value(self.program, ty, &bound.limit));
        Text::new(
            format!("`{}` is {} and must be {} {}", title.en, found.en, word.en, limit.en),
            format!("“{}”为{}，应{}{}", title.zh, found.zh, word.zh, limit.zh),
        )
    }

    fn negative(&self, id: ValueId, amount: Rational) -> Text {
        let ty = self.program.values.get(id.index()).map_or(Type::Money(None), |value| value.ty);
        let title = self.title_of(RuleId::Value(id));
        let amount = show::value(self.program, ty, &Value::Number(amount));
        Text::new(
            format!("`{}` comes to {}, which is below zero", title.en, amount.en),
            format!("“{}”算得{}，低于零", title.zh, amount.zh),
        )
    }

    fn choice(&self, id: ExclusiveId, chosen: u32) -> Text {
        let exclusive = self.program.exclusives.get(id.index());
        let title = exclusive.map_or_else(Text::default, |of| show::title(&of.name, of.label.as_deref()));
        let chosen = exclusive
            .map(|of| show::value(self.program, Type::Case(of.cases), &Value::Case(chosen)))
            .unwrap_or_default();
        Text::new(
            format!("`{}` is chosen under `{}`, and nobody is entitled to it", chosen.en, title.en),
            format!("“{}”中选择了“{}”，但不符合其条件", title.zh, chosen.zh),
        )
    }

    fn no_row(&self, id: TableId, arguments: &[Option<Value>]) -> Text {
        let title = self.title_of(RuleId::Table(id));
        let declared = self.program.tables.get(id.index()).map_or(&[][..], |table| &table.arguments);
        let shown = declared.iter().zip(arguments).filter_map(|((name, ty), value)| {
            let value = show::value(self.program, *ty, value.as_ref()?);
            Some(Text::new(format!("`{name}` {}", value.en), format!("“{name}”为{}", value.zh)))
        });
        let (en, zh): (Vec<_>, Vec<_>) = shown.map(|text| (text.en, text.zh)).unzip();
        if en.is_empty() {
            return Text::new(
                format!("no row of `{}` applies", title.en),
                format!("“{}”中没有适用的行", title.zh),
            );
        }
        Text::new(
            format!("no row of `{}` applies to {}", title.en, en.join(", ")),
            format!("“{}”中没有适用的行：{}", title.zh, zh.join("，")),
        )
    }

    fn no_figure(&self, id: ParameterId, key: &[u32], on: Date, why: &Availability) -> Text {
        let title = self.title_of_parameter(id, key);
        match why {
            Availability::NotYet(from) => not_yet(&title, on, *from),
            Availability::Expired(to) => expired(&title, on, *to),
            _ => self.nothing(&title),
        }
    }

    fn no_body(&self, rule: RuleId, chosen: Chosen) -> Text {
        let title = self.title_of(rule);
        match chosen {
            Chosen::NotYet(from) => not_yet(&title, self.plan.as_of(), from),
            Chosen::Expired(to) => expired(&title, self.plan.as_of(), to),
            Chosen::Body(..) | Chosen::Nothing => self.nothing(&title),
        }
    }

    fn nothing(&self, title: &Text) -> Text {
        match self.plan.region() {
            Some(region) => Text::new(
                format!("`{}` has no entry for region `{region}`", title.en),
                format!("“{}”没有适用于地区“{region}”的数据", title.zh),
            ),
            None => Text::new(format!("`{}` has no entry", title.en), format!("“{}”没有数据", title.zh)),
        }
    }

    fn requirement(&self, id: RequirementId) -> Text {
        let Some(requirement) = self.program.requirements.get(id.index()) else {
            return Text::new("a requirement is not met", "不满足政策的要求");
        };
        if let Some(message) = &requirement.message {
            return show::same(message.clone());
        }
        let condition = self.plan.node(requirement.condition).span;
        match self.program.sources.slice(condition) {
            "" => Text::new("a requirement is not met", "不满足政策的要求"),
            text => Text::new(format!("the requirement `{text}` is not met"), format!("不满足要求“{text}”")),
        }
    }

    fn title_of(&self, rule: RuleId) -> Text {
        let program = self.program;
        let found = match rule {
            RuleId::Value(id) => program.values.get(id.index()).map(|of| (&of.name, &of.label)),
            RuleId::Function(id) => program.functions.get(id.index()).map(|of| (&of.name, &of.label)),
            RuleId::Table(id) => program.tables.get(id.index()).map(|of| (&of.name, &of.label)),
            RuleId::Exclusive(id) => program.exclusives.get(id.index()).map(|of| (&of.name, &of.label)),
            RuleId::Requirement(_) | RuleId::Nothing => None,
        };
        found.map(|(name, label)| show::title(name, label.as_deref())).unwrap_or_default()
    }

    fn title_of_parameter(&self, id: ParameterId, key: &[u32]) -> Text {
        let Some(parameter) = self.program.parameters.get(id.index()) else {
            return Text::default();
        };
        let cases = parameter.keys.iter().zip(key);
        let cases = cases.map(|(key, case)| show::case_title(self.program, Type::Case(*key), *case));
        show::title_for_cases(show::title(&parameter.name, parameter.label.as_deref()), cases.collect())
    }
}

fn empty_list(function: Aggregate) -> Text {
    match function {
        Aggregate::Average => Text::new("the list is empty and has no average", "列表为空，没有平均值"),
        Aggregate::Max => Text::new("the list is empty and has no highest value", "列表为空，没有最高值"),
        _ => Text::new("the list is empty and has no lowest value", "列表为空，没有最低值"),
    }
}

fn not_yet(title: &Text, on: Date, from: Option<Date>) -> Text {
    let mut text = Text::new(
        format!("`{}` has no entry yet on {on}", title.en),
        format!("“{}”在{}尚无数据", title.zh, show::day(on).zh),
    );
    if let Some(from) = from {
        text.en.push_str(&format!("; the first one begins on {from}"));
        text.zh.push_str(&format!("，最早一条自{}起", show::day(from).zh));
    }
    text
}

fn expired(title: &Text, on: Date, to: Option<Date>) -> Text {
    let mut text = Text::new(
        format!("`{}` has no entry any more on {on}", title.en),
        format!("“{}”在{}已失效", title.zh, show::day(on).zh),
    );
    if let Some(to) = to {
        text.en.push_str(&format!("; the last one ended on {to}"));
        text.zh.push_str(&format!("，最近一条至{}止", show::day(to).zh));
    }
    text
}
