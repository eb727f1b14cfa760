//! Exclusives: benefits of which one is granted.
//!
//! A benefit takes part in an exclusive while somebody is entitled to it and every other exclusive it
//! stands in keeps it. That is well founded where no exclusive decides about itself by way of others,
//! which is found here; then what is kept is granted, and what is excluded gives way to something granted.

use crate::diagnostic::Span;
use crate::map::{Map, Set};
use crate::program::node::{Opponent, Part};
use crate::program::{EntityId, Exclusive, ExclusiveId, Keep, NodeId, NodeKind, Place, Rival, Type, ValueId};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::names::Member;
use crate::semantics::problems;
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Item, Progress, Stop};
use crate::sort;
use crate::syntax::tree::{self, Comparison};

/// The most benefits of one exclusive.
const MOST_BENEFITS: usize = 64;
/// How many exclusives may hang on one another.
const DEEPEST: usize = 100;

/// A benefit's position in an exclusive.
type Seat = (usize, usize);

/// What is being made of the exclusives.
#[derive(Default)]
struct Seats {
    exclusives: Vec<Draft>,
    /// Where each benefit stands.
    of_value: Map<ValueId, Vec<Seat>>,
    kept: Map<Seat, NodeId>,
    stands: Map<Seat, NodeId>,
    /// The seats being decided about.
    open: Vec<Seat>,
}

/// An exclusive whose names are resolved.
struct Draft {
    id: ExclusiveId,
    name: String,
    span: Span,
    keep: Keep,
    benefits: Vec<ValueId>,
}

impl<'a> Analysis<'a> {
    /// Notes which benefits stand in exclusives, and gives their labels to the cases of the types.
    pub(crate) fn declare_exclusives(&mut self) {
        for (tree, entity) in self.exclusives.clone() {
            for name in &tree.benefits {
                let Some(value) = self.benefit_named(entity, name) else { continue };
                self.excludable.insert(value);
                let label = self.program.values.get(value.index()).and_then(|value| value.label.clone());
                let cases = self.tier_types.get(&tree.name.span).copied();
                let cases = cases.and_then(|cases| self.program.enums.get_mut(cases.index()));
                let case = cases.and_then(|ty| ty.cases.iter_mut().find(|case| case.name == name.text));
                if let Some(case) = case {
                    case.label = label;
                }
            }
        }
    }

    fn benefit_named(&self, entity: EntityId, name: &tree::Name) -> Option<ValueId> {
        match self.names.member(entity, &name.text) {
            Some(Member::Value(value)) if self.benefits.contains_key(&value) => Some(value),
            _ => None,
        }
    }

    /// Lowers the exclusives once every benefit has its type.
    pub(crate) fn lower_exclusives(&mut self) {
        let mut seats = Seats::default();
        for (tree, entity) in self.exclusives.clone() {
            let Ok(draft) = self.draft(tree, entity) else { continue };
            let at = seats.exclusives.len();
            for (position, value) in draft.benefits.iter().enumerate() {
                seats.of_value.or_default(*value).push((at, position));
            }
            seats.exclusives.push(draft);
        }
        if seats.exclusives.is_empty() || self.report_pairs(&seats) {
            return;
        }
        let all: Vec<Seat> = (0..)
            .zip(&seats.exclusives)
            .flat_map(|(at, draft)| (0..draft.benefits.len()).map(move |position| (at, position)))
            .collect();
        for seat in &all {
            if self.kept(&mut seats, *seat).and_then(|_| self.stands(&mut seats, *seat)).is_err() {
                return;
            }
        }
        self.settle(&seats);
    }

    /// The exclusive without the conditions of its benefits.
    fn draft(&mut self, tree: &'a tree::Exclusive, entity: EntityId) -> Result<Draft, Stop> {
        let cases = self.tier_types.get(&tree.name.span).copied().ok_or(Stop::Reported)?;
        let benefits = self.benefits_of(tree, entity)?;
        let id = ExclusiveId(index(self.program.exclusives.len()));
        let keep = match &tree.keep {
            tree::Keep::Highest => {
                self.check_periods(tree, &benefits)?;
                Keep::Highest
            }
            tree::Keep::First => Keep::First,
            tree::Keep::Chosen(expr) => {
                let scope = Scope::of(Some(Item::Choice(id)), entity);
                Keep::Chosen(self.lower_as(&scope, expr, Type::Case(cases))?)
            }
        };
        self.program.exclusives.push(Exclusive {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            entity,
            cases,
            benefits: Vec::new(),
            keep,
            citations: citations(&tree.sources),
            span: tree.span,
        });
        Ok(Draft { id, name: tree.name.text.clone(), span: tree.name.span, keep, benefits })
    }

