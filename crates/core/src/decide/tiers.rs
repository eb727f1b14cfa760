//! Tiers: the first arm whose condition holds, and what remains possible while that is unknown.

use std::rc::Rc;

use super::combinations::Combinations;
use super::evaluate::Evaluator;
use super::fault::{Fault, RuleId};
use super::lack::{Gaps, LackId};
use super::outcome::{CaseSet, Held, NoValue, Outcome, Possible, Unknown};
use super::show;
use crate::program::{FieldId, InstanceId, Tier, Type, Value, ValueId};

/// More facts than this have more combinations than are tried, whatever their types.
const MOST_FACTS: usize = 8;

/// How much of a lack is looked at to see whether it is small enough to try.
const LOOKED_AT: usize = 64;

/// What all combinations of the missing facts lead to.
#[derive(Default)]
struct Reached {
    cases: CaseSet,
    fault: Option<Rc<Fault>>,
}

/// The arms of a tier while their conditions come in.
struct Arms {
    gaps: Gaps,
    possible: Option<CaseSet>,
    /// The case if none of the possible ones applies, or the fault of the arm that comes next.
    last: Result<u32, Rc<Fault>>,
}

impl Arms {
    fn new(otherwise: u32) -> Self {
        Self { gaps: Gaps::default(), possible: Some(CaseSet::default()), last: Ok(otherwise) }
    }

    /// Takes a condition and its case; whether the arms that follow matter.
    fn goes_on(&mut self, when: Outcome<bool>, case: u32) -> bool {
        match when {
            Ok(false) => return true,
            Ok(true) => self.last = Ok(case),
            Err(NoValue::Fault(fault)) => self.last = Err(fault),
            Err(NoValue::Unknown(unknown)) => {
                self.gaps.add(unknown.lack);
                self.possible = with(self.possible, case);
                return true;
            }
        }
        false
    }
}

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn tier(&mut self, instance: InstanceId, id: ValueId, tier: &Tier) -> Outcome {
        match self.first_arm(tier) {
            Err(NoValue::Unknown(unknown)) if !self.is_trial() => self.try_facts(instance, id, tier, unknown),
            outcome => outcome,
        }
    }

    #[inline(never)]
    fn first_arm(&mut self, tier: &Tier) -> Outcome {
        let mut arms = Arms::new(tier.otherwise);
        for arm in &tier.arms {
            let when = self.bool(arm.when);
            if !arms.goes_on(when, arm.case) {
                break;
            }
        }
        self.decided(arms)
    }

    /// The case that the arms come to.
    #[inline(never)]
    fn decided(&mut self, mut arms: Arms) -> Outcome {
        if arms.last.is_err() {
            arms.gaps.doubt();
        }
        let Some(lack) = self.join(arms.gaps) else {
            return arms.last.map(|case| Held::Value(Value::Case(case))).map_err(NoValue::Fault);
        };
        let Ok(last) = arms.last else {
            return Err(one_of(lack, arms.possible));
        };
        let possible = with(arms.possible, last);
        match possible.and_then(CaseSet::single) {
            Some(only) => Ok(Held::Value(Value::Case(only))),
            None => Err(one_of(lack, possible)),
        }
    }

    /// Decides the tier again with every combination of the facts it lacks, where they are few.
    #[inline(never)]
    fn try_facts(&mut self, instance: InstanceId, id: ValueId, tier: &Tier, unknown: Unknown) -> Outcome {
        let Some(reached) = self.reached(instance, id, tier, &unknown) else {
            return Err(unknown.into());
        };
        self.exact.insert((instance, id));
        match (reached.cases.single(), reached.fault) {
            (Some(only), None) => Ok(Held::Value(Value::Case(only))),
            (None, Some(fault)) if reached.cases.is_empty() => Err(fault.into()),
            (_, None) => Err(one_of(unknown.lack, Some(reached.cases))),
            (_, Some(_)) => Err(one_of(self.doubtful(unknown.lack), Some(reached.cases))),
        }
    }

    #[inline(never)]
    fn reached(
        &mut self,
        instance: InstanceId,
        id: ValueId,
        tier: &Tier,
        unknown: &Unknown,
    ) -> Option<Reached> {
        let facts = self.few_facts(unknown)?;
        let domains: Option<Vec<_>> = facts.iter().map(|fact| self.fact_values(*fact)).collect();
        let domains = domains?;
        let mut reached = Reached::default();
        for values in Combinations::of(&domains)? {
            let supposed: Vec<_> =
                facts.iter().zip(values).map(|((of, field), value)| (*of, *field, value)).collect();
            let mut trial = self.trial(&supposed);
            trial.begin(instance, id);
            let outer = trial.enter(RuleId::Value(id), instance);
            let outcome = trial.first_arm(tier);
            trial.leave(outer);
            let left = trial.steps_left();
            self.trial_steps = left;
            match outcome {
                _ if left == 0 => return None,
                Ok(Held::Value(Value::Case(case))) => {
                    reached.cases = reached.cases.union(CaseSet::one(case)?);
                }
                Ok(_) | Err(NoValue::Unknown(_)) => return None,
                Err(NoValue::Fault(fault)) => {
                    reached.fault.get_or_insert(fault);
                }
            }
        }
        Some(reached)
    }

    /// The facts that are missing, where they are few and nothing else is.
    fn few_facts(&self, unknown: &Unknown) -> Option<Vec<(InstanceId, FieldId)>> {
        let missing = self.lacks.list(unknown.lack, LOOKED_AT);
        let only_facts = !missing.cut && missing.parameters.is_empty() && missing.tables.is_empty();
        (only_facts && missing.facts.len() <= MOST_FACTS).then_some(missing.facts)
    }

    /// The values of a fact, where they can all be tried.
    pub(super) fn fact_values(&self, (instance, field): (InstanceId, FieldId)) -> Option<Vec<Value>> {
        let entity = self.case.get(instance)?.entity;
        let field = self.program.entities.get(entity.index())?.fields.get(field.index())?;
        match field.ty {
            Type::Bool => Some(vec![Value::Bool(true), Value::Bool(false)]),
            Type::Case(_) => {
                let cases = u32::try_from(show::enum_of(self.program, field.ty)?.cases.len()).ok()?;
                Some((0..cases).map(Value::Case).collect())
            }
            _ => None,
        }
    }
}

/// Unknown, with the cases that remain.
fn one_of(lack: LackId, cases: Option<CaseSet>) -> NoValue {
    Unknown { lack, possible: cases.map_or(Possible::Anything, Possible::Cases) }.into()
}

fn with(possible: Option<CaseSet>, case: u32) -> Option<CaseSet> {
    possible.zip(CaseSet::one(case)).map(|(set, one)| set.union(one))
}
