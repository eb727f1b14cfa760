//! Tests of every month of a span: facts by month, what was paid, and what the months come to.

use crate::calendar::Month;
use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::{
    Case, EachMonth, FieldId, InstanceId, MonthExpectation, MonthFacts, MonthsExpected, MonthsPaid, Rule,
    Slot, Type, Value, Whose,
};
use crate::semantics::names::Member;
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop};
use crate::sort;
use crate::syntax::tree::{self, ExpectationKind as Written, Expr, ExprKind, Record, WrittenMonths};

impl Analysis<'_> {
    /// Checks that a test of one day says nothing of months, and one of months nothing of single days.
    pub(crate) fn check_kind_of_test(&mut self, tree: &tree::Test) -> Result<(), Stop> {
        let mut outcome = Ok(());
        if let (Some((_, on)), Some(months)) = (tree.on, tree.each_month) {
            let message = text("a test is for one day or for each month", "示例或针对某一天，或逐月进行");
            let problem = Diagnostic::error(Code::ClauseOfOtherTest, on, message);
            outcome = Err(self.report(problem.label(months.span, text("the months", "月份在此"))));
        }
        let of_months = tree.each_month.is_some();
        let misplaced = tree.expectations.iter().filter(|of| match of.kind {
            Written::Months { .. } | Written::Total { .. } => !of_months,
            Written::Condition(_)
            | Written::Unknown { .. }
            | Written::Lacks { .. }
            | Written::Alert(..)
            | Written::Target(..) => of_months,
            Written::Error(_) => false,
        });
        for expectation in misplaced {
            outcome = Err(self.report(of_other_test(expectation.span, of_months)));
        }
        if !of_months {
            let later = tree.later.iter().map(|(months, _)| months.span);
            let spans: Vec<Span> = later.chain(tree.paid.iter().map(|paid| paid.months.span)).collect();
            for span in spans {
                outcome = Err(self.report(of_other_test(span, false)));
            }
        }
        outcome
    }

    /// What a test says of its months.
    pub(crate) fn lower_months(
        &mut self,
        tree: &tree::Test,
        months: WrittenMonths,
    ) -> Result<EachMonth, Stop> {
        if months.to < months.from {
            let message = text("the last month is before the first", "结束月份早于起始月份");
            return Err(self.report(Diagnostic::error(Code::EntryOrder, months.span, message)));
        }
        let mut outcome = Ok(());
        let mut note = |stop: Stop| outcome = Err(stop);
        let later = self.later_facts(tree, months).map_err(&mut note).unwrap_or_default();
        let mut paid = Vec::new();
        for payment in &tree.paid {
            match self.lower_payment(payment) {
                Ok(payment) => paid.push(payment),
                Err(stop) => note(stop),
            }
        }
        let mut expected = Vec::new();
        for expectation in &tree.expectations {
            match self.lower_expected(expectation, months) {
                Ok(found) => expected.extend(found),
                Err(stop) => note(stop),
            }
        }
        outcome.map(|()| EachMonth { from: months.from, to: months.to, later, paid, expected })
    }

    /// The facts from each month on in which some are said.
    fn later_facts(&mut self, tree: &tree::Test, months: WrittenMonths) -> Result<Vec<MonthFacts>, Stop> {
        let mut by_month: Vec<(Month, &Record)> = Vec::new();
        let mut outcome = Ok(());
        for (from, record) in &tree.later {
            if from.from > months.to {
                outcome = Err(self.report(outside(from.span, from.from, months)));
            }
            by_month.push((from.from, record));
        }
        let (mut said, mut later): (Vec<&Record>, Vec<MonthFacts>) = (Vec::new(), Vec::new());
        for (from, records) in sort::groups(by_month) {
            said.extend(&records);
            let case = self.test_case(tree, &said)?;
            let given = self.given_in(&case, &records);
            later.push(MonthFacts { from, case, given });
        }
        outcome.map(|()| later)
    }

    /// The facts that records give: those of the root, and those of everybody in the lists they give anew.
    fn given_in(&self, case: &Case, records: &[&Record]) -> Vec<(InstanceId, FieldId)> {
        let root = InstanceId::default();
        let mut given = Vec::new();
        let fields = records.iter().flat_map(|record| &record.fields).filter(|field| !field.pinned);
        for field in fields {
            let Some(Member::Field(id)) = self.names.member(self.program.root, &field.name.text) else {
                continue;
            };
            given.push((root, id));
            let Slot::Many(entries, _) = case.slot(root, id) else { continue };
            for entry in entries {
                let slots = case.get(*entry).map_or(&[][..], |instance| &instance.slots);
                let known = (0..).map(FieldId).zip(slots).filter(|(_, slot)| matches!(slot, Slot::Known(_)));
                given.extend(known.map(|(field, _)| (*entry, field)));
            }
        }
        given
    }

    fn lower_payment(&mut self, tree: &tree::Payment) -> Result<MonthsPaid, Stop> {
        if tree.months.to < tree.months.from {
            let message = text("the last month is before the first", "结束月份早于起始月份");
            return Err(self.report(Diagnostic::error(Code::EntryOrder, tree.months.span, message)));
        }
        let (whose, _) = self.whose(&tree.whose, true)?;
        let value = self.amount(&tree.amount)?;
        let Some(coins) = coins(&value).filter(|coins| *coins >= 0) else {
            let message = text(
                "what was paid is a whole number of coins, not below zero",
                "已发金额应为不小于零的整数分",
            );
            return Err(self.range_violation(tree.amount.span, message));
        };
        Ok(MonthsPaid { whose, from: tree.months.from, to: tree.months.to, coins })
    }

    fn amount(&mut self, expr: &Expr) -> Result<Value, Stop> {
        let value = self.literal(expr, Type::Money(None), false)?;
        value.ok_or(Stop::Reported)
    }

    /// What is expected of months; nothing where an expectation is of another kind.
    fn lower_expected(
        &mut self,
        tree: &tree::Expectation,
        all: WrittenMonths,
    ) -> Result<Option<MonthExpectation>, Stop> {
        let (whose, kind) = match &tree.kind {
            Written::Months { whose, months, value } => {
                let outside_of =
                    [months.from, months.to].into_iter().find(|of| *of < all.from || all.to < *of);
                if let Some(month) = outside_of {
                    return Err(self.report(outside(months.span, month, all)));
                }
                let (whose, ty) = self.whose(whose, false)?;
                let value = match &value.kind {
                    ExprKind::Unknown => None,
                    _ => Some(self.literal(value, ty, false)?.ok_or(Stop::Reported)?),
                };
                (whose, MonthsExpected::Each(months.from, months.to, value))
            }
            Written::Total { total, whose, value } => {
                let (whose, _) = self.whose(whose, true)?;
                (whose, MonthsExpected::Total(*total, self.amount(value)?))
            }
            _ => return Ok(None),
        };
        Ok(Some(MonthExpectation { whose, kind, span: tree.span }))
    }

    /// A result that the root does not have; one of an entry of a list is told by the entry's key.
    fn nobodys(&mut self, name: &tree::Name) -> Stop {
        let Some((owner, _)) = self.names.member_owners.get(&name.text) else {
            return self.no_member(self.program.root, name);
        };
        let owner = self.entity_name(*owner);
        let name_text = &name.text;
        let problem = problems::unknown_name(name.span, name_text, None)
            .note(text(format!("`{name_text}` belongs to `{owner}`"), format!("“{name_text}”属于“{owner}”")))
            .help(text(
                format!("say whose it is, by the key: `{name_text}(\"A\")`"),
                format!("请用标识写明是谁的，如“{name_text}（“甲”）”"),
            ));
        self.report(problem)
    }

    /// A tier or benefit, or a benefit alone, with the type of what it comes to in a month.
    fn whose(&mut self, tree: &tree::Whose, benefit_only: bool) -> Result<(Whose, Type), Stop> {
        let name = &tree.name;
        let found = match tree.key {
            None => self.names.member(self.program.root, &name.text),
            Some(_) => self
                .names
                .member_owners
                .get(&name.text)
                .and_then(|(owner, _)| self.names.member(*owner, &name.text)),
        };
        let value = match found {
            Some(Member::Value(value)) => value,
            Some(Member::Field(_)) => {
                return Err(self.report(not_a_result(name.span, &name.text, benefit_only)));
            }
            None => return Err(self.nobodys(name)),
        };
        self.used.insert(Item::Value(value));
        if self.progress.get(&Item::Value(value)) == Some(&Progress::Failed) {
            return Err(Stop::Reported);
        }
        let derived = self.program.values.get(value.index());
        let ty = match derived.map(|derived| (&derived.rule, derived.ty)) {
            Some((Rule::Benefit(_), _)) => Type::Money(None),
            Some((Rule::Tier(_), ty)) if !benefit_only => ty,
            _ => return Err(self.report(not_a_result(name.span, &name.text, benefit_only))),
        };
        Ok((Whose { value, key: tree.key.as_ref().map(|key| key.text.clone()) }, ty))
    }
}

