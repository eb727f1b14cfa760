//! The shape of each kind of expression.

use super::sound::{Sound, Unsound, ensure, entity, shape, value};
use super::walk::{Item, Scope, Walk};
use crate::program::node::{Choice, Part};
use crate::program::{EntityId, Field, FieldId, Node, NodeId, NodeKind, Place, Rule, Type};
use crate::vocabulary::{Aggregate, Builtin};

impl Walk<'_> {
    /// The shape of a node by what it is made of.
    pub fn found(&mut self, node: &Node, scope: &mut Scope) -> Sound<Type> {
        match &node.kind {
            NodeKind::Constant(constant) => value(self.program, node.ty, constant).map(|()| shape(node.ty)),
            NodeKind::AsOf => Ok(Type::Date),
            NodeKind::This(place) => Ok(Type::Record(self.locate(*place, scope)?)),
            NodeKind::Fact(place, field) => match self.field(*place, *field, scope)?.ty {
                Type::Record(_) | Type::List(_) => Err(Unsound),
                ty => Ok(shape(ty)),
            },
            NodeKind::Child(place, field) => match self.field(*place, *field, scope)?.ty {
                ty @ Type::Record(_) => Ok(ty),
                _ => Err(Unsound),
            },
            NodeKind::Members(place, field) => match self.field(*place, *field, scope)?.ty {
                ty @ Type::List(_) => Ok(ty),
                _ => Err(Unsound),
            },
            NodeKind::Local(local) => scope.locals.get(*local as usize).copied().ok_or(Unsound),
            NodeKind::Derived(..) | NodeKind::Part(..) => self.derived(&node.kind, scope),
            NodeKind::Kept { exclusive, benefit, rivals, chosen } => {
                let of = self.program.exclusives.get(exclusive.index()).ok_or(Unsound)?;
                let known = |position: u32| (position as usize) < of.benefits.len();
                ensure(known(*benefit) && rivals.iter().all(|rival| known(rival.benefit)))?;
                for rival in rivals {
                    self.wanted(rival.stands, Type::Bool, scope)?;
                    rival.yields.iter().try_for_each(|node| self.wanted(*node, Type::Bool, scope))?;
                }
                chosen.iter().try_for_each(|node| self.wanted(*node, Type::Case(of.cases), scope))?;
                Ok(Type::Bool)
            }
            NodeKind::Through { element, body } => match self.node(*element, scope)? {
                Type::Record(of) => self.within(of, *body, scope),
                _ => Err(Unsound),
            },
            NodeKind::Only(list) => Ok(Type::Record(self.list(*list, scope)?)),
            NodeKind::Where { list, condition } => {
                let of = self.list(*list, scope)?;
                ensure(self.within(of, *condition, scope)? == Type::Bool)?;
                Ok(Type::List(of))
            }
            NodeKind::Flatten { list, body } => {
                let of = self.list(*list, scope)?;
                match self.within(of, *body, scope)? {
                    ty @ Type::List(_) => Ok(ty),
                    _ => Err(Unsound),
                }
            }
            NodeKind::Aggregate { .. } => self.aggregate(&node.kind, scope),
            NodeKind::Rank { list, key, whose, .. } => {
                let of = self.list(*list, scope)?;
                ensure(self.locate(*whose, scope)? == of)?;
                ordered(self.within(of, *key, scope)?)?;
                Ok(Type::Number)
            }
            NodeKind::Parameter { .. } | NodeKind::Table { .. } | NodeKind::Call { .. } => {
                self.looked_up(&node.kind, scope)
            }
            // Only plans have them.
            NodeKind::Figure(..) | NodeKind::Figures { .. } => Err(Unsound),
            NodeKind::Shift { base, by, .. } => {
                let moved = self.node(*base, scope)?;
                self.node(*by, scope)?;
                let unit = self.program.nodes.get(*by).ty;
                let fits = matches!(
                    (moved, unit),
                    (Type::Date, Type::Months | Type::Days) | (Type::Month, Type::Months)
                );
                ensure(fits)?;
                Ok(moved)
            }
            NodeKind::Distance(to, from) => {
                let (to, from) = (self.node(*to, scope)?, self.node(*from, scope)?);
                let fits = match (to, node.ty) {
                    (Type::Date, Type::Months | Type::Days) | (Type::Month, Type::Months) => to == from,
                    _ => false,
                };
                ensure(fits)?;
                Ok(Type::Number)
            }
            NodeKind::If(arms, otherwise) => {
                let ty = self.node(*otherwise, scope)?;
                for (condition, value) in arms {
                    self.wanted(*condition, Type::Bool, scope)?;
                    self.wanted(*value, ty, scope)?;
                }
                Ok(ty)
            }
            NodeKind::Builtin(function, arguments) => self.builtin(*function, arguments, scope),
            _ => self.operator(&node.kind, scope),
        }
    }

    /// Operators over scalars.
    fn operator(&mut self, kind: &NodeKind, scope: &mut Scope) -> Sound<Type> {
        match kind {
            NodeKind::Lowest(values) | NodeKind::Highest(values) => {
                let ty = self.alike(values, scope)?;
                ordered(ty)?;
                Ok(ty)
            }
            NodeKind::Sum(terms) | NodeKind::Product(terms) => {
                terms.iter().try_for_each(|(_, term)| self.wanted(*term, Type::Number, scope))?;
                Ok(Type::Number)
            }
            NodeKind::Negate(inner) => self.wanted(*inner, Type::Number, scope).map(|()| Type::Number),
            NodeKind::Round(inner, _, step) => {
                ensure(step.signum() > 0)?;
                self.wanted(*inner, Type::Number, scope).map(|()| Type::Number)
            }
            NodeKind::Compare(_, left, right) => {
                ordered(self.alike(&[*left, *right], scope)?)?;
                Ok(Type::Bool)
            }
            NodeKind::Equal(left, right, _) => self.alike(&[*left, *right], scope).map(|_| Type::Bool),
            NodeKind::In(value, choices, _) => {
                let ty = self.node(*value, scope)?;
                for choice in choices {
                    match choice {
                        Choice::Value(node) => self.wanted(*node, ty, scope)?,
                        Choice::Within(limits) => {
                            ordered(ty)?;
                            limits.iter().try_for_each(|(_, limit)| self.wanted(*limit, ty, scope))?;
                        }
                    }
                }
                Ok(Type::Bool)
            }
            NodeKind::IsKnown(inner, _) => self.node(*inner, scope).map(|_| Type::Bool),
            NodeKind::Not(inner) => self.wanted(*inner, Type::Bool, scope).map(|()| Type::Bool),
            NodeKind::And(terms) | NodeKind::Or(terms) => {
                terms.iter().try_for_each(|term| self.wanted(*term, Type::Bool, scope))?;
                Ok(Type::Bool)
            }
            _ => Err(Unsound),
        }
    }

    fn aggregate(&mut self, kind: &NodeKind, scope: &mut Scope) -> Sound<Type> {
        let NodeKind::Aggregate { function, list, body, if_none } = kind else { return Err(Unsound) };
        let of = self.list(*list, scope)?;
        let each = match body {
            Some(body) => Some(self.within(of, *body, scope)?),
            None => None,
        };
        let ty = match (function, each) {
            (Aggregate::Count, None) => Type::Number,
            (Aggregate::Any | Aggregate::All, Some(Type::Bool)) => Type::Bool,
            (Aggregate::Sum | Aggregate::Average, Some(Type::Number)) => Type::Number,
            (Aggregate::Min | Aggregate::Max, Some(each)) => ordered(each)?,
            _ => return Err(Unsound),
        };
        if_none.iter().try_for_each(|node| self.wanted(*node, ty, scope))?;
        Ok(ty)
    }

    fn derived(&mut self, kind: &NodeKind, scope: &mut Scope) -> Sound<Type> {
        let (NodeKind::Derived(place, id) | NodeKind::Part(place, id, _)) = kind else { return Err(Unsound) };
        let value = self.program.values.get(id.index()).ok_or(Unsound)?;
        ensure(self.locate(*place, scope)? == value.entity)?;
        let before_exclusions = matches!(kind, NodeKind::Part(.., Part::Entitled | Part::Claim));
        let item = if before_exclusions { Item::Value(*id) } else { Item::Grant(*id) };
        self.called(item, scope)?;
        match (kind, &value.rule) {
            (NodeKind::Part(_, _, Part::Entitled | Part::Granted), Rule::Benefit(_)) => Ok(Type::Bool),
            (NodeKind::Part(_, _, Part::Claim), Rule::Benefit(_)) => Ok(Type::Number),
            (NodeKind::Part(_, _, Part::Start | Part::Stop), Rule::Benefit(_)) => Ok(Type::Month),
            (NodeKind::Part(..), _) => Err(Unsound),
            _ => Ok(shape(value.ty)),
        }
    }

    fn looked_up(&mut self, kind: &NodeKind, scope: &mut Scope) -> Sound<Type> {
        let program = self.program;
        match kind {
            NodeKind::Parameter { parameter, keys, on } => {
                let parameter = program.parameters.get(parameter.index()).ok_or(Unsound)?;
                let wanted: Vec<Type> = parameter.keys.iter().map(|key| Type::Case(*key)).collect();
                self.arguments(keys, &wanted, scope)?;
                self.read_on(*on, scope)?;
                Ok(shape(parameter.ty))
            }
            NodeKind::Table { table: id, arguments, result, on, if_none } => {
                let table = program.tables.get(id.index()).ok_or(Unsound)?;
                let (_, ty) = table.results.get(*result as usize).ok_or(Unsound)?;
                let wanted: Vec<Type> = table.arguments.iter().map(|(_, ty)| shape(*ty)).collect();
                self.arguments(arguments, &wanted, scope)?;
                self.read_on(*on, scope)?;
                if_none.iter().try_for_each(|node| self.wanted(*node, shape(*ty), scope))?;
                self.called(Item::Table(*id), scope)?;
                Ok(shape(*ty))
            }
            NodeKind::Call { function: id, of, arguments } => {
                let function = program.functions.get(id.index()).ok_or(Unsound)?;
                ensure(self.locate(*of, scope)? == function.entity)?;
                let wanted: Vec<Type> = function.arguments.iter().map(|(_, ty)| shape(*ty)).collect();
                self.arguments(arguments, &wanted, scope)?;
                self.called(Item::Function(*id), scope)?;
                Ok(shape(function.ty))
            }
            _ => Err(Unsound),
        }
    }

    /// Another date or month to read something at.
    fn read_on(&mut self, on: Option<NodeId>, scope: &mut Scope) -> Sound {
        on.map_or(Ok(()), |on| dated(self.node(on, scope)?))
    }

    fn builtin(&mut self, function: Builtin, arguments: &[NodeId], scope: &mut Scope) -> Sound<Type> {
        if function == Builtin::Clamp {
            ensure(arguments.len() == 3)?;
            return ordered(self.alike(arguments, scope)?);
        }
        let mut found = Vec::with_capacity(arguments.len());
        for argument in arguments {
            found.push(self.node(*argument, scope)?);
        }
        match (function, found.as_slice()) {
            (Builtin::Monthly | Builtin::Yearly, [Type::Number]) => Ok(Type::Number),
            (Builtin::Age, [birth]) => dated(*birth).map(|()| Type::Number),
            (
                Builtin::Age | Builtin::MonthsBetween | Builtin::YearsBetween | Builtin::DaysBetween,
                [from, to],
            ) => dated(*from).and(dated(*to)).map(|()| Type::Number),
            (Builtin::MonthOf | Builtin::MonthAfter, [date]) => dated(*date).map(|()| Type::Month),
            (Builtin::DaysIn, [Type::Month]) => Ok(Type::Number),
            (Builtin::FirstDay | Builtin::LastDay, [Type::Month]) => Ok(Type::Date),
            _ => Err(Unsound),
        }
    }

    fn wanted(&mut self, node: NodeId, ty: Type, scope: &mut Scope) -> Sound {
        ensure(self.node(node, scope)? == ty)
    }

    fn arguments(&mut self, arguments: &[NodeId], wanted: &[Type], scope: &mut Scope) -> Sound {
        ensure(arguments.len() == wanted.len())?;
        arguments.iter().zip(wanted).try_for_each(|(argument, ty)| self.wanted(*argument, *ty, scope))
    }

    /// The one shape of several values, of which there is at least one.
    fn alike(&mut self, values: &[NodeId], scope: &mut Scope) -> Sound<Type> {
        let (first, rest) = values.split_first().ok_or(Unsound)?;
        let ty = self.node(*first, scope)?;
        rest.iter().try_for_each(|value| self.wanted(*value, ty, scope))?;
        Ok(ty)
    }

    fn list(&mut self, list: NodeId, scope: &mut Scope) -> Sound<EntityId> {
        match self.node(list, scope)? {
            Type::List(of) => Ok(of),
            _ => Err(Unsound),
        }
    }

    /// A node read in the scope of an element.
    fn within(&mut self, of: EntityId, body: NodeId, scope: &mut Scope) -> Sound<Type> {
        scope.frames.push(of);
        let found = self.node(body, scope);
        scope.frames.pop();
        found
    }

    /// The entity of the instance that a place means.
    fn locate(&self, place: Place, scope: &Scope) -> Sound<EntityId> {
        let mut at = *scope.frames.get(usize::from(place.frame)).ok_or(Unsound)?;
        for _ in 0..place.up {
            at = entity(self.program, at)?.owner.ok_or(Unsound)?;
        }
        Ok(at)
    }

    fn field(&self, place: Place, field: FieldId, scope: &Scope) -> Sound<&Field> {
        entity(self.program, self.locate(place, scope)?)?.fields.get(field.index()).ok_or(Unsound)
    }
}

/// A shape whose values can be put in order.
fn ordered(ty: Type) -> Sound<Type> {
    match ty {
        Type::Number | Type::Date | Type::Month | Type::Case(_) => Ok(ty),
        _ => Err(Unsound),
    }
}

/// A date, or a month that stands for its first day.
fn dated(ty: Type) -> Sound {
    ensure(matches!(ty, Type::Date | Type::Month))
}
