//! Decisions in brief, as numbers, for a host that puts them together: what a known result looks like is told
//! once for all cases of a plan, as its form, and of a case only what it decides.

use super::pieces::granted;
use super::wire::Forms;
use crate::decide::decision::ResultEntry;
use crate::decide::{Decision, Known, assumption, known_entry};
use crate::program::way::{Fact, Step};
use crate::program::{self, EntityId, FieldId, InstanceId, Rule, ValueId};
use crate::untraced::{Answer, Outcome};

/// The coins that every host can hold as a number: those of a binary fraction of 64 bits.
const MOST_COINS: i64 = (1 << 53) - 1;

/// What is told once, and how to tell the rest.
#[derive(Debug)]
pub(super) struct Brief {
    forms: Forms,
    /// For each tier and benefit, by the index of its value.
    results: Vec<Option<Results>>,
    /// The number of each entity's first field.
    first: Vec<i32>,
    /// By the number of a field, the form of its default.
    defaults: Vec<Option<i32>>,
}

/// The forms of a result.
#[derive(Debug)]
enum Results {
    /// Of the first case; those of the others follow.
    Tier { first: i32 },
    /// Of a refused benefit, of a granted one, and of the first way in which it can be excluded.
    Benefit { refused: i32, granted: Option<i32>, excluded: i32 },
}

impl Brief {
    /// How the decisions of a plan are told, given one without results, which tells of no alerts and targets:
    /// they have no forms.
    pub(super) fn of(plan: &program::Plan, empty: Decision) -> Self {
        let program = plan.program();
        let mut entries = Vec::new();
        let values = (0..).map(ValueId).zip(&program.values);
        let results = values
            .map(|(id, value)| match plan.rule(id).unwrap_or(&value.rule) {
                Rule::Definition(_) => None,
                Rule::Tier(tier) => {
                    let cases = program.enums.get(tier.cases.index())?.cases.len();
                    let known = (0..).take(cases).map(|case| known_entry(plan, id, Known::Case(case)));
                    Some(Results::Tier { first: add(&mut entries, known)? })
                }
                Rule::Benefit(benefit) => {
                    let refused = add(&mut entries, [known_entry(plan, id, Known::Refused)])?;
                    // Words and months are not told as numbers.
                    let granted = granted(plan, id).filter(|_| !benefit.has_particulars());
                    let granted = add(&mut entries, [granted]);
                    let ways = program.exclusions_of(id).into_iter();
                    let ways = ways.map(|(by, instead)| known_entry(plan, id, Known::Excluded(by, instead)));
                    Some(Results::Benefit { refused, granted, excluded: add(&mut entries, ways)? })
                }
            })
            .collect();
        let (mut first, mut defaults) = (Vec::new(), Vec::new());
        let (mut fields, mut assumptions) = (Vec::new(), Vec::new());
        for (entity, declared) in (0..).map(EntityId).zip(&program.entities) {
            first.push(i32::try_from(fields.len()).unwrap_or(i32::MAX));
            for (field, declared) in (0..).map(FieldId).zip(&declared.fields) {
                let step = Step { entity, field, position: None };
                let assumption = assumption(program, step, declared.name.clone());
                let form = i32::try_from(entries.len().saturating_add(assumptions.len())).ok();
                defaults.push(form.filter(|_| assumption.is_some()));
                assumptions.extend(assumption);
                fields.push(declared.name.clone());
            }
        }
        let places = program.currency.exponent;
        let forms = Forms { decision: empty, entries, assumptions, fields, places };
        Self { forms, results, first, defaults }
    }

    pub(super) fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Tells results, given the way to an instance, and what they assume; nothing where one of them has no
    /// form.
    pub(super) fn write(
        &self,
        answers: &[Answer],
        way_to: impl Fn(InstanceId) -> Option<Vec<Step>>,
        assumed: &[Fact],
        out: &mut Vec<i32>,
    ) -> Option<()> {
        for answer in answers {
            let result = self.results.get(answer.value.index())?.as_ref()?;
            let (form, coins) = match (result, answer.outcome) {
                (Results::Tier { first }, Outcome::Tier(case)) => (first.checked_add_unsigned(case)?, None),
                (Results::Benefit { refused, .. }, Outcome::Benefit { entitled: false, .. }) => {
                    (*refused, None)
                }
                (Results::Benefit { excluded, .. }, Outcome::Excluded(way)) => {
                    (excluded.checked_add_unsigned(way)?, None)
                }
                (Results::Benefit { granted, .. }, Outcome::Benefit { entitled: true, coins }) => {
                    (granted.filter(|_| (0..=MOST_COINS).contains(&coins))?, Some(coins))
                }
                _ => return None,
            };
            out.push(form);
            if answer.instance == InstanceId::default() {
                out.push(0);
            } else {
                self.write_way(&way_to(answer.instance)?, out)?;
            }
            if let Some(coins) = coins {
                out.extend([(coins & 0xffff_ffff) as u32 as i32, (coins >> 32) as i32]);
            }
        }
        for Fact { of, own } in assumed {
            let field = usize::try_from(self.field(own.entity, own.field)?).ok()?;
            out.push((*self.defaults.get(field)?)?);
            self.write_way(of, out)?;
        }
        Some(())
    }

    fn write_way(&self, way: &[Step], out: &mut Vec<i32>) -> Option<()> {
        out.push(i32::try_from(way.len()).ok()?);
        for Step { entity, field, position } in way {
            out.push(self.field(*entity, *field)?);
            out.push(position.map_or(Some(-1), |position| i32::try_from(position).ok())?);
        }
        Some(())
    }

    fn field(&self, entity: EntityId, field: FieldId) -> Option<i32> {
        self.first.get(entity.index())?.checked_add_unsigned(field.0)
    }
}

/// Adds entries; says where the first of them stands.
fn add(to: &mut Vec<ResultEntry>, entries: impl IntoIterator<Item = Option<ResultEntry>>) -> Option<i32> {
    let first = i32::try_from(to.len()).ok()?;
    for entry in entries {
        to.push(entry?);
    }
    Some(first)
}
