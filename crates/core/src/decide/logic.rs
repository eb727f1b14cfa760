//! Conditions, comparisons and choices, all of them three-valued.

use std::cmp::Ordering;
use std::rc::Rc;

use super::evaluate::{Evaluator, settled};
use super::fault::Fault;
use super::lack::{Gaps, LackId};
use super::outcome::{CaseSet, Held, NoValue, Outcome, Unknown};
use super::show;
use crate::program::node::Choice;
use crate::program::{NodeId, Type, Value};
use crate::syntax::tree::Comparison;

/// `and` or `or` while its terms come in. One deciding term settles it whatever the others are;
/// otherwise a fault wins over something unknown.
pub(super) struct Kleene {
    /// What decides at once: `no` for `and`, `yes` for `or`.
    deciding: bool,
    gaps: Gaps,
    fault: Option<Rc<Fault>>,
}

impl Kleene {
    /// All must hold.
    pub(super) fn and() -> Self {
        Self { deciding: false, gaps: Gaps::default(), fault: None }
    }

    /// One must hold.
    pub(super) fn or() -> Self {
        Self { deciding: true, gaps: Gaps::default(), fault: None }
    }

    /// Takes a term; whether it decides.
    pub(super) fn take(&mut self, term: Outcome<bool>) -> bool {
        match term {
            Ok(value) => return value == self.deciding,
            Err(NoValue::Unknown(unknown)) => self.gaps.add(unknown.lack),
            Err(NoValue::Fault(fault)) => self.fail(fault),
        }
        false
    }

    /// Notes that a term may be either.
    pub(super) fn lack(&mut self, lack: LackId) {
        self.gaps.add(lack);
    }

    /// Notes that a term fails.
    pub(super) fn fail(&mut self, fault: Rc<Fault>) {
        self.fault.get_or_insert(fault);
    }

    /// What decides.
    pub(super) fn deciding(&self) -> bool {
        self.deciding
    }

    /// What it comes to when no term decided.
    pub(super) fn undecided(self, evaluator: &mut Evaluator<'_>) -> Outcome<bool> {
        if let Some(fault) = self.fault {
            return Err(fault.into());
        }
        evaluator.unless_missing(self.gaps)?;
        Ok(!self.deciding)
    }
}

/// Alternatives of which one applies, while it is not known which.
pub(super) struct Alternatives {
    gaps: Gaps,
    common: Common,
    possible: Option<CaseSet>,
}

enum Common {
    None,
    Value(Held),
    /// They differ, or one of them has no value.
    Differ,
}

impl Alternatives {
    /// Alternatives between which these gaps stand.
    pub(super) fn between(gaps: Gaps) -> Self {
        Self { gaps, common: Common::None, possible: Some(CaseSet::default()) }
    }

    /// Adds an alternative. A fault counts as unknown, since it is not sure to be reached.
    pub(super) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Ok(held) => {
                self.widen(case_of(&held).and_then(CaseSet::one));
                self.common = match std::mem::replace(&mut self.common, Common::Differ) {
                    Common::None => Common::Value(held),
                    Common::Value(other) if other == held => Common::Value(other),
                    _ => Common::Differ,
                };
            }
            Err(NoValue::Unknown(unknown)) => {
                self.gaps.add(unknown.lack);
                self.widen(unknown.possible);
                self.common = Common::Differ;
            }
            Err(NoValue::Fault(_)) => self.common = Common::Differ,
        }
    }

    fn widen(&mut self, by: Option<CaseSet>) {
        self.possible = self.possible.zip(by).map(|(known, more)| known.union(more));
    }

    /// The common value, or unknown.
    pub(super) fn finish(self, evaluator: &mut Evaluator<'_>) -> Outcome {
        if let Common::Value(held) = self.common {
            return Ok(held);
        }
        let possible = self.possible.filter(|set| !set.is_empty());
        match evaluator.join(self.gaps) {
            Some(lack) => Err(Unknown { lack, possible }.into()),
            None => Err(evaluator.foreign()),
        }
    }
}

