//! `base.name`: a part of an instance, of each element of a list, of a benefit or of a table's row.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::node::Part;
use crate::program::{EntityId, NodeId, NodeKind, Type, Value, ValueId};
use crate::semantics::calls::Lookup;
use crate::semantics::names::Member;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Meaning, Scope};
use crate::semantics::typed::{Lowered, Typed};
use crate::semantics::{Analysis, Item, Stop};
use crate::syntax::keywords;
use crate::syntax::tree::{Expr, ExprKind, Name};

impl Analysis<'_> {
    pub(crate) fn lower_member(
        &mut self,
        scope: &Scope,
        base: &Expr,
        name: &Name,
        span: Span,
    ) -> Result<Lowered, Stop> {
        if let ExprKind::Name(base_name) = &base.kind
            && let Some(found) = self.member_of_name(scope, base_name, base.span, name, span)?
        {
            return Ok(found);
        }
        if let ExprKind::Call { name: table, arguments, if_none } = &base.kind
            && let Some(result) = self.result_of_call(table, name)
        {
            let if_none = if_none.as_deref();
            let lookup = Lookup { table, arguments, if_none, result, on: None, span };
            let looked_up = self.lower_table_result(scope, lookup)?;
            return Ok(Lowered::One(looked_up.0, looked_up.1));
        }
        if let ExprKind::Call { name: table, .. } = &base.kind
            && let Some(results) = self.several_results_of(table)
        {
            let near = self.suggestion(&name.text, results.iter().map(String::as_str));
            return Err(self.report(problems::no_result(name, &table.text, &results, near.as_deref())));
        }
        match self.lower_any(scope, base, None)? {
            Lowered::One(node, Type::Record(entity)) => self.through(scope, node, entity, name, span),
            Lowered::One(node, Type::List(entity)) => self.of_each(scope, node, entity, name, span),
            Lowered::Each { list, entity, body, ty: Type::Record(inner) } => {
                // A nested entity of each element: read on inside the element's scope.
                let element = scope.with_element(entity);
                let Lowered::One(node, ty) = self.through(&element, body, inner, name, span)? else {
                    return Err(self.report(problems::several_values(span)));
                };
                Ok(Lowered::Each { list, entity, body: node, ty })
            }
            Lowered::One(node, ty) => {
                let (part, ty) = self.part_of_value(node, ty, name)?;
                Ok(Lowered::One(part, ty))
            }
            Lowered::Each { list, entity, body, ty } => {
                let (body, ty) = self.part_of_value(body, ty, name)?;
                Ok(Lowered::Each { list, entity, body, ty })
            }
        }
    }

    /// `household.x`, `person.x`, `benefit.start`, `placement.scattered`, `facts_table.result`.
    fn member_of_name(
        &mut self,
        scope: &Scope,
        base: &str,
        base_span: Span,
        name: &Name,
        span: Span,
    ) -> Result<Option<Lowered>, Stop> {
        let one = |typed: Typed| Some(Lowered::One(typed.0, typed.1));
        let full = format!("{base}.{}", name.text);
        if let Some(Meaning::Member(place, entity, member)) = self.plain_meaning(scope, &full) {
            return self.read_member(scope, place, entity, member, span).map(one);
        }
        match self.plain_meaning(scope, base) {
            Some(Meaning::Instance(place, entity)) => {
                let Some(member) = self.names.member(entity, &name.text) else {
                    return Err(self.no_member(entity, name));
                };
                self.read_member(scope, place, entity, member, span).map(one)
            }
            Some(Meaning::Member(place, _, Member::Value(value))) if self.benefits.contains_key(&value) => {
                self.meaning(scope, base, base_span);
                let part = self.part_of_benefit(value, name)?;
                if part == Part::Granted {
                    self.use_value(scope, value, false)?;
                } else {
                    self.use_item(scope, Item::Value(value), false)?;
                }
                let ty = part_type(part);
                Ok(one((self.add(NodeKind::Part(place, value, part), ty, span), ty)))
            }
            meaning => {
                let Some(id) = self.enum_named(base) else { return Ok(None) };
                match (self.case_of(id, &name.text), meaning) {
                    (Some(case), _) => {
                        let ty = Type::Case(id);
                        Ok(one((self.constant(Value::Case(case), ty, span), ty)))
                    }
                    (None, None) => Err(self.unknown_case(name.span, &name.text, id)),
                    // A fact may be called like an enum.
                    (None, Some(_)) => Ok(None),
                }
            }
        }
    }

    /// The part of a benefit that a word names.
    fn part_of_benefit(&mut self, value: ValueId, name: &Name) -> Result<Part, Stop> {
        let benefit = self.name_and_place(Item::Value(value)).0;
        let Some(part) = keywords::part(&name.text).map(Part::from) else {
            return Err(self.report(problems::no_part(name, &benefit)));
        };
        let tree = self.benefits.get(&value);
        let is_absent = match part {
            Part::Start => tree.is_some_and(|tree| tree.start.is_none()),
            Part::Stop => tree.is_some_and(|tree| tree.stop.is_none()),
            Part::Entitled | Part::Granted | Part::Claim => false,
        };
        if is_absent && !self.faulty {
            return Err(self.report(problems::part_not_written(name, &benefit)));
        }
        Ok(part)
    }

    /// A fact or a derived value, for whichever instance of its entity it is read.
    fn member_of_each(
        &mut self,
        scope: &Scope,
        entity: EntityId,
        name: &Name,
    ) -> Result<(NodeId, Type), Stop> {
        let Some(member) = self.names.member(entity, &name.text) else {
            return Err(self.no_member(entity, name));
        };
        let inner = scope.with_element(entity);
        self.read_member(&inner, inner.innermost(), entity, member, name.span)
    }

    /// `only(list).name`, `household.applicant.name`.
    fn through(
        &mut self,
        scope: &Scope,
        element: NodeId,
        entity: EntityId,
        name: &Name,
        span: Span,
    ) -> Result<Lowered, Stop> {
        let (body, ty) = self.member_of_each(scope, entity, name)?;
        let node = self.add(NodeKind::Through { element, body }, ty, span);
        Ok(Lowered::One(node, ty))
    }

    /// `members.income`, `households.members`.
    fn of_each(
        &mut self,
        scope: &Scope,
        list: NodeId,
        entity: EntityId,
        name: &Name,
        span: Span,
    ) -> Result<Lowered, Stop> {
        let (body, ty) = self.member_of_each(scope, entity, name)?;
        if matches!(ty, Type::List(_)) {
            let node = self.add(NodeKind::Flatten { list, body }, ty, span);
            return Ok(Lowered::One(node, ty));
        }
        Ok(Lowered::Each { list, entity, body, ty })
    }

    /// The part of a benefit that was read from some instance. Nothing but instances, lists and benefits
    /// has parts.
    fn part_of_value(&mut self, node: NodeId, ty: Type, name: &Name) -> Result<Typed, Stop> {
        let span = self.program.nodes.get(node).span.to(name.span);
        match self.program.nodes.get(node).kind {
            NodeKind::Derived(place, value) if self.benefits.contains_key(&value) => {
                let part = self.part_of_benefit(value, name)?;
                Ok((self.add(NodeKind::Part(place, value, part), part_type(part), span), part_type(part)))
            }
            NodeKind::Through { element, body } => {
                let (body, ty) = self.part_of_value(body, ty, name)?;
                Ok((self.add(NodeKind::Through { element, body }, ty, span), ty))
            }
            _ => {
                let problem = problems::part_of_plain_value(self, name, ty);
                Err(self.report(problem))
            }
        }
    }

    pub(crate) fn no_member(&mut self, entity: EntityId, name: &Name) -> Stop {
        let nothing = self.program.entities.is_empty();
        if nothing || self.is_lost(&name.text) || entity == self.program.root && self.is_elsewhere(&name.text)
        {
            return Stop::Reported;
        }
        let owner = self.entity_name(entity);
        let candidates =
            self.names.members.get(entity.index()).into_iter().flat_map(|members| members.keys());
        let near = self.suggestion(&name.text, candidates.map(String::as_str));
        let problem = Diagnostic::error(
            Code::UnknownField,
            name.span,
            text(
                format!("`{owner}` has nothing called `{}`", name.text),
                format!("“{owner}”没有名为“{}”的内容", name.text),
            ),
        );
        self.report(problems::with_suggestion(problem, near.as_deref()))
    }
}

/// The type of what is read of a benefit; its claim has that of the benefit itself and is read by exclusives only.
fn part_type(part: Part) -> Type {
    match part {
        Part::Entitled | Part::Granted | Part::Claim => Type::Bool,
        Part::Start | Part::Stop => Type::Month,
    }
}
