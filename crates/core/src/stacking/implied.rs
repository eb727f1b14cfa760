//! What must hold of an instance that is granted a benefit.

use std::collections::BTreeSet;

use super::term::{Scope, Term};
use crate::decide::show;
use crate::diagnostic::Text;
use crate::number::Rational;
use crate::program::node::{Choice, Part};
use crate::program::{NodeId, NodeKind, Program, Rule, Tier, Type, Value, ValueId};
use crate::vocabulary::Comparison;

/// How much is looked at for one benefit. What lies beyond is taken for unknown.
const STEPS: u32 = 20_000;
/// The most terms that are kept of one benefit.
const MOST_ASKED: usize = 256;
/// How deep definitions are looked into.
const DEEPEST: u32 = 120;

const NO: u32 = 0;
const YES: u32 = 1;

/// What must hold, outermost first; or that nothing can hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Implied {
    impossible: bool,
    facts: Vec<Asked>,
}

/// A term and the cases one of which it must be; yes and no count as cases.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub term: Term,
    ty: Type,
    cases: BTreeSet<u32>,
}

impl Asked {
    fn one_of(term: Term, ty: Type, cases: impl IntoIterator<Item = u32>) -> Implied {
        let cases: BTreeSet<u32> = cases.into_iter().collect();
        Implied { impossible: cases.is_empty(), facts: vec![Self { term, ty, cases }] }
    }

    /// The cases as they read.
    pub fn values(&self, program: &Program) -> Text {
        let value = |case: &u32| match self.ty {
            Type::Case(_) => show::value(program, self.ty, &Value::Case(*case)),
            _ => show::value(program, self.ty, &Value::Bool(*case == YES)),
        };
        let values: Vec<Text> = self.cases.iter().map(value).collect();
        let joined =
            |text: fn(&Text) -> &str, with: &str| values.iter().map(text).collect::<Vec<_>>().join(with);
        Text::new(joined(|value| &value.en, " or "), joined(|value| &value.zh, "或"))
    }
}

impl Implied {
    fn impossible() -> Self {
        Self { impossible: true, facts: Vec::new() }
    }

    pub fn is_impossible(&self) -> bool {
        self.impossible
    }

    /// Whether a term is asked to be yes.
    pub fn asks_for(&self, term: &Term) -> bool {
        let asked = self.facts.iter().find(|asked| asked.term == *term);
        !self.impossible && asked.is_some_and(|asked| !asked.cases.contains(&NO))
    }

    /// How much it takes to compare it with another.
    pub fn cost_beside(&self, other: &Self) -> usize {
        self.facts.len().saturating_mul(other.facts.len())
    }

    /// Terms of which two benefits ask for different cases: what each asks for.
    pub fn contradicts<'i>(&'i self, other: &'i Self) -> Option<(&'i Asked, &'i Asked)> {
        self.facts.iter().find_map(|ours| {
            let theirs = other.facts.iter().find(|theirs| theirs.term == ours.term)?;
            ours.cases.is_disjoint(&theirs.cases).then_some((ours, theirs))
        })
    }

    /// Both hold.
    fn and(mut self, other: Self) -> Self {
        self.impossible |= other.impossible;
        for asked in other.facts {
            let is_full = self.facts.len() >= MOST_ASKED;
            match self.facts.iter_mut().find(|known| known.term == asked.term) {
                Some(known) => {
                    known.cases.retain(|case| asked.cases.contains(case));
                    self.impossible |= known.cases.is_empty();
                }
                None if is_full => {}
                None => self.facts.push(asked),
            }
        }
        self
    }

    /// One of the two holds.
    fn or(self, other: Self) -> Self {
        if self.impossible {
            return other;
        }
        if other.impossible {
            return self;
        }
        let both = |asked: Asked| {
            let same = other.facts.iter().find(|same| same.term == asked.term)?;
            Some(Asked { cases: asked.cases.union(&same.cases).copied().collect(), ..asked })
        };
        Self { impossible: false, facts: self.facts.into_iter().filter_map(both).collect() }
    }
}

/// Looks for what conditions imply.
pub(super) struct Prover<'p> {
    program: &'p Program,
    steps: u32,
}

impl<'p> Prover<'p> {
    pub fn new(program: &'p Program) -> Self {
        Self { program, steps: STEPS }
    }

    /// What holds of an instance that is granted a benefit of its own, and how many expressions were looked at.
    pub fn granted(mut self, benefit: ValueId) -> (Implied, usize) {
        let implied = self.benefit(benefit, 0, Part::Granted, true, DEEPEST);
        (implied, STEPS.saturating_sub(self.steps) as usize)
    }

