//! What an unknown value lacks: facts nobody gave, figures the policy does not give.
//!
//! Lacks are joined far more often than they are read, and lists of thousands of unknown facts are
//! joined again at every step that uses them. So a join only remembers its parts, and the facts are
//! listed when a result is reported.
//!
//! A lack is doubtful where what is missing may also lead to an error. Nothing is concluded from what a
//! value may be unless it is sure that there will be one.
//!
//! A lack is out of reach where a figure is missing without which no fact helps: nobody can tell whether an income lies
//! below a line that is not laid down. Facts that are missing beside such a figure only are not asked for.

use crate::map::Set;
use crate::program::{FieldId, InstanceId, ParameterId, TableId};

/// Stands for something missing, in one evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LackId {
    /// A fact.
    Fact(InstanceId, FieldId),
    /// A figure of a parameter, at a position among those of its keys.
    Parameter(ParameterId, u32),
    /// A figure of a table.
    Table(TableId),
    /// Several.
    Join(u32),
}

/// The joins of one evaluation.
#[derive(Debug, Default)]
pub(crate) struct Lacks {
    joins: Vec<Join>,
}

#[derive(Debug)]
struct Join {
    parts: Box<[LackId]>,
    doubtful: bool,
    out_of_reach: bool,
}

/// Something missing, listed; each once, in the order it is first needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Facts.
    pub(crate) facts: Vec<(InstanceId, FieldId)>,
    /// Figures of parameters, with their positions among those of the keys.
    pub(crate) parameters: Vec<(ParameterId, u32)>,
    /// Tables.
    pub(crate) tables: Vec<TableId>,
    /// Whether the list was cut short.
    pub(crate) cut: bool,
}

/// What an expression was found to lack while its parts were evaluated.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    lacks: Vec<LackId>,
    doubtful: bool,
    together: bool,
}

impl Gaps {
    /// Adds something missing.
    pub(crate) fn add(&mut self, lack: LackId) {
        if self.lacks.last() != Some(&lack) {
            self.lacks.push(lack);
        }
    }

    /// Notes that there may be an error besides.
    pub(crate) fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// Notes that nothing is known before all of it is: each number of a sum, both sides of a comparison.
    pub(crate) fn together(mut self) -> Self {
        self.together = true;
        self
    }

    /// Adds all of others.
    pub(crate) fn append(&mut self, others: Gaps) {
        others.lacks.into_iter().for_each(|lack| self.add(lack));
        self.doubtful |= others.doubtful;
    }

    /// Whether nothing is missing.
    pub(crate) fn is_empty(&self) -> bool {
        self.lacks.is_empty()
    }
}

impl Lacks {
    /// All of the gaps as one; nothing where there are none.
    pub(crate) fn join(&mut self, gaps: Gaps) -> Option<LackId> {
        match gaps.lacks.as_slice() {
            [] => None,
            [one] if !gaps.doubtful => Some(*one),
            [first, ..] => {
                // The limit on steps ends an evaluation long before there are so many joins.
                let Ok(id) = u32::try_from(self.joins.len()) else { return Some(*first) };
                let doubtful = gaps.doubtful || gaps.lacks.iter().any(|lack| self.is_doubtful(*lack));
                let mut lacks = gaps.lacks.iter();
                let out_of_reach = if gaps.together {
                    lacks.any(|lack| self.is_out_of_reach(*lack))
                } else {
                    lacks.all(|lack| self.is_out_of_reach(*lack))
                };
                let parts = gaps.lacks.into_boxed_slice();
                self.joins.push(Join { parts, doubtful, out_of_reach });
                Some(LackId::Join(id))
            }
        }
    }

    /// Whether what is missing may lead to an error as well as to a value.
    pub(crate) fn is_doubtful(&self, lack: LackId) -> bool {
        match lack {
            LackId::Join(id) => self.joins.get(id as usize).is_none_or(|join| join.doubtful),
            LackId::Fact(..) | LackId::Parameter(..) | LackId::Table(_) => false,
        }
    }

    /// Whether no fact helps.
    pub(crate) fn is_out_of_reach(&self, lack: LackId) -> bool {
        match lack {
            LackId::Join(id) => self.joins.get(id as usize).is_some_and(|join| join.out_of_reach),
            LackId::Fact(..) => false,
            LackId::Parameter(..) | LackId::Table(_) => true,
        }
    }

    /// How many parts a join has.
    pub(crate) fn parts(&self, lack: LackId) -> usize {
        self.parts_of(lack).map_or(1, <[LackId]>::len)
    }