    fn benefits_of(&mut self, tree: &tree::Exclusive, entity: EntityId) -> Result<Vec<ValueId>, Stop> {
        let mut places: Map<ValueId, Span> = Map::new();
        let mut benefits = Vec::with_capacity(tree.benefits.len());
        let mut sound = Ok(());
        for name in &tree.benefits {
            match self.benefit_of(entity, name) {
                Ok(value) => match places.insert(value, name.span) {
                    Some(earlier) => sound = Err(self.report(problems::benefit_twice(name, earlier))),
                    None => benefits.push(value),
                },
                Err(stop) => sound = Err(stop),
            }
        }
        sound?;
        if benefits.len() < 2 {
            return Err(self.report(problems::one_benefit(&tree.name)));
        }
        if benefits.len() > MOST_BENEFITS {
            return Err(self.report(problems::too_many_benefits(&tree.name, MOST_BENEFITS)));
        }
        let failed = |value: &ValueId| self.progress.get(&Item::Value(*value)) != Some(&Progress::Done);
        if benefits.iter().any(failed) { Err(Stop::Reported) } else { Ok(benefits) }
    }

    fn benefit_of(&mut self, entity: EntityId, name: &tree::Name) -> Result<ValueId, Stop> {
        if let Some(value) = self.benefit_named(entity, name) {
            return Ok(value);
        }
        let known = self.names.member_owners.get(&name.text).copied();
        if self.names.member(entity, &name.text).is_some() {
            let declared = known.map_or(name.span, |(_, place)| place);
            return Err(self.report(problems::not_a_benefit(name, declared)));
        }
        if let Some((other, declared)) = known
            && self.benefit_named(other, name).is_some()
        {
            let (own, other) = (self.entity_name(entity), self.entity_name(other));
            return Err(self.report(problems::benefit_of_another(name, declared, &own, &other)));
        }
        Err(self.name_not_found(&Scope::of(None, entity), &name.text, name.span))
    }

    /// Amounts can only be compared where they are for one period.
    fn check_periods(&mut self, tree: &tree::Exclusive, benefits: &[ValueId]) -> Result<(), Stop> {
        let ty = |value: &ValueId| self.program.values.get(value.index()).map(|value| value.ty);
        let types: Vec<Type> = benefits.iter().filter_map(ty).collect();
        let mut named = types.iter().zip(&tree.benefits);
        let Some((wanted, first)) = named.next() else { return Ok(()) };
        match named.find(|(ty, _)| *ty != wanted) {
            Some((found, name)) => {
                let problem = problems::period_mismatch(self, name.span, *wanted, Some(first.span), *found);
                Err(self.report(problem))
            }
            None => Ok(()),
        }
    }

    /// Reports pairs of benefits between which two exclusives decide; whether there are any.
    fn report_pairs(&mut self, seats: &Seats) -> bool {
        let mut pairs: Map<(ValueId, ValueId), Span> = Map::new();
        let mut found = Vec::new();
        for draft in &seats.exclusives {
            for (position, one) in draft.benefits.iter().enumerate() {
                for other in draft.benefits.iter().skip(position.saturating_add(1)) {
                    let pair = (*one.min(other), *one.max(other));
                    if let Some(earlier) = pairs.insert(pair, draft.span) {
                        found.push((draft.span, earlier, *one, *other));
                        break;
                    }
                }
            }
        }
        for (span, earlier, one, other) in &found {
            let name = |value: ValueId| self.name_and_place(Item::Value(value)).0;
            let problem = problems::pair_twice(*span, *earlier, &name(*one), &name(*other));
            self.report(problem);
        }
        !found.is_empty()
    }

    /// Whether the exclusive of a seat keeps its benefit.
    fn kept(&mut self, seats: &mut Seats, seat: Seat) -> Result<NodeId, Stop> {
        if let Some(known) = seats.kept.get(&seat) {
            return Ok(*known);
        }
        if let Some(start) = seats.open.iter().position(|open| *open == seat) {
            return Err(self.report_circle(seats, start));
        }
        if seats.open.len() >= DEEPEST {
            return Err(self.report_circle(seats, 0));
        }
        seats.open.push(seat);
        let node = self.decided(seats, seat);
        seats.open.pop();
        let node = node?;
        seats.kept.insert(seat, node);
        Ok(node)
    }

    fn decided(&mut self, seats: &mut Seats, (at, position): Seat) -> Result<NodeId, Stop> {
        let Some(draft) = seats.exclusives.get(at) else { return Err(Stop::Reported) };
        let (id, span, keep, benefits) = (draft.id, draft.span, draft.keep, draft.benefits.clone());
        let Some(own) = benefits.get(position).copied() else { return Err(Stop::Reported) };
        let mut rivals = Vec::with_capacity(benefits.len());
        for (other, value) in benefits.iter().enumerate() {
            let rival = match keep {
                _ if other == position => continue,
                Keep::First if other > position => break,
                // Of those written before, the first that takes part is granted.
                Keep::First => {
                    for seat in seats.of_value.get(value).cloned().unwrap_or_default() {
                        self.kept(seats, seat)?;
                    }
                    let stands = self.part(*value, Part::Granted, Type::Bool, span);
                    Opponent { benefit: index(other), stands, yields: None }
                }
                Keep::Highest | Keep::Chosen(_) => {
                    let stands = self.stands(seats, (at, other))?;
                    let yields = (keep == Keep::Highest).then(|| {
                        let ties = if position < other { Comparison::AtLeast } else { Comparison::Above };
                        self.comparison_of_claims(ties, own, *value, span)
                    });
                    Opponent { benefit: index(other), stands, yields }
                }
            };
            rivals.push(rival);
        }
        let chosen = match keep {
            Keep::Chosen(node) => Some(node),
            Keep::Highest | Keep::First => None,
        };
        let kind = NodeKind::Kept { exclusive: id, benefit: index(position), rivals, chosen };
        Ok(self.add(kind, Type::Bool, span))
    }