impl Evaluator<'_> {
    pub(super) fn not(&mut self, value: NodeId) -> Outcome {
        self.bool(value).map(|value| Held::bool(!value))
    }

    pub(super) fn and(&mut self, terms: &[NodeId]) -> Outcome {
        self.kleene(Kleene::and(), terms)
    }

    pub(super) fn or(&mut self, terms: &[NodeId]) -> Outcome {
        self.kleene(Kleene::or(), terms)
    }

    fn kleene(&mut self, mut kleene: Kleene, terms: &[NodeId]) -> Outcome {
        for term in terms {
            let term = self.bool(*term);
            if kleene.take(term) {
                return Ok(Held::bool(kleene.deciding));
            }
        }
        kleene.undecided(self).map(Held::bool)
    }

    /// `if`: the value of the first arm whose condition holds.
    pub(super) fn choose(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Outcome {
        let mut gaps = Gaps::default();
        let mut open = Vec::new();
        let mut last = otherwise;
        for (condition, value) in arms {
            match settled(self.bool(*condition))? {
                Ok(false) => {}
                Ok(true) => {
                    last = *value;
                    break;
                }
                Err(unknown) => {
                    gaps.add(unknown.lack);
                    open.push(*value);
                }
            }
        }
        if open.is_empty() {
            return self.eval(last);
        }
        open.push(last);
        let mut alternatives = Alternatives::between(gaps);
        for value in open {
            let outcome = self.eval(value);
            alternatives.add(outcome);
        }
        alternatives.finish(self)
    }

    /// `is known`. What fails is not known either.
    pub(super) fn is_known(&mut self, value: NodeId, negated: bool) -> Outcome {
        let known = match self.eval(value) {
            Ok(Held::List(list)) => list.is_settled(),
            Ok(_) => true,
            Err(_) => false,
        };
        Ok(Held::bool(known != negated))
    }

    pub(super) fn compare(&mut self, comparison: Comparison, left: NodeId, right: NodeId) -> Outcome {
        let left = settled(self.eval(left))?;
        let right = settled(self.eval(right))?;
        self.compared(comparison, &left, &right).map(Held::bool)
    }

    fn compared(&mut self, comparison: Comparison, left: &Known, right: &Known) -> Outcome<bool> {
        if let (Ok(left), Ok(right)) = (left, right) {
            let order = order_of(left, right).ok_or_else(|| self.foreign())?;
            return Ok(comparison.accepts(order));
        }
        if let (Some(left), Some(right)) = (cases(left), cases(right))
            && let Some(sure) = compare_sets(comparison, left, right)
        {
            return Ok(sure);
        }
        Err(self.both_lacks(left, right))
    }

    pub(super) fn equal(&mut self, left: NodeId, right: NodeId, negated: bool) -> Outcome {
        let left = settled(self.eval(left))?;
        let right = settled(self.eval(right))?;
        self.equals(&left, &right).map(|equal| Held::bool(equal != negated))
    }

    fn equals(&mut self, left: &Known, right: &Known) -> Outcome<bool> {
        if let (Ok(left), Ok(right)) = (left, right) {
            return Ok(left == right);
        }
        if let (Some(left), Some(right)) = (cases(left), cases(right))
            && left.is_disjoint(right)
        {
            return Ok(false);
        }
        Err(self.both_lacks(left, right))
    }

    pub(super) fn is_in(&mut self, value: NodeId, choices: &[Choice], negated: bool) -> Outcome {
        let ty = self.plan.node(value).ty;
        let value = settled(self.eval(value))?;
        if let Err(unknown) = value
            && let Some(sure) = self.sure_membership(unknown, ty, choices)
        {
            return Ok(Held::bool(sure != negated));
        }
        let mut found = Kleene::or();
        for choice in choices {
            let matches = self.matches(&value, choice);
            if found.take(matches) {
                return Ok(Held::bool(!negated));
            }
        }
        found.undecided(self).map(|found| Held::bool(found != negated))
    }

    fn matches(&mut self, value: &Known, choice: &Choice) -> Outcome<bool> {
        match choice {
            Choice::Value(other) => {
                let other = settled(self.eval(*other))?;
                self.equals(value, &other)
            }
            Choice::Within(bounds) => {
                let mut all = Kleene::and();
                for (comparison, limit) in bounds {
                    let limit = settled(self.eval(*limit))?;
                    let within = self.compared(*comparison, value, &limit);
                    if all.take(within) {
                        return Ok(false);
                    }
                }
                all.undecided(self)
            }
        }
    }

    /// Whether every case that is left is among known choices, or none is.
    fn sure_membership(&mut self, unknown: Unknown, ty: Type, choices: &[Choice]) -> Option<bool> {
        let all = show::enum_of(self.program, ty).and_then(|ty| CaseSet::first(ty.cases.len()));
        let left = unknown.possible.or(all)?;
        let mut chosen = CaseSet::default();
        for choice in choices {
            let Choice::Value(node) = choice else { return None };
            let Ok(Value::Case(case)) = self.scalar(*node) else { return None };
            chosen = chosen.union(CaseSet::one(case)?);
        }
        if left.is_disjoint(chosen) {
            return Some(false);
        }
        (left.union(chosen) == chosen).then_some(true)
    }

    fn both_lacks(&mut self, left: &Known, right: &Known) -> NoValue {
        match (left, right) {
            (Err(left), Err(right)) => self.join_two(left.lack, right.lack).into(),
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown.lack.into(),
            (Ok(_), Ok(_)) => self.foreign(),
        }
    }
}

/// A value, known or not.
type Known = Result<Held, Unknown>;

fn order_of(left: &Held, right: &Held) -> Option<Ordering> {
    match (left, right) {
        (Held::Value(left), Held::Value(right)) => left.compare(right),
        _ => None,
    }
}

fn case_of(held: &Held) -> Option<u32> {
    match held {
        Held::Value(Value::Case(case)) => Some(*case),
        _ => None,
    }
}

/// The cases a value may have, where that is known.
fn cases(value: &Known) -> Option<CaseSet> {
    match value {
        Ok(held) => case_of(held).and_then(CaseSet::one),
        Err(unknown) => unknown.possible,
    }
}

/// A comparison of two values of which only the possible cases are known, where all pairs agree.
fn compare_sets(comparison: Comparison, left: CaseSet, right: CaseSet) -> Option<bool> {
    let least = left.lowest()?.cmp(&right.highest()?);
    let most = left.highest()?.cmp(&right.lowest()?);
    let (least, most) = (comparison.accepts(least), comparison.accepts(most));
    (least == most).then_some(least)
}
