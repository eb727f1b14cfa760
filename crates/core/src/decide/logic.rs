//! Conditions, comparisons and choices, all of them three-valued.

use std::cmp::Ordering;
use std::rc::Rc;

use super::evaluate::Evaluator;
use super::fault::Fault;
use super::lack::{Gaps, LackId};
use super::operands::{Known, settled};
use super::outcome::{CaseSet, Held, NoValue, Outcome, Possible, Unknown};
use super::ranges::{compared, differ, range_of_outcome};
use super::show;
use crate::program::node::Choice as Choices;
use crate::program::{NodeId, Range, Type, Value};
use crate::vocabulary::Comparison;

/// `and` or `or` while its terms come in. One deciding term settles it whatever the others are. As long as
/// a term is unknown it may turn out to be that one, so a fault beside it is not sure to be reached.
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

    /// Notes that a term that may be either may fail besides.
    pub(super) fn doubt(&mut self) {
        self.gaps.doubt();
    }

    /// The same where a term may fail.
    pub(super) fn doubt_as(&mut self, evaluator: &Evaluator<'_>, term: &Outcome) {
        evaluator.add_doubt(term, &mut self.gaps);
    }

    /// What it comes to when no term decided.
    #[inline(never)]
    pub(super) fn undecided(mut self, evaluator: &mut Evaluator<'_>) -> Outcome<bool> {
        if self.fault.is_some() {
            self.gaps.doubt();
        }
        evaluator.unless_missing(self.gaps)?;
        match self.fault {
            Some(fault) => Err(fault.into()),
            None => Ok(!self.deciding),
        }
    }
}

/// Alternatives of which one applies, while it is not known which.
pub(super) struct Alternatives {
    gaps: Gaps,
    common: Common,
    possible: Option<CaseSet>,
    /// The numbers of all alternatives, once there is one; nothing inside where that is not known.
    range: Option<Option<Range>>,
    /// What the alternatives lack of which that is known; nothing inside once one lacks nothing or fails.
    all_lack: Option<Vec<LackId>>,
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
        Self {
            gaps,
            common: Common::None,
            possible: Some(CaseSet::default()),
            range: None,
            all_lack: Some(Vec::new()),
        }
    }

    /// Adds an alternative. A fault counts as unknown, since it is not sure to be reached.
    pub(super) fn add(&mut self, outcome: Outcome) {
        let range = range_of_outcome(&outcome);
        self.range = Some(match self.range {
            None => range,
            Some(others) => others.zip(range).map(|(others, range)| others.hull(range)),
        });
        match outcome {
            Ok(held) => {
                self.all_lack = None;
                self.widen(case_of(&held).and_then(CaseSet::one));
                self.common = match std::mem::replace(&mut self.common, Common::Differ) {
                    Common::None => Common::Value(held),
                    Common::Value(other) if other == held => Common::Value(other),
                    _ => Common::Differ,
                };
            }
            Err(NoValue::Unknown(unknown)) => {
                self.gaps.add(unknown.lack);
                self.all_lack.iter_mut().for_each(|all| all.push(unknown.lack));
                self.widen(unknown.cases());
                self.common = Common::Differ;
            }
            Err(NoValue::Fault(_)) => {
                self.all_lack = None;
                self.gaps.doubt();
                self.common = Common::Differ;
            }
        }
    }

    fn widen(&mut self, by: Option<CaseSet>) {
        self.possible = self.possible.zip(by).map(|(known, more)| known.union(more));
    }

    /// The common value, or unknown.
    #[inline(never)]
    pub(super) fn finish(mut self, evaluator: &mut Evaluator<'_>) -> Outcome {
        if let Common::Value(held) = self.common {
            return Ok(held);
        }
        // Where a figure is missing whichever applies, it helps nobody to know which does.
        let out_of_reach = |all: Vec<LackId>| all.iter().all(|lack| evaluator.lacks.is_out_of_reach(*lack));
        if self.all_lack.is_some_and(|all| !all.is_empty() && out_of_reach(all)) {
            self.gaps = self.gaps.together();
        }
        if let Some(Some(range)) = self.range {
            return evaluator.within(self.gaps, Some(range));
        }
        let lack = evaluator.join(self.gaps).ok_or_else(|| evaluator.foreign())?;
        let cases = self.possible.filter(|set| !set.is_empty());
        Err(Unknown { lack, possible: cases.map_or(Possible::Anything, Possible::Cases) }.into())
    }
}