    /// Whether the benefit of a seat takes part there.
    fn stands(&mut self, seats: &mut Seats, seat: Seat) -> Result<NodeId, Stop> {
        if let Some(known) = seats.stands.get(&seat) {
            return Ok(*known);
        }
        let draft = seats.exclusives.get(seat.0);
        let Some((value, span)) = draft.and_then(|draft| Some((*draft.benefits.get(seat.1)?, draft.span)))
        else {
            return Err(Stop::Reported);
        };
        let mut parts = vec![self.part(value, Part::Entitled, Type::Bool, span)];
        for other in seats.of_value.get(&value).cloned().unwrap_or_default() {
            if other != seat {
                parts.push(self.kept(seats, other)?);
            }
        }
        let node = self.all_of(parts, span);
        seats.stands.insert(seat, node);
        Ok(node)
    }

    fn comparison_of_claims(
        &mut self,
        comparison: Comparison,
        own: ValueId,
        other: ValueId,
        span: Span,
    ) -> NodeId {
        let ty = self.program.values.get(own.index()).map_or(Type::Money(None), |value| value.ty);
        let own = self.part(own, Part::Claim, ty, span);
        let other = self.part(other, Part::Claim, ty, span);
        self.add(NodeKind::Compare(comparison, own, other), Type::Bool, span)
    }

    fn part(&mut self, value: ValueId, part: Part, ty: Type, span: Span) -> NodeId {
        self.add(NodeKind::Part(Place::default(), value, part), ty, span)
    }

    fn all_of(&mut self, parts: Vec<NodeId>, span: Span) -> NodeId {
        match parts.as_slice() {
            [only] => *only,
            _ => self.add(NodeKind::And(parts), Type::Bool, span),
        }
    }

    fn report_circle(&mut self, seats: &Seats, start: usize) -> Stop {
        let mut seen = Set::new();
        let places: Vec<(String, Span)> = seats
            .open
            .iter()
            .skip(start)
            .filter(|(at, _)| seen.insert(*at))
            .filter_map(|(at, _)| seats.exclusives.get(*at))
            .map(|draft| (draft.name.clone(), draft.span))
            .collect();
        match problems::ring(&places) {
            Some(problem) => self.report(problem),
            None => Stop::Reported,
        }
    }

    /// Puts the conditions where they belong, and notes what they rest on.
    fn settle(&mut self, seats: &Seats) {
        for (at, draft) in seats.exclusives.iter().enumerate() {
            let rival = |(position, value): (usize, &ValueId)| {
                let seat = (at, position);
                let (stands, kept) = (*seats.stands.get(&seat)?, *seats.kept.get(&seat)?);
                Some(Rival { value: *value, stands, kept })
            };
            let benefits = draft.benefits.iter().enumerate().filter_map(rival).collect();
            if let Some(exclusive) = self.program.exclusives.get_mut(draft.id.index()) {
                exclusive.benefits = benefits;
            }
        }
        let mut values: Vec<ValueId> = seats.of_value.keys().copied().collect();
        sort::by(&mut values, Ord::cmp);
        for value in values {
            let own = seats.of_value.get(&value).into_iter().flatten();
            let kept: Vec<NodeId> = own.filter_map(|seat| seats.kept.get(seat).copied()).collect();
            let span = self.program.values.get(value.index()).map(|value| value.name_span);
            let kept = self.all_of(kept, span.unwrap_or_default());
            if let Some(derived) = self.program.values.get_mut(value.index()) {
                derived.kept = Some(kept);
            }
            let below = self.read_by(kept);
            let rests_on = self.rests_on.or_default(Item::Grant(value));
            rests_on.insert(Item::Value(value));
            rests_on.extend(below);
        }
    }

    /// The items that the conditions of exclusives read.
    fn read_by(&self, node: NodeId) -> Set<Item> {
        let mut read = Set::new();
        let mut seen = Set::new();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            match &self.program.nodes.get(node).kind {
                NodeKind::Part(_, value, Part::Granted) => {
                    read.insert(Item::Grant(*value));
                }
                NodeKind::Part(_, value, _) => {
                    read.insert(Item::Value(*value));
                }
                NodeKind::Kept { exclusive, rivals, chosen, .. } => {
                    if chosen.is_some() {
                        read.insert(Item::Choice(*exclusive));
                    }
                    for rival in rivals {
                        open.push(rival.stands);
                        open.extend(rival.yields);
                    }
                }
                NodeKind::And(parts) => open.extend(parts),
                NodeKind::Compare(_, one, other) => open.extend([one, other]),
                _ => {}
            }
        }
        read
    }
}
