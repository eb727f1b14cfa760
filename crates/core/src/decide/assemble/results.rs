//! The result of each tier and benefit of each instance.

use super::{Decided, Deciding};
use crate::calendar::Month;
use crate::decide::decision::{
    Amount, Answer, CaseError, Excluded, Paid, Possible, ResultEntry, ResultKind, Status,
};
use crate::decide::fault::FaultKind;
use crate::decide::needs;
use crate::decide::outcome::{Held, NoValue, Unknown};
use crate::decide::show;
use crate::diagnostic::Text;
use crate::number::Rational;
use crate::program::node::Part;
use crate::program::{Benefit, Derived, ExclusiveId, InstanceId, ReasonPart, Rule, Type, Value, ValueId};
use crate::vocabulary;

impl<'a> Deciding<'a> {
    pub(super) fn results(&mut self, error: Option<&CaseError>) -> Vec<Decided> {
        let mut results = Vec::new();
        for (value, derived) in (0..).map(ValueId).zip(&self.program.values) {
            for (instance, entity) in self.instances() {
                if entity == derived.entity {
                    results.extend(self.result(instance, value, derived, error));
                }
            }
        }
        results
    }

    /// The result of a tier or benefit; nothing for a definition.
    fn result(
        &mut self,
        instance: InstanceId,
        value: ValueId,
        derived: &'a Derived,
        error: Option<&CaseError>,
    ) -> Option<Decided> {
        let kind = match derived.rule {
            Rule::Definition(_) => return None,
            Rule::Tier(_) => ResultKind::Tier,
            Rule::Benefit(_) => ResultKind::Benefit,
        };
        let entry = self.blank(instance, kind, derived);
        let mut decided = Decided { instance, value, entry, lack: None };
        match (error, self.plan.rule(value)?) {
            (Some(error), _) => decided.fail(error.clone()),
            (None, Rule::Benefit(benefit)) => self.fill_benefit(&mut decided, derived, benefit),
            (None, _) => self.fill_tier(&mut decided, derived),
        }
        Some(decided)
    }

    pub(super) fn blank(&self, instance: InstanceId, kind: ResultKind, derived: &Derived) -> ResultEntry {
        let of = self.case.path(self.program, instance, None);
        ResultEntry::blank(derived.name.clone(), derived.label.clone(), of, kind, Status::Undecided)
    }

    fn fill_tier(&mut self, decided: &mut Decided, derived: &Derived) {
        match self.evaluator.value_of(decided.instance, decided.value) {
            Ok(Held::Value(Value::Case(case))) => {
                decided.entry.status = Status::Decided;
                decided.entry.case = show::case_ref(self.program, derived.ty, case);
            }
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            Err(NoValue::Unknown(unknown)) => {
                let exact = self.evaluator.exact.contains(&(decided.instance, decided.value));
                decided.entry.possible = Some(self.possible(derived.ty, &unknown, exact));
                decided.lack = Some(unknown.lack);
            }
        }
    }

    fn possible(&self, ty: Type, unknown: &Unknown, exact: bool) -> Possible {
        let all = show::enum_of(self.program, ty).map_or(0, |ty| ty.cases.len());
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        let cases: Vec<u32> = match unknown.cases() {
            Some(set) => set.cases().collect(),
            None => (0..all).collect(),
        };
        Possible {
            cases: cases.into_iter().filter_map(|case| show::case_ref(self.program, ty, case)).collect(),
            exact,
        }
    }

    fn fill_benefit(&mut self, decided: &mut Decided, derived: &Derived, benefit: &Benefit) {
        let entitled = self.evaluator.part_of(decided.instance, decided.value, Part::Entitled);
        decided.entry.entitled = Some(match &entitled {
            Ok(held) if held.is_bool(true) => Answer::Yes,
            Ok(_) => Answer::No,
            Err(_) => Answer::Unknown,
        });
        match self.evaluator.value_of(decided.instance, decided.value) {
            Ok(Held::Value(Value::Number(coins))) => {
                decided.entry.status = Status::Decided;
                decided.entry.amount = Some(self.amount(derived, benefit, coins));
            }
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            Err(NoValue::Unknown(unknown)) => decided.lack = Some(unknown.lack),
        }
        if derived.kept.is_some()
            && decided.entry.entitled != Some(Answer::No)
            && decided.entry.status == Status::Decided
            && let Some((by, instead)) = self.evaluator.excluded(decided.instance, decided.value)
        {
            decided.entry.excluded = self.excluded(by, instead);
        }
        let granted = self.evaluator.part_of(decided.instance, decided.value, Part::Granted);
        if decided.entry.error.is_some() {
            return;
        }
        match granted {
            Ok(granted) if granted.is_bool(true) => self.fill_granted(decided, benefit),
            Err(NoValue::Unknown(_)) => self.fill_open(decided, benefit),
            Ok(_) | Err(NoValue::Fault(_)) => {}
        }
    }

