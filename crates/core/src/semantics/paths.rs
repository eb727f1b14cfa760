//! `base.name`: a part of an instance, of each element of a list, of a benefit or of a table's row.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::node::Part;
use crate::program::{EntityId, NodeId, NodeKind, Type, Value, ValueId};
use crate::semantics::expressions::{Lowered, Typed};
use crate::semantics::names::Member;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Meaning, Scope};
use crate::semantics::{Analysis, Item, Stop, Tree};
use crate::syntax::tree::{Expr, ExprKind, Name};

impl Analysis<'_> {
    pub(crate) fn lower_member(
        &mut self,
        scope: &Scope,
        base: &Expr,
        name: &Name,
        span: Span,
    ) -> Result<Lowered, Stop> {
        if let ExprKind::Name(base_name) = &base.kind {
            if let Some(found) = self.member_of_name(scope, base_name, base.span, name, span)? {
                return Ok(found);
            }
        }
        if let ExprKind::Call { name: table, arguments, if_none } = &base.kind {
            if let Some(result) = self.result_of_call(table, name) {
                let looked_up =
                    self.lower_table_result(scope, table, arguments, if_none.as_deref(), result, None, span)?;
                return Ok(Lowered::One(looked_up.0, looked_up.1));
            }
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
        if let Some(Meaning::Member(place, entity, member)) = self.meaning(scope, &full, span) {
            return self.read_member(scope, place, entity, member, span).map(one);
        }
        match self.meaning(scope, base, base_span) {
            Some(Meaning::Instance(place, entity)) => {
                let Some(member) = self.names.member(entity, &name.text) else {
                    return Err(self.no_member(entity, name));
                };
                self.read_member(scope, place, entity, member, span).map(one)
            }
            Some(Meaning::Member(place, _, Member::Value(value))) if self.is_benefit(value) => {
                let Some(part) = self.part_of(&name.text) else { return Err(self.no_part(base, name)) };
                self.use_item(scope, Item::Value(value), false)?;
                Ok(one((
                    self.add(NodeKind::Part(place, value, part), part_type(part), span),
                    part_type(part),
                )))
            }
            None => {
                let Some(id) = self.enum_named(base) else { return Ok(None) };
                let Some(case) = self.case_of(id, &name.text) else {
                    return Err(self.unknown_case(name.span, &name.text, id));
                };
                let ty = Type::Case(id);
                Ok(one((self.constant(Value::Case(case), ty, span), ty)))
            }
            _ => Ok(None),
        }
    }

    fn is_benefit(&self, value: ValueId) -> bool {
        self.items
            .iter()
            .any(|(item, tree, _)| *item == Item::Value(value) && matches!(tree, Tree::Benefit(_)))
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
        let Some(member) = self.names.member(entity, &name.text) else {
            return Err(self.no_member(entity, name));
        };
        let inner = scope.with_element(entity);
        let (body, ty) = self.read_member(&inner, inner.innermost(), entity, member, name.span)?;
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
        let Some(member) = self.names.member(entity, &name.text) else {
            return Err(self.no_member(entity, name));
        };
        let inner = scope.with_element(entity);
        let (body, ty) = self.read_member(&inner, inner.innermost(), entity, member, name.span)?;
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
            NodeKind::Derived(place, value) if self.is_benefit(value) => {
                let Some(part) = self.part_of(&name.text) else {
                    let benefit = self.name_and_place(Item::Value(value)).0;
                    return Err(self.no_part(&benefit, name));
                };
                Ok((self.add(NodeKind::Part(place, value, part), part_type(part), span), part_type(part)))
            }
            NodeKind::Through { element, body } => {
                let (body, ty) = self.part_of_value(body, ty, name)?;
                Ok((self.add(NodeKind::Through { element, body }, ty, span), ty))
            }
            _ => {
                let found = super::show::type_text(self, ty);
                Err(self.report(Diagnostic::error(
                    Code::PartOfNothing,
                    name.span,
                    text(
                        format!("{} has no part `{}`", found.en, name.text),
                        format!("{}没有“{}”这一部分", found.zh, name.text),
                    ),
                )))
            }
        }
    }

    fn no_part(&mut self, benefit: &str, name: &Name) -> Stop {
        self.report(
            Diagnostic::error(
                Code::PartOfNothing,
                name.span,
                text(
                    format!("the benefit `{benefit}` has no part `{}`", name.text),
                    format!("待遇“{benefit}”没有“{}”这一部分", name.text),
                ),
            )
            .help(text(
                "the parts of a benefit are `entitled`, `granted`, `start` and `stop`",
                "待遇的各部分为：符合条件、享受、起发、停发",
            )),
        )
    }

    pub(crate) fn no_member(&mut self, entity: EntityId, name: &Name) -> Stop {
        let owner = self.entity_name(entity);
        let candidates =
            self.names.members.get(entity.index()).into_iter().flat_map(|members| members.keys());
        let near = super::nearest(&name.text, candidates.map(String::as_str)).map(str::to_owned);
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

fn part_type(part: Part) -> Type {
    match part {
        Part::Entitled | Part::Granted => Type::Bool,
        Part::Start | Part::Stop => Type::Month,
    }
}
