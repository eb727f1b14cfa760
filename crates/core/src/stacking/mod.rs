//! Which benefits of a policy one and the same instance can be granted together, on any date and in any
//! region.
//!
//! Two benefits stack unless something says otherwise: an exclusive that lists both, conditions that provably
//! never hold together, or the reading of one by the other. What cannot be proved is not said.

mod effort;
mod implied;
mod outcome;
mod reads;
mod term;

use crate::decide::decision::PolicyRef;
use crate::decide::show;
use crate::diagnostic::Text;
use crate::map::Set;
use crate::program::node::Part;
use crate::program::{Derived, EntityId, Exclusive, Keep, Program, Rule, ValueId};

use effort::Effort;
use implied::{Implied, Prover};
use term::Term;

pub use outcome::{BenefitEntry, EntityStacking, ExclusiveEntry, Kept, Pair, Relation, Stacking};

/// Compares the benefits of each entity with one another.
pub(crate) fn stacking(program: &Program, policy: PolicyRef) -> Stacking {
    let entities = (0..).map(EntityId).zip(&program.entities);
    let mut effort = Effort::default();
    let entities = entities.filter_map(|(id, entity)| {
        let benefits: Vec<_> = benefits_of(program, id).collect();
        if benefits.is_empty() {
            return None;
        }
        let pairs = pairs(program, &benefits, &mut effort);
        Some(EntityStacking {
            entity: entity.name.clone(),
            label: entity.label.clone(),
            benefits: benefits.iter().map(|(_, derived)| entry(derived)).collect(),
            cut: pairs.is_none(),
            pairs: pairs.unwrap_or_default(),
        })
    });
    Stacking { policy, entities: entities.collect() }
}

/// A benefit with all that the comparison goes by.
struct Compared<'p> {
    id: ValueId,
    derived: &'p Derived,
    implied: Implied,
    reads: Set<ValueId>,
}

fn benefits_of(program: &Program, entity: EntityId) -> impl Iterator<Item = (ValueId, &Derived)> {
    let values = (0..).map(ValueId).zip(&program.values);
    values.filter(move |(_, of)| of.entity == entity && matches!(of.rule, Rule::Benefit(_)))
}

/// The pairs that do not simply stack, in the order written; nothing where there is too much to compare.
fn pairs(program: &Program, benefits: &[(ValueId, &Derived)], effort: &mut Effort) -> Option<Vec<Pair>> {
    let seats = program.exclusives.iter().map(|of| of.benefits.len()).fold(1, usize::saturating_add);
    let benefits = benefits.iter().map(|(id, derived)| Compared::new(program, *id, derived, effort));
    let benefits = benefits.collect::<Option<Vec<_>>>()?;
    let mut found = Vec::new();
    for (position, one) in benefits.iter().enumerate() {
        for other in benefits.iter().skip(position.saturating_add(1)) {
            effort.spend(one.implied.cost_beside(&other.implied).saturating_add(seats))?;
            let pair = excluded(program, one, other)
                .or_else(|| never(program, one, other))
                .or_else(|| needs(one, other))
                .or_else(|| needs(other, one))
                .or_else(|| reads(one, other))
                .or_else(|| reads(other, one));
            if let Some(pair) = pair {
                effort.tell(&pair)?;
                found.push(pair);
            }
        }
    }
    Some(found)
}

/// Citations of a benefit and of its amendments, each once.
fn citations(benefit: &Derived) -> Vec<String> {
    let amended = benefit.variants.iter().flat_map(|variant| &variant.citations);
    each_once(benefit.citations.iter().chain(amended))
}

fn entry(benefit: &Derived) -> BenefitEntry {
    let Derived { name, label, .. } = benefit;
    BenefitEntry { name: name.clone(), label: label.clone(), citations: citations(benefit) }
}

impl<'p> Compared<'p> {
    fn new(program: &'p Program, id: ValueId, derived: &'p Derived, effort: &mut Effort) -> Option<Self> {
        let (implied, looked_at) = Prover::new(program).granted(id);
        effort.look_at(looked_at)?;
        let reads = reads::benefits_read(program, id, effort)?;
        Some(Self { id, derived, implied, reads })
    }

    fn title(&self) -> Text {
        show::title(&self.derived.name, self.derived.label.as_deref())
    }

    fn citations(&self) -> Vec<String> {
        citations(self.derived)
    }