/// An `if` while its conditions come in.
struct Choice {
    gaps: Gaps,
    /// The values of the arms whose condition is unknown.
    open: Vec<NodeId>,
    /// The value if none of those applies, or the fault of the condition that comes next.
    last: Result<NodeId, Rc<Fault>>,
}

impl Choice {
    /// Takes a condition and its value; whether the conditions that follow matter.
    fn goes_on(&mut self, condition: Outcome<bool>, value: NodeId) -> bool {
        match condition {
            Ok(false) => return true,
            Ok(true) => self.last = Ok(value),
            Err(NoValue::Fault(fault)) => self.last = Err(fault),
            Err(NoValue::Unknown(unknown)) => {
                self.gaps.add(unknown.lack);
                self.open.push(value);
                return true;
            }
        }
        false
    }
}

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn not(&mut self, value: NodeId) -> Outcome {
        let outcome = self.eval(value);
        self.negated(outcome)
    }

    #[inline(never)]
    fn negated(&self, outcome: Outcome) -> Outcome {
        self.as_bool(outcome).map(|value| Held::bool(!value))
    }

    #[inline(never)]
    pub(super) fn and(&mut self, terms: &[NodeId]) -> Outcome {
        self.kleene(Kleene::and(), terms)
    }

    #[inline(never)]
    pub(super) fn or(&mut self, terms: &[NodeId]) -> Outcome {
        self.kleene(Kleene::or(), terms)
    }

    #[inline(never)]
    fn kleene(&mut self, mut kleene: Kleene, terms: &[NodeId]) -> Outcome {
        for term in terms {
            let term = self.bool(*term);
            if kleene.take(term) {
                return truth(Ok(kleene.deciding));
            }
        }
        truth(kleene.undecided(self))
    }

    /// `if`: the value of the first arm whose condition holds.
    #[inline(never)]
    pub(super) fn choose(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Outcome {
        let mut choice = Choice { gaps: Gaps::default(), open: Vec::new(), last: Ok(otherwise) };
        for (condition, value) in arms {
            let condition = self.bool(*condition);
            if !choice.goes_on(condition, *value) {
                break;
            }
        }
        match choice.last {
            _ if !choice.open.is_empty() => self.any_of(choice),
            Ok(value) => self.eval(value),
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    /// The value that all arms have that may apply.
    #[inline(never)]
    fn any_of(&mut self, choice: Choice) -> Outcome {
        let mut alternatives = Alternatives::between(choice.gaps);
        for value in choice.open.into_iter().map(Ok).chain([choice.last]) {
            let outcome = match value {
                Ok(value) => self.eval(value),
                Err(fault) => Err(NoValue::Fault(fault)),
            };
            alternatives.add(outcome);
        }
        alternatives.finish(self)
    }

    /// `is known`. What fails is not known either.
    #[inline(never)]
    pub(super) fn is_known(&mut self, value: NodeId, negated: bool) -> Outcome {
        let outcome = self.eval(value);
        truth(Ok(is_settled(&outcome) != negated))
    }

    #[inline(never)]
    pub(super) fn compare(&mut self, comparison: Comparison, left: NodeId, right: NodeId) -> Outcome {
        match self.settle(&mut [left, right].into_iter()) {
            Ok(pair) => match pair.as_slice() {
                [left, right] => truth(self.compared(comparison, left, right)),
                _ => Err(self.foreign()),
            },
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
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
        match compared(comparison, left, right) {
            Some(sure) => Ok(sure),
            None => Err(self.both_lacks(left, right)),
        }
    }

    #[inline(never)]
    pub(super) fn equal(&mut self, left: NodeId, right: NodeId, negated: bool) -> Outcome {
        match self.settle(&mut [left, right].into_iter()) {
            Ok(pair) => match pair.as_slice() {
                [left, right] => truth(self.equals(left, right).map(|equal| equal != negated)),
                _ => Err(self.foreign()),
            },
            Err(fault) => Err(NoValue::Fault(fault)),
        }
    }

    #[inline(never)]
    fn equals(&mut self, left: &Known, right: &Known) -> Outcome<bool> {
        if let (Ok(left), Ok(right)) = (left, right) {
            return Ok(left == right);
        }
        if differ(left, right) {
            return Ok(false);
        }
        if let (Some(left), Some(right)) = (cases(left), cases(right))
            && left.is_disjoint(right)
        {
            return Ok(false);
        }
        Err(self.both_lacks(left, right))
    }

    #[inline(never)]
    pub(super) fn is_in(&mut self, value: NodeId, choices: &[Choices], negated: bool) -> Outcome {
        let ty = self.plan.node(value).ty;
        let nodes = choices.iter().flat_map(nodes_of);
        let mut outcomes = Vec::new();
        for node in std::iter::once(value).chain(nodes) {
            outcomes.push(self.eval(node));
        }
        truth(self.found(ty, choices, outcomes).map(|found| found != negated))
    }

    /// Whether a value is among choices; what the value and each part of the choices came to.
    #[inline(never)]
    fn found(&mut self, ty: Type, choices: &[Choices], outcomes: Vec<Outcome>) -> Outcome<bool> {
        let mut outcomes = outcomes.into_iter();
        let value = settled(outcomes.next().unwrap_or_else(|| Err(self.foreign())))?;
        if let Err(unknown) = &value
            && let Some(sure) = self.sure_membership(unknown, ty, choices, outcomes.as_slice())
        {
            return Ok(sure);
        }
        let mut found = Kleene::or();
        for choice in choices {
            let parts = outcomes.by_ref().take(nodes_of(choice).count()).collect();
            let matches = self.matches(&value, choice, parts);
            if found.take(matches) {
                return Ok(true);
            }
        }
        found.undecided(self)
    }

    fn matches(&mut self, value: &Known, choice: &Choices, parts: Vec<Outcome>) -> Outcome<bool> {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().map_or_else(|| Err(self.foreign()), settled);
        match choice {
            Choices::Value(_) => {
                let other = next()?;
                self.equals(value, &other)
            }
            Choices::Within(bounds) => {
                let limits: Vec<_> = bounds.iter().map(|_| next()).collect();
                let mut all = Kleene::and();
                for ((comparison, _), limit) in bounds.iter().zip(limits) {
                    let within = limit.and_then(|limit| self.compared(*comparison, value, &limit));
                    if all.take(within) {
                        return Ok(false);
                    }
                }
                all.undecided(self)
            }
        }
    }

    /// Whether every case that is left is among known choices, or none is.
    fn sure_membership(
        &self,
        unknown: &Unknown,
        ty: Type,
        choices: &[Choices],
        outcomes: &[Outcome],
    ) -> Option<bool> {
        let all = show::enum_of(self.program, ty).and_then(|ty| CaseSet::first(ty.cases.len()));
        let left = unknown.cases().or(all)?;
        let mut chosen = CaseSet::default();
        for (choice, outcome) in choices.iter().zip(outcomes) {
            let (Choices::Value(_), Ok(held)) = (choice, outcome) else { return None };
            chosen = chosen.union(case_of(held).and_then(CaseSet::one)?);
        }
        if left.is_disjoint(chosen) {
            return Some(false);
        }
        (left.union(chosen) == chosen).then_some(true)
    }

    fn both_lacks(&mut self, left: &Known, right: &Known) -> NoValue {
        match (left, right) {
            (Err(left), Err(right)) => {
                let mut gaps = Gaps::default();
                gaps.add(left.lack);
                gaps.add(right.lack);
                self.join(gaps.together()).map_or_else(|| self.foreign(), NoValue::from)
            }
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown.lack.into(),
            (Ok(_), Ok(_)) => self.foreign(),
        }
    }
}

/// The nodes of a choice.
fn nodes_of(choice: &Choices) -> impl Iterator<Item = NodeId> {
    let (value, bounds) = match choice {
        Choices::Value(node) => (Some(*node), &[][..]),
        Choices::Within(bounds) => (None, bounds.as_slice()),
    };
    value.into_iter().chain(bounds.iter().map(|(_, node)| *node))
}

fn truth(outcome: Outcome<bool>) -> Outcome {
    outcome.map(Held::bool)
}

/// Whether it is known what an expression comes to; of a list, who belongs to it.
fn is_settled(outcome: &Outcome) -> bool {
    match outcome {
        Ok(Held::List(list)) => list.is_settled(),
        Ok(_) => true,
        Err(_) => false,
    }
}

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
        Err(unknown) => unknown.cases(),
    }
}

/// A comparison of two values of which only the possible cases are known, where all pairs agree.
fn compare_sets(comparison: Comparison, left: CaseSet, right: CaseSet) -> Option<bool> {
    let least = left.lowest()?.cmp(&right.highest()?);
    let most = left.highest()?.cmp(&right.lowest()?);
    let (least, most) = (comparison.accepts(least), comparison.accepts(most));
    (least == most).then_some(least)
}