    pub(super) fn excluded(&self, by: ExclusiveId, instead: Option<u32>) -> Option<Excluded> {
        let exclusive = self.program.exclusives.get(by.index())?;
        Some(Excluded {
            exclusive: exclusive.name.clone(),
            label: exclusive.label.clone(),
            instead: instead.and_then(|case| show::case_ref(self.program, Type::Case(exclusive.cases), case)),
        })
    }

    /// What is said only to those to whom it is granted: from when until when, and why.
    fn fill_granted(&mut self, decided: &mut Decided, benefit: &Benefit) {
        decided.entry.start = benefit.start.and_then(|_| self.month(decided, Part::Start));
        decided.entry.stop = benefit.stop.and_then(|_| self.month(decided, Part::Stop));
        if decided.entry.error.is_none() {
            let reason = benefit.reason.as_ref();
            decided.entry.reason = reason.map(|parts| self.reason(decided, parts));
        }
    }

    /// The months outside which nothing is paid, whoever it is granted to: where they are known, nobody waits
    /// for what is missing to say so of a month outside.
    fn fill_open(&mut self, decided: &mut Decided, benefit: &Benefit) {
        decided.entry.start = benefit.start.and_then(|_| self.known_month(decided, Part::Start));
        decided.entry.stop = benefit.stop.and_then(|_| self.known_month(decided, Part::Stop));
    }

    fn known_month(&mut self, decided: &Decided, part: Part) -> Option<Month> {
        match self.evaluator.part_of(decided.instance, decided.value, part) {
            Ok(Held::Value(Value::Month(month))) => Some(month),
            _ => None,
        }
    }

    fn month(&mut self, decided: &mut Decided, part: Part) -> Option<Month> {
        match self.evaluator.part_of(decided.instance, decided.value, part) {
            Ok(Held::Value(Value::Month(month))) => return Some(month),
            Ok(_) => decided.fail(self.report(FaultKind::Foreign)),
            Err(NoValue::Fault(fault)) => decided.fail(self.report_of(&fault)),
            // Support that has begun goes on until something ends it: nobody is asked for the day.
            Err(NoValue::Unknown(_)) if part == Part::Stop => {}
            Err(NoValue::Unknown(unknown)) => {
                decided.lack = Some(match decided.lack {
                    Some(lack) => self.evaluator.join_two(lack, unknown.lack),
                    None => unknown.lack,
                });
            }
        }
        None
    }

    pub(super) fn amount(&self, derived: &Derived, benefit: &Benefit, coins: Rational) -> Amount {
        let period = match derived.ty {
            Type::Money(period) => period,
            _ => None,
        };
        let currency = &self.program.currency;
        Amount {
            text: show::money_decimal(currency, coins),
            coins: coins.to_i64(),
            currency: currency.code.clone(),
            period: period.map(needs::period),
            paid: benefit.paid.map(paid),
            display: show::money(currency, coins, period),
        }
    }

    fn reason(&mut self, decided: &Decided, parts: &[ReasonPart]) -> Text {
        show::reason(parts, &mut |node| {
            let outcome = self.evaluator.clause(decided.instance, decided.value, Some(node));
            show::said_of(self.program, self.case, self.plan.node(node).ty, &outcome)
        })
    }
}

fn paid(paid: vocabulary::Paid) -> Paid {
    match paid {
        vocabulary::Paid::Daily => Paid::Daily,
        vocabulary::Paid::Monthly => Paid::Monthly,
        vocabulary::Paid::Yearly => Paid::Yearly,
        vocabulary::Paid::Once => Paid::Once,
    }
}