    /// Lists what is missing, looking at no more than `budget` parts; of what is out of reach only the figures.
    pub(crate) fn list(&self, lack: LackId, budget: usize) -> Missing {
        let mut walk = Walk { missing: Missing::default(), seen: Set::new() };
        let mut waiting = vec![(lack, false)];
        let mut left = budget;
        while let Some((lack, within)) = waiting.pop() {
            if left == 0 {
                walk.missing.cut = true;
                break;
            }
            left -= 1;
            let out_of_reach = within || self.is_out_of_reach(lack);
            if !walk.seen.insert((lack, out_of_reach)) {
                continue;
            }
            match self.parts_of(lack) {
                // The last part is taken first, so they are put there in reverse.
                Some(parts) => {
                    let parts = parts.iter().take(left.saturating_add(1)).rev();
                    waiting.extend(parts.map(|part| (*part, out_of_reach)));
                }
                None if out_of_reach && matches!(lack, LackId::Fact(..)) => {}
                None => walk.note(lack),
            }
        }
        walk.missing
    }

    fn parts_of(&self, lack: LackId) -> Option<&[LackId]> {
        match lack {
            LackId::Join(id) => Some(self.joins.get(id as usize).map_or(&[], |join| &join.parts)),
            _ => None,
        }
    }
}

struct Walk {
    missing: Missing,
    /// With whether it was out of reach where it was seen. A figure always is.
    seen: Set<(LackId, bool)>,
}

impl Walk {
    fn note(&mut self, lack: LackId) {
        match lack {
            LackId::Fact(instance, field) => self.missing.facts.push((instance, field)),
            LackId::Parameter(id, key) => self.missing.parameters.push((id, key)),
            LackId::Table(id) => self.missing.tables.push(id),
            LackId::Join(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(instance: u32) -> LackId {
        LackId::Fact(InstanceId(instance), FieldId(0))
    }

    fn join(lacks: &mut Lacks, parts: &[LackId]) -> LackId {
        let mut gaps = Gaps::default();
        parts.iter().for_each(|part| gaps.add(*part));
        lacks.join(gaps).unwrap()
    }

    #[test]
    fn facts_are_listed_once_in_the_order_of_need() {
        let mut lacks = Lacks::default();
        let inner = join(&mut lacks, &[fact(2), fact(0)]);
        let outer = join(&mut lacks, &[fact(1), inner, LackId::Table(TableId(4)), fact(2), inner]);
        let missing = lacks.list(outer, 100);
        assert_eq!(missing.facts, [1, 2, 0].map(|id| (InstanceId(id), FieldId(0))));
        assert_eq!(missing.tables, [TableId(4)]);
        assert!(!missing.cut);
        assert_eq!(lacks.join(Gaps::default()), None);
        assert_eq!(join(&mut lacks, &[fact(3), fact(3)]), fact(3));
    }

    #[test]
    fn joins_of_joins_are_not_walked_twice() {
        let mut lacks = Lacks::default();
        let mut lack = fact(0);
        for id in 1..200 {
            let left = join(&mut lacks, &[lack, fact(id)]);
            let right = join(&mut lacks, &[fact(id), lack]);
            lack = join(&mut lacks, &[left, right]);
        }
        assert_eq!(lacks.list(lack, 10_000).facts.len(), 200);
    }

    #[test]
    fn doubt_is_handed_on() {
        let mut lacks = Lacks::default();
        let mut gaps = Gaps::default();
        gaps.add(fact(0));
        gaps.doubt();
        let doubtful = lacks.join(gaps).unwrap();
        let sure = join(&mut lacks, &[fact(0), fact(1)]);
        let both = join(&mut lacks, &[sure, doubtful]);
        assert_eq!([doubtful, sure, both].map(|lack| lacks.is_doubtful(lack)), [true, false, true]);
        assert_eq!(lacks.list(both, 100).facts.len(), 2);
    }

    #[test]
    fn facts_beside_a_missing_figure_are_out_of_reach() {
        let mut lacks = Lacks::default();
        let mut gaps = Gaps::default();
        gaps.add(fact(0));
        gaps.add(LackId::Parameter(ParameterId(7), 2));
        let compared = lacks.join(gaps.together()).unwrap();
        let guarded = join(&mut lacks, &[compared, fact(1)]);
        let missing = lacks.list(guarded, 100);
        assert_eq!(
            (missing.facts, missing.parameters),
            (vec![(InstanceId(1), FieldId(0))], vec![(ParameterId(7), 2)])
        );
        // Where the same fact helps elsewhere, it is asked for.
        let elsewhere = join(&mut lacks, &[compared, fact(0)]);
        assert_eq!(lacks.list(elsewhere, 100).facts, [(InstanceId(0), FieldId(0))]);
        // What is joined with nothing but what is out of reach is too.
        let all = join(&mut lacks, &[compared, LackId::Table(TableId(1))]);
        assert!(lacks.is_out_of_reach(all) && !lacks.is_out_of_reach(guarded));
    }

    #[test]
    fn a_long_list_can_be_cut() {
        let mut lacks = Lacks::default();
        let all: Vec<_> = (0..1000).map(fact).collect();
        let lack = join(&mut lacks, &all);
        let missing = lacks.list(lack, 11);
        assert!(missing.cut);
        assert_eq!(missing.facts, (0..10).map(|id| (InstanceId(id), FieldId(0))).collect::<Vec<_>>());
    }
}
