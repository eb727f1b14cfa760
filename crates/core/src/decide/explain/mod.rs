//! How results came about: a tree of what each rests on, down to facts and figures.

mod exclusives;
mod monitors;
mod parts;
mod sources;
mod values;

use std::collections::VecDeque;

use super::decision::Explanation;
use super::evaluate::Evaluator;
use super::formula::Leaf;
use super::monitors::Watched;
use crate::calendar::Date;
use crate::map::Set;
use crate::program::{FieldId, InstanceId, ParameterId, ValueId};

/// What explaining may cost.
const STEPS: u64 = 5_000_000;

/// The most parts of all explanations together.
const MOST_PARTS: usize = 5_000;

/// The most parts of all formulas together.
const MOST_PIECES: u32 = 200_000;

/// How deep an explanation nests. What lies deeper is explained beside the first level.
const DEEPEST: u32 = 24;

/// Explains results.
pub(super) fn explain(
    evaluator: &mut Evaluator<'_>,
    results: &[(InstanceId, ValueId)],
    watched: &Watched,
) -> Vec<Explanation> {
    evaluator.refill(STEPS);
    let (seen, deeper) = (Set::new(), VecDeque::new());
    let mut explaining = Explaining { evaluator, left: MOST_PARTS, pieces: MOST_PIECES, seen, deeper };
    let mut all: Vec<_> =
        results.iter().map(|(instance, value)| explaining.result(*instance, *value)).collect();
    let program = explaining.evaluator.program;
    for (alert, instance) in &watched.alerted {
        let Some(alert) = program.alerts.get(*alert).filter(|_| explaining.left > 0) else { break };
        all.push(explaining.alert(*instance, alert));
    }
    for (target, instance) in &watched.aimed {
        let Some(target) = program.targets.get(*target).filter(|_| explaining.left > 0) else { break };
        all.push(explaining.target(*instance, target));
    }
    all
}

pub(super) struct Explaining<'e, 'a> {
    pub(super) evaluator: &'e mut Evaluator<'a>,
    /// How many parts may still be added.
    left: usize,
    /// How many parts of formulas may still be written.
    pub(super) pieces: u32,
    /// What was explained in the present result.
    seen: Set<Seen>,
    /// What lies too deep and follows on the first level.
    deeper: VecDeque<Leaf>,
}

/// Tells the parts of one result apart. Calls with other arguments and lookups are explained each time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Seen {
    Fact(InstanceId, FieldId),
    Value(InstanceId, ValueId),
    Figure(ParameterId, Vec<u32>, Date),
}

/// A part whose own children are still to come.
pub(super) struct Part {
    pub(super) explanation: Explanation,
    pub(super) leaves: Vec<Leaf>,
}

impl Explaining<'_, '_> {
    fn result(&mut self, instance: InstanceId, value: ValueId) -> Explanation {
        if self.left == 0 {
            let mut head = self.value_head(instance, value);
            head.cut = true;
            return head;
        }
        self.seen.clear();
        self.deeper.clear();
        let mut top = self.explained(Leaf::Value(instance, value), 0);
        self.add_deeper(&mut top);
        top
    }

    /// A part of the first level with what it rests on.
    pub(super) fn grown(&mut self, part: Part) -> Explanation {
        self.seen.clear();
        self.deeper.clear();
        self.left = self.left.saturating_sub(1);
        let Part { mut explanation, leaves } = part;
        self.add_children(&mut explanation, leaves, 0);
        self.add_deeper(&mut explanation);
        explanation
    }

    /// Adds what lay too deep to the first level.
    fn add_deeper(&mut self, top: &mut Explanation) {
        while let Some(leaf) = self.deeper.pop_front() {
            if self.left == 0 {
                top.cut = true;
                break;
            }
            let further = self.explained(leaf, 1);
            top.children.push(further);
        }
    }

    fn explained(&mut self, leaf: Leaf, depth: u32) -> Explanation {
        self.left = self.left.saturating_sub(1);
        if let Some(seen) = seen(&leaf) {
            self.seen.insert(seen);
        }
        let Part { mut explanation, leaves } = self.part(leaf);
        self.add_children(&mut explanation, leaves, depth);
        explanation
    }

    fn add_children(&mut self, explanation: &mut Explanation, leaves: Vec<Leaf>, depth: u32) {
        let mut here: Set<Seen> = Set::new();
        for leaf in leaves {
            if self.left == 0 {
                explanation.cut = true;
                return;
            }
            let mark = seen(&leaf);
            if mark.clone().is_some_and(|mark| !here.insert(mark)) {
                continue;
            }
            let child = if mark.is_some_and(|mark| self.seen.contains(&mark)) {
                self.reference(leaf)
            } else if depth >= DEEPEST {
                let reference = self.reference(leaf.clone());
                self.deeper.push_back(leaf);
                reference
            } else {
                self.explained(leaf, depth + 1)
            };
            explanation.children.push(child);
        }
    }

    /// A part without what it rests on.
    fn reference(&mut self, leaf: Leaf) -> Explanation {
        self.left = self.left.saturating_sub(1);
        if let Some(seen) = seen(&leaf) {
            self.seen.insert(seen);
        }
        let is_plain = matches!(leaf, Leaf::Fact(..) | Leaf::Figure(..));
        let mut explanation = match leaf {
            Leaf::Value(instance, id) => self.value_head(instance, id),
            leaf => self.part(leaf).explanation,
        };
        if !is_plain {
            explanation.steps.clear();
            explanation.repeated = true;
        }
        explanation
    }

    fn part(&mut self, leaf: Leaf) -> Part {
        match leaf {
            Leaf::Fact(instance, field) => self.fact(instance, field),
            Leaf::Value(instance, id) => self.value(instance, id),
            Leaf::Figure(id, cases, date, found) => self.figure(id, &cases, date, &found),
            Leaf::Table(looked) => self.table(&looked),
            Leaf::Call(called) => self.call(*called),
        }
    }
}

fn seen(leaf: &Leaf) -> Option<Seen> {
    match leaf {
        Leaf::Fact(instance, field) => Some(Seen::Fact(*instance, *field)),
        Leaf::Value(instance, value) => Some(Seen::Value(*instance, *value)),
        Leaf::Figure(parameter, cases, on, _) => Some(Seen::Figure(*parameter, cases.clone(), *on)),
        Leaf::Table(_) | Leaf::Call(_) => None,
    }
}
