//! Amendments of definitions, tiers and benefits: what holds in the region of each file.

use crate::diagnostic::Span;
use crate::map::{Map, Set};
use crate::program::{Arm, Benefit, Body, EnumId, NodeId, Region, Rule, Tier, Type, ValueId, Variant};
use crate::semantics::beside::{citations, index};
use crate::semantics::problems;
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Item, Stop};
use crate::sort;
use crate::syntax::tree::{self, Amend, AmendedBenefit, AmendedTier, Amendment};

impl<'a> Analysis<'a> {
    /// The bodies of a definition's amendments.
    pub(crate) fn lower_amended_bodies(
        &mut self,
        scope: &Scope,
        item: Item,
        ty: Type,
    ) -> Result<Vec<Body>, Stop> {
        let mut all = Vec::new();
        for amend in self.amended.get(&item).cloned().unwrap_or_default() {
            let Amendment::Define(trees) = &amend.amendment else { continue };
            let (bodies, _) = self.lower_bodies(scope, trees, Some(ty), &amend.name)?;
            let region = self.region_of_layer(amend.span);
            all.extend(bodies.into_iter().map(|mut body| {
                body.validity.region = body.validity.region.or_else(|| region.clone());
                body.citations.extend(citations(&amend.sources));
                body
            }));
        }
        Ok(all)
    }

    /// The amendments of an item with their regions, each after those it amends: first those for larger
    /// regions, then those of files that are used by others.
    fn amendments_of(&self, item: Item) -> Vec<(Option<Region>, &'a Amend)> {
        let amended = self.amended.get(&item).map_or(&[][..], Vec::as_slice);
        let mut ordered: Vec<_> =
            amended.iter().map(|amend| (self.region_of_layer(amend.span), *amend)).collect();
        sort::by_key(&mut ordered, |(region, amend)| (depth(region.as_ref()), self.rank(amend.span)));
        ordered
    }

    /// What an amendment for a region amends: the rule that held there so far.
    fn rule_below(&self, id: ValueId, region: Option<&Region>) -> Option<(Option<u32>, Rule)> {
        let value = self.program.values.get(id.index())?;
        let around = |variant: &Variant| match (&variant.region, region) {
            (None, _) => true,
            (Some(around), Some(region)) => region.is_within(around),
            (Some(_), None) => false,
        };
        Some(match value.variants.iter().rposition(around) {
            Some(at) => (Some(index(at)), value.variants.get(at)?.rule.clone()),
            None => (None, value.rule.clone()),
        })
    }

    fn add_variant(&mut self, id: ValueId, variant: Variant) {
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.variants.push(variant);
        }
    }

    /// Of two amendments of the same for one region, the file of the one must use that of the other.
    fn check_prevailing_clause(
        &mut self,
        known: &mut Vec<(Option<Region>, Span)>,
        region: Option<&Region>,
        place: Span,
        name: &str,
    ) {
        let order = &self.layers.order;
        let other = known
            .iter()
            .find(|(other, earlier)| other.as_ref() == region && !order.uses(place.source, earlier.source));
        let problem = other.map(|(_, earlier)| problems::conflicting(place, name, *earlier));
        if let Some(problem) = problem {
            self.report(problem);
        }
        known.push((region.cloned(), place));
    }
}

/// How many regions lie around a region.
pub(crate) fn depth(region: Option<&Region>) -> usize {
    let mut depth = 0;
    let mut level = region.cloned();
    while let Some(region) = level {
        depth += 1;
        level = region.parent();
    }
    depth
}

// -------------------------------------------------------------------------------------------- tiers