    /// What follows from a condition that holds, or does not.
    fn condition(&mut self, id: NodeId, scope: Scope, holds: bool, depth: u32) -> Implied {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.steps > 0) else {
            return Implied::default();
        };
        self.steps = self.steps.saturating_sub(1);
        let program = self.program;
        match &program.nodes.get(id).kind {
            NodeKind::Constant(Value::Bool(value)) if *value == holds => Implied::default(),
            NodeKind::Constant(_) => Implied::impossible(),
            NodeKind::Not(inner) => self.condition(*inner, scope, !holds, depth),
            NodeKind::And(parts) if holds => self.all(parts, scope, holds, depth),
            NodeKind::Or(parts) if !holds => self.all(parts, scope, holds, depth),
            NodeKind::And(parts) | NodeKind::Or(parts) => self.any(parts, scope, holds, depth),
            NodeKind::If(arms, otherwise) => {
                let values: Vec<NodeId> = arms.iter().map(|(_, value)| *value).chain([*otherwise]).collect();
                self.any(&values, scope, holds, depth)
            }
            NodeKind::Equal(one, other, negated) => {
                self.equal([*one, *other], scope, holds != *negated, depth)
            }
            NodeKind::In(value, choices, negated) => {
                let cases = choices.iter().map(|choice| match choice {
                    Choice::Value(node) => self.case(*node),
                    Choice::Within(_) => None,
                });
                match cases.collect::<Option<BTreeSet<u32>>>() {
                    Some(cases) => self.among(*value, &cases, scope, holds != *negated, depth),
                    None => Implied::default(),
                }
            }
            NodeKind::Compare(comparison, one, other) => {
                self.compared(*comparison, [*one, *other], scope, holds, depth)
            }
            NodeKind::Part(place, value, part) => match scope.above(*place) {
                Some(up) => self.benefit(*value, up, *part, holds, depth),
                None => self.said(id, scope, holds),
            },
            NodeKind::Derived(place, value) => {
                let own = self.said(id, scope, holds);
                match scope.above(*place) {
                    Some(up) => own.and(self.definition(*value, up, holds, depth)),
                    None => own,
                }
            }
            _ => self.said(id, scope, holds),
        }
    }

    fn all(&mut self, nodes: &[NodeId], scope: Scope, holds: bool, depth: u32) -> Implied {
        nodes.iter().fold(Implied::default(), |all, node| all.and(self.condition(*node, scope, holds, depth)))
    }

    fn any(&mut self, nodes: &[NodeId], scope: Scope, holds: bool, depth: u32) -> Implied {
        nodes
            .iter()
            .fold(Implied::impossible(), |any, node| any.or(self.condition(*node, scope, holds, depth)))
    }

    fn said(&self, id: NodeId, scope: Scope, holds: bool) -> Implied {
        Term::of(self.program, id, scope).map_or_else(Implied::default, |term| said(term, holds))
    }

    /// A definition of yes or no: one of its bodies is the one that counts.
    fn definition(&mut self, id: ValueId, up: u16, holds: bool, depth: u32) -> Implied {
        let Some(value) = self.program.values.get(id.index()) else { return Implied::default() };
        let Rule::Definition(bodies) = &value.rule else { return Implied::default() };
        let bodies: Vec<NodeId> = bodies.iter().map(|body| body.node).collect();
        if bodies.is_empty() {
            return Implied::default();
        }
        self.any(&bodies, Scope::new(value.entity, up), holds, depth)
    }

    /// A part of a benefit. Whoever is granted it is entitled to it.
    fn benefit(&mut self, id: ValueId, up: u16, part: Part, holds: bool, depth: u32) -> Implied {
        let place = crate::program::Place { frame: 0, up };
        let of = |part| said(Term::Part(place, id, part), holds);
        let own = match (part, holds) {
            (Part::Granted, true) => of(Part::Granted).and(of(Part::Entitled)),
            (Part::Entitled, false) => of(Part::Entitled).and(of(Part::Granted)),
            (Part::Entitled, true) => of(Part::Entitled),
            (Part::Granted, false) => return of(Part::Granted),
            _ => return Implied::default(),
        };
        let Some(value) = self.program.values.get(id.index()) else { return own };
        let scope = Scope::new(value.entity, up);
        let rules = self.program.rules_in_force(id).fold(Implied::impossible(), |any, rule| {
            let when = if let Rule::Benefit(benefit) = rule { benefit.when } else { None };
            any.or(match when {
                Some(when) => self.condition(when, scope, holds, depth),
                None if holds => Implied::default(),
                None => Implied::impossible(),
            })
        });
        own.and(rules)
    }

    fn equal(&mut self, sides: [NodeId; 2], scope: Scope, holds: bool, depth: u32) -> Implied {
        let [one, other] = sides;
        let found = match (self.case(one), self.case(other)) {
            (None, Some(case)) => Some((one, case)),
            (Some(case), None) => Some((other, case)),
            _ => None,
        };
        if let Some((node, case)) = found {
            return self.among(node, &BTreeSet::from([case]), scope, holds, depth);
        }
        let terms = Term::of(self.program, one, scope).zip(Term::of(self.program, other, scope));
        terms.map_or_else(Implied::default, |(one, other)| {
            said(Term::Equal(Box::new(one), Box::new(other)), holds)
        })
    }

    /// The case of an enum that is written.
    fn case(&self, node: NodeId) -> Option<u32> {
        match self.program.nodes.get(node).kind {
            NodeKind::Constant(Value::Case(case)) => Some(case),
            _ => None,
        }
    }

    /// Something is one of some cases, or none of them.
    fn among(
        &mut self,
        node: NodeId,
        cases: &BTreeSet<u32>,
        scope: Scope,
        holds: bool,
        depth: u32,
    ) -> Implied {
        let program = self.program;
        let of = program.nodes.get(node);
        let Type::Case(ty) = of.ty else { return Implied::default() };
        let all = program.enums.get(ty.index()).map_or(0, |ty| ty.cases.len());
        let asked: Vec<u32> = (0..).take(all).filter(|case| cases.contains(case) == holds).collect();
        let Some(term) = Term::of(program, node, scope) else { return Implied::default() };
        let own = Asked::one_of(term, of.ty, asked.iter().copied());
        let NodeKind::Derived(place, value) = of.kind else { return own };
        match scope.above(place) {
            Some(up) => own.and(self.tier(value, up, &asked, depth)),
            None => own,
        }
    }

    /// What follows from a tier being one of some cases: one of their arms holds, and none before it.
    fn tier(&mut self, id: ValueId, up: u16, cases: &[u32], depth: u32) -> Implied {
        let program = self.program;
        let Some(value) = program.values.get(id.index()) else { return Implied::default() };
        let scope = Scope::new(value.entity, up);
        let mut any = Implied::impossible();
        for rule in program.rules_in_force(id) {
            let Rule::Tier(tier) = rule else { return Implied::default() };
            any = any.or(self.arms(tier, scope, cases, depth));
        }
        any
    }

    fn arms(&mut self, tier: &Tier, scope: Scope, cases: &[u32], depth: u32) -> Implied {
        let mut any = Implied::impossible();
        let mut none_before = Implied::default();
        for arm in &tier.arms {
            if cases.contains(&arm.case) {
                any = any.or(none_before.clone().and(self.condition(arm.when, scope, true, depth)));
            }
            none_before = none_before.and(self.condition(arm.when, scope, false, depth));
        }
        if cases.contains(&tier.otherwise) { any.or(none_before) } else { any }
    }

    fn compared(
        &mut self,
        comparison: Comparison,
        sides: [NodeId; 2],
        scope: Scope,
        holds: bool,
        depth: u32,
    ) -> Implied {
        let program = self.program;
        let [one, other] = sides;
        if let (Type::Case(ty), Some(limit)) = (program.nodes.get(one).ty, self.case(other)) {
            let all = program.enums.get(ty.index()).map_or(0, |ty| ty.cases.len());
            let cases = (0..).take(all).filter(|case: &u32| comparison.accepts(case.cmp(&limit)));
            return self.among(one, &cases.collect(), scope, holds, depth);
        }
        if let (NodeKind::Derived(place, value), Comparison::Above, true) =
            (&program.nodes.get(one).kind, comparison, holds)
            && let Some(up) = scope.above(*place)
            && self.is_benefit(*value)
            && self.is_zero(other)
        {
            return self.benefit(*value, up, Part::Granted, true, depth);
        }
        let terms = Term::of(program, one, scope).zip(Term::of(program, other, scope));
        let Some((one, other)) = terms else { return Implied::default() };
        let (one, other) = (Box::new(one), Box::new(other));
        match comparison {
            Comparison::AtLeast => said(Term::AtLeast(one, other), holds),
            Comparison::Below => said(Term::AtLeast(one, other), !holds),
            Comparison::AtMost => said(Term::AtLeast(other, one), holds),
            Comparison::Above => said(Term::AtLeast(other, one), !holds),
        }
    }

    fn is_benefit(&self, id: ValueId) -> bool {
        self.program.values.get(id.index()).is_some_and(|value| matches!(value.rule, Rule::Benefit(_)))
    }

    fn is_zero(&self, node: NodeId) -> bool {
        matches!(&self.program.nodes.get(node).kind, NodeKind::Constant(Value::Number(number)) if *number == Rational::ZERO)
    }
}

fn said(term: Term, holds: bool) -> Implied {
    Asked::one_of(term, Type::Bool, [if holds { YES } else { NO }])
}
