//! Which facts to ask for, and in which order; and which figures are missing besides.
//!
//! The most decisive comes first: the one whose answer decides the most results. For a fact with few
//! values each of them is tried; for any other, those results count that need nothing else. A result
//! that needs the fact among others counts next, and the order of the policy last.

use std::cmp::Reverse;

use super::decision::{
    Assumption, BoundInfo, BoundKind, CaseRef, Kind, Missing as MissingFigure, MissingKind, Need, Period,
    TypeInfo,
};
use super::evaluate::Evaluator;
use super::lack::Missing;
use super::show;
use crate::diagnostic::Text;
use crate::map::Map;
use crate::number::Rational;
use crate::program::way::Step;
use crate::program::{
    Bound, Case, Default, EntityId, Field, FieldId, InstanceId, Plan, Program, Type, ValueId,
};
use crate::sort;
use crate::vocabulary::{self, Comparison};

/// What trying answers may cost for one case.
const STEPS: u64 = 2_000_000;

/// The most facts that are reported.
pub(super) const MOST: usize = 1_000;

/// A fact of a case.
pub(super) type Fact = (InstanceId, FieldId);

/// A result that needs facts.
pub(super) struct Open {
    pub(super) instance: InstanceId,
    pub(super) value: ValueId,
    pub(super) missing: Missing,
}

/// The facts that are needed, in the order to ask.
pub(super) struct Order {
    facts: Vec<Fact>,
    place: Map<Fact, usize>,
}

/// How much a fact would decide: what its answers decide on average, then how many results need it.
type Score = (Rational, usize);

impl Order {
    /// Orders the facts that results need, and after them those that only requirements need.
    pub(super) fn of(evaluator: &mut Evaluator<'_>, open: &[Open], requirements: &[Missing]) -> Self {
        let mut needed_by: Map<Fact, Vec<usize>> = Map::new();
        let mut facts = Vec::new();
        let of_results = open.iter().enumerate().map(|(at, open)| (Some(at), &open.missing));
        for (at, missing) in of_results.chain(requirements.iter().map(|missing| (None, missing))) {
            for fact in &missing.facts {
                let by = needed_by.or_insert_with(*fact, || {
                    facts.push(*fact);
                    Vec::new()
                });
                by.extend(at);
            }
        }
        evaluator.refill_trials(STEPS);
        let none = Vec::new();
        let mut scores: Map<Fact, Score> = Map::new();
        for fact in &facts {
            let by = needed_by.get(fact).unwrap_or(&none);
            scores.insert(*fact, score(evaluator, *fact, by, open));
        }
        sort::by_key(&mut facts, |fact| Reverse(scores.get(fact).copied().unwrap_or_default()));
        let place = facts.iter().enumerate().map(|(place, fact)| (*fact, place)).collect();
        Self { facts, place }
    }

    /// All facts, the most decisive first.
    pub(super) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Facts in the order to ask.
    pub(super) fn sort(&self, facts: &mut [Fact]) {
        sort::by_key(facts, |fact| self.place.get(fact).copied().unwrap_or(usize::MAX));
    }
}

fn score(evaluator: &mut Evaluator<'_>, fact: Fact, by: &[usize], open: &[Open]) -> Score {
    let tried = if by.is_empty() { None } else { tried(evaluator, fact, by, open) };
    let decides = tried.unwrap_or_else(|| {
        let alone = by.iter().filter_map(|at| open.get(*at)).filter(|open| needs_only(&open.missing, fact));
        Rational::integer(i128::try_from(alone.count()).unwrap_or(i128::MAX))
    });
    (decides, by.len())
}

fn needs_only(missing: &Missing, fact: Fact) -> bool {
    missing.facts == [fact] && missing.parameters.is_empty() && missing.tables.is_empty() && !missing.cut
}

/// How many results an answer decides on average, for a fact with few values; nothing where trying
/// costs too much.
fn tried(evaluator: &mut Evaluator<'_>, fact: Fact, by: &[usize], open: &[Open]) -> Option<Rational> {
    let values = evaluator.fact_values(fact).filter(|values| !values.is_empty())?;
    let count = i128::try_from(values.len()).ok()?;
    let mut decided = 0;
    for value in values {
        let supposed = [(fact.0, fact.1, value)];
        let mut trial = evaluator.trial(&supposed);
        for open in by.iter().filter_map(|at| open.get(*at)) {
            decided += i128::from(trial.value_of(open.instance, open.value).is_ok());
        }
        let left = trial.steps_left();
        evaluator.trial_steps = left;
        if left == 0 {
            return None;
        }
    }
    Rational::new(decided, count).ok()
}