fn coins(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.to_i64(),
        _ => None,
    }
}

fn of_other_test(span: Span, of_months: bool) -> Diagnostic {
    let (message, help): (Text, Text) = match of_months {
        true => (
            text("a condition belongs to a test for one day", "条件只能用于针对某一天的示例"),
            text(
                "say of which months: `expect payment 2023-01 to 2023-04: 915 yuan`",
                "请写明月份，如“预期 低保金 2023年1月 至 2023年4月：915元”",
            ),
        ),
        false => (
            text("this belongs to a test of months", "此项只能用于逐月示例"),
            text(
                "write `each month 2023-01 to 2023-12` after the test's label",
                "请在标题后写“逐月 2023年1月 至 2023年12月”",
            ),
        ),
    };
    Diagnostic::error(Code::ClauseOfOtherTest, span, message).help(help)
}

fn outside(span: Span, month: Month, all: WrittenMonths) -> Diagnostic {
    let message = text(
        format!("{month} is not among the months from {} to {}", all.from, all.to),
        format!("{month} 不在 {} 至 {} 之内", all.from, all.to),
    );
    Diagnostic::error(Code::MonthOutsideTest, span, message)
        .label(all.span, text("the months of the test", "示例的月份"))
}

fn not_a_result(span: Span, name: &str, benefit_only: bool) -> Diagnostic {
    let message = match benefit_only {
        true => text(format!("`{name}` is not a benefit"), format!("“{name}”不是待遇")),
        false => text(
            format!("`{name}` is neither a tier nor a benefit"),
            format!("“{name}”既不是认定，也不是待遇"),
        ),
    };
    Diagnostic::error(Code::NotAResult, span, message)
}