    fn pair(&self, other: &Self, relation: Relation, because: Text, citations: Vec<String>) -> Pair {
        let (one, other) = (self.derived.name.clone(), other.derived.name.clone());
        Pair { one, other, relation, exclusive: None, because, citations }
    }
}

fn each_once<'c>(citations: impl Iterator<Item = &'c String>) -> Vec<String> {
    let mut seen = Set::new();
    citations.filter(|citation| seen.insert(*citation)).cloned().collect()
}

/// An exclusive that lists both. No other lists the same two.
fn excluded(program: &Program, one: &Compared<'_>, other: &Compared<'_>) -> Option<Pair> {
    let seat = |of: &Exclusive, id| of.benefits.iter().position(|rival| rival.value == id);
    let mut exclusives = program.exclusives.iter();
    let (exclusive, seats) =
        exclusives.find_map(|of| Some((of, (seat(of, one.id)?, seat(of, other.id)?))))?;
    let (kept, because) = match exclusive.keep {
        Keep::Highest => {
            (Kept::Highest, Text::new("the highest amount is granted", "就高享受，金额最高的一项"))
        }
        Keep::First => {
            let first = if seats.0 < seats.1 { one } else { other }.title();
            let text = Text::new(format!("`{}` goes before", first.en), format!("“{}”优先", first.zh));
            (Kept::First, text)
        }
        Keep::Chosen(_) => (Kept::Choice, Text::new("the applicant chooses", "由申请人选择")),
    };
    let title = show::title(&exclusive.name, exclusive.label.as_deref());
    let because =
        Text::new(format!("`{}`: {}", title.en, because.en), format!("“{}”：{}", title.zh, because.zh));
    let citations = each_once(exclusive.citations.iter());
    let entry = ExclusiveEntry { name: exclusive.name.clone(), label: exclusive.label.clone(), keep: kept };
    let pair = one.pair(other, Relation::Exclusive, because, citations);
    Some(Pair { exclusive: Some(entry), ..pair })
}

/// A proof that nobody is granted both.
fn never(program: &Program, one: &Compared<'_>, other: &Compared<'_>) -> Option<Pair> {
    let because = match (one.implied.is_impossible(), other.implied.is_impossible()) {
        (true, _) => nobody(one),
        (_, true) => nobody(other),
        _ => {
            let (ours, theirs) = one.implied.contradicts(&other.implied)?;
            let term = ours.term.text(program);
            let (left, right) = (ours.values(program), theirs.values(program));
            let (first, second) = (one.title(), other.title());
            Text::new(
                format!(
                    "`{}` asks for `{}` to be {}, `{}` for it to be {}",
                    first.en, term.en, left.en, second.en, right.en
                ),
                format!("“{}”要求“{}”为{}，“{}”要求为{}", first.zh, term.zh, left.zh, second.zh, right.zh),
            )
        }
    };
    let citations = each_once(one.citations().iter().chain(&other.citations()));
    Some(one.pair(other, Relation::Never, because, citations))
}

fn nobody(benefit: &Compared<'_>) -> Text {
    let title = benefit.title();
    Text::new(
        format!("nobody can be entitled to `{}`", title.en),
        format!("任何人都不可能符合“{}”的条件", title.zh),
    )
}

/// A proof that nobody is entitled to the one without being entitled to the other.
fn needs(one: &Compared<'_>, other: &Compared<'_>) -> Option<Pair> {
    let asked = |part| one.implied.asks_for(&Term::of_benefit(other.id, part));
    let asked = asked(Part::Granted) || asked(Part::Entitled);
    asked.then(|| {
        let (needing, needed) = (one.title(), other.title());
        let because = Text::new(
            format!("`{}` is only for those who have `{}`", needing.en, needed.en),
            format!("“{}”以“{}”为前提", needing.zh, needed.zh),
        );
        one.pair(other, Relation::Needs, because, one.citations())
    })
}

fn reads(one: &Compared<'_>, other: &Compared<'_>) -> Option<Pair> {
    one.reads.contains(&other.id).then(|| {
        let (reading, read) = (one.title(), other.title());
        let because = Text::new(
            format!("the condition or the amount of `{}` goes by `{}`", reading.en, read.en),
            format!("“{}”的条件或者金额与“{}”有关", reading.zh, read.zh),
        );
        one.pair(other, Relation::Reads, because, one.citations())
    })
}