/// A fact as it is asked for; nothing where the case has no such fact.
pub(super) fn need(program: &Program, case: &Case, fact: Fact, asked_by: Vec<String>) -> Option<Need> {
    let entity = program.entities.get(case.get(fact.0)?.entity.index())?;
    let field = entity.fields.get(fact.1.index())?;
    Some(Need {
        path: case.path(program, fact.0, Some(fact.1)),
        entity: entity.name.clone(),
        field: field.name.clone(),
        label: field.label.clone(),
        ask: field.ask.clone(),
        ty: field_type(program, field),
        asked_by,
    })
}

/// A fact for which the policy's default was taken.
pub(crate) fn assumption(program: &Program, fact: Step, path: String) -> Option<Assumption> {
    let field = program.entities.get(fact.entity.index())?.fields.get(fact.field.index())?;
    let value = match field.default.as_ref()? {
        Default::Value(value) => show::value(program, field.ty, value),
        Default::Empty => Text::new("nobody", "无"),
    };
    Some(Assumption { path, label: field.label.clone(), value })
}

/// What a value of a field looks like.
pub(crate) fn field_type(program: &Program, field: &Field) -> TypeInfo {
    let bounds = field.bounds.iter().map(|bound| bound_info(program, field.ty, bound)).collect();
    TypeInfo { whole: field.whole, bounds, ..type_info(program, field.ty) }
}

/// What a value of a type looks like.
pub(crate) fn type_info(program: &Program, ty: Type) -> TypeInfo {
    let (kind, period) = kind_of(ty);
    let enum_of = show::enum_of(program, ty);
    let named = match ty {
        Type::Record(EntityId(id)) | Type::List(EntityId(id)) => {
            program.entities.get(id as usize).map(|entity| entity.name.clone())
        }
        _ => enum_of.map(|ty| ty.name.clone()),
    };
    let cases = enum_of.map_or(&[][..], |ty| &ty.cases);
    TypeInfo {
        kind,
        period,
        whole: false,
        name: named,
        cases: cases
            .iter()
            .map(|case| CaseRef { name: case.name.clone(), label: case.label.clone() })
            .collect(),
        bounds: Vec::new(),
    }
}

fn kind_of(ty: Type) -> (Kind, Option<Period>) {
    match ty {
        Type::Bool => (Kind::Bool, None),
        Type::Number => (Kind::Number, None),
        Type::Money(of) => (Kind::Money, of.map(period)),
        Type::Date => (Kind::Date, None),
        Type::Month => (Kind::Month, None),
        Type::Months => (Kind::Months, None),
        Type::Days => (Kind::Days, None),
        Type::Text => (Kind::Text, None),
        Type::Case(_) => (Kind::Case, None),
        Type::Record(_) => (Kind::Record, None),
        Type::List(_) => (Kind::List, None),
    }
}

/// A period as decisions name it.
pub(super) fn period(of: vocabulary::Period) -> Period {
    match of {
        vocabulary::Period::Day => Period::Day,
        vocabulary::Period::Month => Period::Month,
        vocabulary::Period::Year => Period::Year,
    }
}

fn bound_info(program: &Program, ty: Type, bound: &Bound) -> BoundInfo {
    let comparison = match bound.comparison {
        Comparison::Below => BoundKind::Below,
        Comparison::AtMost => BoundKind::AtMost,
        Comparison::Above => BoundKind::Above,
        Comparison::AtLeast => BoundKind::AtLeast,
    };
    BoundInfo {
        comparison,
        limit: show::exact(program, ty, &bound.limit),
        display: show::value(program, ty, &bound.limit),
    }
}

/// The figures among what is missing, as a decision names them.
pub(super) fn missing_figures(plan: &Plan, missing: &Missing) -> Vec<MissingFigure> {
    let program = plan.program();
    let mut figures = Vec::new();
    let mut add = |kind, name: &String, label: &Option<String>, cases| {
        figures.push(MissingFigure { kind, name: name.clone(), label: label.clone(), cases });
    };
    for (id, key) in &missing.parameters {
        let Some(parameter) = program.parameters.get(id.index()) else { continue };
        let cases = parameter.keys.iter().zip(plan.cases_of(*id, *key));
        let cases = cases.filter_map(|(of, case)| show::case_ref(program, Type::Case(*of), case)).collect();
        add(MissingKind::Parameter, &parameter.name, &parameter.label, cases);
    }
    for id in &missing.tables {
        let Some(table) = program.tables.get(id.index()) else { continue };
        add(MissingKind::Table, &table.name, &table.label, Vec::new());
    }
    figures
}