impl Analysis<'_> {
    pub(crate) fn lower_amended_tier(
        &mut self,
        id: ValueId,
        cases: EnumId,
        scope: &Scope,
    ) -> Result<(), Stop> {
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.variants.clear();
        }
        let count = self.program.enums.get(cases.index()).map_or(0, |ty| ty.cases.len());
        let mut written: Vec<Vec<(Option<Region>, Span)>> = vec![Vec::new(); count];
        for (region, amend) in self.amendments_of(Item::Value(id)) {
            let Amendment::Tier(tree) = &amend.amendment else { continue };
            let Some((amends, Rule::Tier(below))) = self.rule_below(id, region.as_ref()) else { continue };
            let mut arms = self.lower_amended_arms(scope, cases, tree, &amend.sources)?;
            if tree.otherwise.is_none() {
                self.check_amended_cases(tree, &below, cases)?;
            }
            let mut seen = Set::new();
            let amended = arms.iter().filter(|arm| seen.insert(arm.case)).map(|arm| (arm.case, arm.span));
            for (case, place) in amended.collect::<Vec<_>>() {
                let Some(known) = written.get_mut(case as usize) else { continue };
                self.check_prevailing_clause(known, region.as_ref(), place, &amend.name.text);
            }
            if let Some((case, _)) = &tree.otherwise {
                // All arms at once stand against every other amendment.
                let others = (0..).zip(&mut written).filter(|(case, _)| !seen.contains(case));
                for (_, known) in others {
                    self.check_prevailing_clause(known, region.as_ref(), case.name.span, &amend.name.text);
                }
            }
            let rule = match &tree.otherwise {
                Some((case, sources)) => Tier {
                    cases,
                    arms,
                    otherwise: self.case_of(cases, &case.name.text).unwrap_or(0),
                    otherwise_citations: citations(sources)
                        .into_iter()
                        .chain(citations(&amend.sources))
                        .collect(),
                },
                None => {
                    arms = with_arms(&below, arms);
                    Tier { arms, ..below }
                }
            };
            let (citations, span) = (citations(&amend.sources), amend.span);
            self.add_variant(id, Variant { region, rule: Rule::Tier(rule), amends, citations, span });
        }
        Ok(())
    }

    fn lower_amended_arms(
        &mut self,
        scope: &Scope,
        cases: EnumId,
        tree: &AmendedTier,
        sources: &[tree::Quoted],
    ) -> Result<Vec<Arm>, Stop> {
        let conditions: Vec<&tree::Expr> = tree.arms.iter().map(|arm| &arm.when).collect();
        let conditions = self.lower_conditions(scope, &conditions)?;
        let mut arms = Vec::with_capacity(conditions.len());
        for (arm, when) in tree.arms.iter().zip(conditions) {
            let name = &arm.case.name;
            let Some(case) = self.case_of(cases, &name.text) else {
                return Err(self.report(problems::added_arm(name.span, &name.text)));
            };
            let citations = citations(&arm.sources).into_iter().chain(citations(sources)).collect();
            arms.push(Arm { case, when, citations, span: arm.span });
        }
        Ok(arms)
    }

    /// An amendment of single arms amends arms that there are.
    fn check_amended_cases(&mut self, tree: &AmendedTier, below: &Tier, cases: EnumId) -> Result<(), Stop> {
        let mut outcome = Ok(());
        for arm in &tree.arms {
            let name = &arm.case.name;
            let case = self.case_of(cases, &name.text);
            if !below.arms.iter().any(|known| Some(known.case) == case) {
                outcome = Err(self.report(problems::added_arm(name.span, &name.text)));
            }
        }
        outcome
    }
}

/// Arms with those of some cases replaced, where the first of each case stands.
fn with_arms(below: &Tier, amended: Vec<Arm>) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::with_capacity(below.arms.len());
    for arm in &below.arms {
        let others: Vec<&Arm> = amended.iter().filter(|other| other.case == arm.case).collect();
        if others.is_empty() {
            arms.push(arm.clone());
        } else if !arms.iter().any(|known| known.case == arm.case) {
            arms.extend(others.into_iter().cloned());
        }
    }
    arms
}

// ----------------------------------------------------------------------------------------- benefits

impl Analysis<'_> {
    pub(crate) fn lower_amended_benefit(&mut self, id: ValueId, ty: Type, scope: &Scope) -> Result<(), Stop> {
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.variants.clear();
        }
        let mut written: Map<&'static str, Vec<(Option<Region>, Span)>> = Map::new();
        for (region, amend) in self.amendments_of(Item::Value(id)) {
            let Amendment::Benefit(tree) = &amend.amendment else { continue };
            let Some((amends, Rule::Benefit(below))) = self.rule_below(id, region.as_ref()) else { continue };
            for (clause, place) in clauses(tree) {
                let known = written.or_default(clause);
                self.check_prevailing_clause(known, region.as_ref(), place, &amend.name.text);
            }
            let rule = Rule::Benefit(self.lower_amended_clauses(scope, tree, below, ty)?);
            let (citations, span) = (citations(&amend.sources), amend.span);
            self.add_variant(id, Variant { region, rule, amends, citations, span });
        }
        Ok(())
    }

    fn lower_amended_clauses(
        &mut self,
        scope: &Scope,
        tree: &AmendedBenefit,
        below: Benefit,
        ty: Type,
    ) -> Result<Benefit, Stop> {
        let mut benefit = below;
        if let Some(when) = &tree.when {
            benefit.when = Some(self.lower_condition(scope, when)?);
        }
        if let Some(amount) = &tree.amount {
            benefit.amount = self.lower_as(scope, amount, ty)?;
        }
        let amount: NodeId = benefit.amount;
        let place = self.program.nodes.get(amount).span;
        self.check_paid(tree.paid, place, ty)?;
        if let Some((paid, _)) = tree.paid {
            benefit.paid = Some(paid);
        }
        if let Some(rounding) = &tree.round {
            benefit.round = Some(self.rounding(rounding, ty)?);
        }
        benefit.start = self.lower_month(scope, tree.start.as_ref())?.or(benefit.start);
        benefit.stop = self.lower_month(scope, tree.stop.as_ref())?.or(benefit.stop);
        if let (Some(reason), Some(frame)) = (&tree.reason, scope.frames.first()) {
            benefit.reason = Some(self.lower_reason(frame.entity, reason)?);
        }
        Ok(benefit)
    }
}

/// The clauses that an amendment writes, and where.
fn clauses(tree: &AmendedBenefit) -> Vec<(&'static str, Span)> {
    let written = [
        ("when", tree.when.as_ref().map(|expr| expr.span)),
        ("amount", tree.amount.as_ref().map(|expr| expr.span)),
        ("round", tree.round.as_ref().map(|rounding| rounding.span)),
        ("paid", tree.paid.map(|(_, span)| span)),
        ("start", tree.start.as_ref().map(|expr| expr.span)),
        ("stop", tree.stop.as_ref().map(|expr| expr.span)),
        ("reason", tree.reason.as_ref().map(|reason| reason.span)),
    ];
    written.into_iter().filter_map(|(clause, place)| Some((clause, place?))).collect()
}
