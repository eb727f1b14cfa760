//! Expressions: literals, names and the dispatch to the rooms of each kind.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{EntityId, Node, NodeId, NodeKind, Place, Type, Value};
use crate::semantics::aggregates::Written;
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Meaning, Scope};
use crate::semantics::typed::{Lowered, Typed};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{Expr, ExprKind};

impl Analysis<'_> {
    pub(crate) fn add(&mut self, kind: NodeKind, ty: Type, span: Span) -> NodeId {
        self.program.nodes.add(Node { kind, ty, span })
    }

    pub(crate) fn constant(&mut self, value: Value, ty: Type, span: Span) -> NodeId {
        self.add(NodeKind::Constant(value), ty, span)
    }

    /// One value. `expected` resolves the names of cases and the unit of zero; it is not enforced.
    pub(crate) fn lower(
        &mut self,
        scope: &Scope,
        expr: &Expr,
        expected: Option<Type>,
    ) -> Result<Typed, Stop> {
        match self.lower_any(scope, expr, expected)? {
            Lowered::One(node, ty) => Ok((node, ty)),
            Lowered::Each { .. } => Err(self.report(problems::several_values(expr.span))),
        }
    }

    /// One value of the wanted type.
    pub(crate) fn lower_as(&mut self, scope: &Scope, expr: &Expr, wanted: Type) -> Result<NodeId, Stop> {
        let (node, found) = self.lower(scope, expr, Some(wanted))?;
        self.require_type(expr.span, wanted, found)?;
        Ok(node)
    }

    /// A condition.
    pub(crate) fn lower_condition(&mut self, scope: &Scope, expr: &Expr) -> Result<NodeId, Stop> {
        let (node, ty) = self.lower(scope, expr, Some(Type::Bool))?;
        if ty == Type::Bool {
            return Ok(node);
        }
        let problem = problems::condition_expected(self, expr.span, ty);
        Err(self.report(problem))
    }

    /// Whatever an expression stands for.
    pub(crate) fn lower_any(
        &mut self,
        scope: &Scope,
        expr: &Expr,
        expected: Option<Type>,
    ) -> Result<Lowered, Stop> {
        let span = expr.span;
        let one = |typed: Typed| Lowered::One(typed.0, typed.1);
        match &expr.kind {
            ExprKind::Name(name) => self.lower_name(scope, name, span, expected),
            ExprKind::Member { base, name } => self.lower_member(scope, base, name, span),
            ExprKind::Where { list, condition } => self.lower_where(scope, list, condition, span).map(one),
            ExprKind::Only(list) => self.lower_only(scope, list, span).map(one),
            ExprKind::Call { name, arguments, if_none } => {
                self.lower_call(scope, name, arguments, if_none.as_deref(), None, span).map(one)
            }
            ExprKind::On { value, date } => self.lower_on(scope, value, date, span).map(one),
            ExprKind::Aggregate { function, arguments, if_none } => {
                let written = Written { function: *function, arguments, if_none: if_none.as_deref(), span };
                self.lower_aggregate(scope, written, expected).map(one)
            }
            ExprKind::Builtin { function, arguments } => {
                self.lower_builtin(scope, *function, arguments, expected, span).map(one)
            }
            ExprKind::Round { value, rounding } => {
                self.lower_round(scope, value, rounding, expected, span).map(one)
            }
            ExprKind::Rank { key, list, highest_first } => {
                self.lower_rank(scope, key, list, *highest_first, span).map(one)
            }
            ExprKind::Sum { first, rest } => self.lower_sum(scope, first, rest, expected, span).map(one),
            ExprKind::Product { first, rest } => {
                self.lower_product(scope, first, rest, expected, span).map(one)
            }
            ExprKind::Negate(inner) => self.lower_negate(scope, inner, expected, span).map(one),
            ExprKind::Compare { comparison, left, right } => {
                self.lower_compare(scope, *comparison, left, right, span).map(one)
            }
            ExprKind::Is { left, right, negated } => {
                self.lower_is(scope, left, right, *negated, span).map(one)
            }
            ExprKind::In { value, items, negated } => {
                self.lower_in(scope, value, items, *negated, span).map(one)
            }
            ExprKind::IsKnown { value, negated } => {
                self.lower_is_known(scope, value, *negated, span).map(one)
            }
            ExprKind::Not(inner) => {
                let node = self.lower_condition(scope, inner)?;
                Ok(Lowered::One(self.add(NodeKind::Not(node), Type::Bool, span), Type::Bool))
            }
            ExprKind::And(parts) => {
                let parts = self.lower_conditions(scope, &parts.iter().collect::<Vec<_>>())?;
                Ok(Lowered::One(self.add(NodeKind::And(parts), Type::Bool, span), Type::Bool))
            }
            ExprKind::Or(parts) => {
                let parts = self.lower_conditions(scope, &parts.iter().collect::<Vec<_>>())?;
                Ok(Lowered::One(self.add(NodeKind::Or(parts), Type::Bool, span), Type::Bool))
            }
            ExprKind::If { arms, otherwise } => {
                self.lower_if(scope, arms, otherwise, expected, span).map(one)
            }
            ExprKind::AsOf => Ok(Lowered::One(self.add(NodeKind::AsOf, Type::Date, span), Type::Date)),
            ExprKind::Unknown => Err(self.report(Diagnostic::error(
                Code::BadLiteral,
                span,
                text("`unknown` can only be written as a figure", "“未定”只能写在数额处"),
            ))),
            _ => self.lower_literal(scope, expr, expected).map(one),
        }
    }

    /// `is known` may not decide a value: not answering must never win.
    fn lower_is_known(
        &mut self,
        scope: &Scope,
        value: &Expr,
        negated: bool,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (node, _) = self.lower(scope, value, None)?;
        if scope.item.is_some() {
            return Err(self.report(problems::known_decides(span)));
        }
        Ok((self.add(NodeKind::IsKnown(node, negated), Type::Bool, span), Type::Bool))
    }

    fn lower_literal(&mut self, scope: &Scope, expr: &Expr, expected: Option<Type>) -> Result<Typed, Stop> {
        let Some((mut ty, value)) = self.literal_type(expr)? else {
            return Err(self.bad_literal(expr.span, expected.unwrap_or(Type::Number)));
        };
        if let Some(expected) = expected {
            let zero = super::literals::is_zero(&value) && ty.is_numeric() && expected.is_numeric();
            let given = scope.data && matches!((expected, ty), (Type::Money(Some(_)), Type::Money(None)));
            let plain_zero = !matches!(ty, Type::Money(Some(_)));
            if zero && plain_zero || given {
                ty = expected;
            }
        }
        Ok((self.constant(value, ty, expr.span), ty))
    }

    /// Several conditions; a mistake in one does not hide those in the others.
    pub(crate) fn lower_conditions(&mut self, scope: &Scope, parts: &[&Expr]) -> Result<Vec<NodeId>, Stop> {
        let mut nodes = Vec::with_capacity(parts.len());
        let mut stop = None;
        for part in parts {
            match self.lower_condition(scope, part) {
                Ok(node) => nodes.push(node),
                Err(needs @ Stop::Needs(_)) => return Err(needs),
                Err(reported) => stop = Some(reported),
            }
        }
        stop.map_or(Ok(nodes), Err)
    }

    fn lower_name(
        &mut self,
        scope: &Scope,
        name: &str,
        span: Span,
        expected: Option<Type>,
    ) -> Result<Lowered, Stop> {
        if let Some(Type::Case(id)) = expected
            && let Some(case) = self.case_of(id, name)
        {
            let ty = Type::Case(id);
            return Ok(Lowered::One(self.constant(Value::Case(case), ty, span), ty));
        }
        match self.meaning(scope, name, span) {
            Some(Meaning::Member(place, entity, member)) => {
                self.read_member(scope, place, entity, member, span).map(|(node, ty)| Lowered::One(node, ty))
            }
            Some(Meaning::Instance(place, entity)) => {
                let ty = Type::Record(entity);
                Ok(Lowered::One(self.add(NodeKind::This(place), ty, span), ty))
            }
            Some(Meaning::Local(local, ty)) => {
                Ok(Lowered::One(self.add(NodeKind::Local(local), ty, span), ty))
            }
            Some(Meaning::Global(Global::Parameter(parameter))) => self
                .read_parameter(scope, parameter, &[], None, span)
                .map(|(node, ty)| Lowered::One(node, ty)),
            Some(Meaning::Global(Global::Table(table))) => {
                let wanted = self.program.tables.get(table.index()).map_or(0, |table| table.arguments.len());
                Err(self.report(problems::argument_count(span, name, wanted, 0)))
            }
            Some(Meaning::Global(Global::Function(function))) => {
                let function = self.program.functions.get(function.index());
                let wanted = function.map_or(0, |function| function.arguments.len());
                Err(self.report(problems::argument_count(span, name, wanted, 0)))
            }
            None => self.lower_case_or_fail(scope, name, span, expected),
        }
    }

    /// A name that is nothing else may be a case of exactly one enum.
    fn lower_case_or_fail(
        &mut self,
        scope: &Scope,
        name: &str,
        span: Span,
        expected: Option<Type>,
    ) -> Result<Lowered, Stop> {
        if let Some(Type::Case(id)) = expected {
            return Err(match self.of_another_entity(scope, name, span) {
                Some(problem) if !self.is_lost(name) && !self.rootless => self.report(problem),
                _ => self.unknown_case(span, name, id),
            });
        }
        match self.names.owners_of_case(name) {
            // A benefit that could not be read is no case of the exclusive that names it.
            Some((id, _)) if self.is_lost(name) && self.tier_types.values().any(|known| *known == id) => {
                Err(Stop::Reported)
            }
            Some((id, None)) => {
                let case = self.case_of(id, name).unwrap_or_default();
                let ty = Type::Case(id);
                Ok(Lowered::One(self.constant(Value::Case(case), ty, span), ty))
            }
            Some((first, Some(second))) => Err(self.ambiguous_case(span, name, first, second)),
            None => Err(self.name_not_found(scope, name, span)),
        }
    }

    fn ambiguous_case(
        &mut self,
        span: Span,
        name: &str,
        first: crate::program::EnumId,
        second: crate::program::EnumId,
    ) -> Stop {
        let owner = |id: crate::program::EnumId| {
            self.program.enums.get(id.index()).map(|ty| ty.name.clone()).unwrap_or_default()
        };
        let (first, second) = (owner(first), owner(second));
        self.report(
            Diagnostic::error(
                Code::AmbiguousCase,
                span,
                text(
                    format!("`{name}` is a case of `{first}` and of `{second}`"),
                    format!("“{name}”同时是“{first}”和“{second}”中的一项"),
                ),
            )
            .help(text(format!("write `{first}.{name}`"), format!("请写“{first}.{name}”"))),
        )
    }

    /// Reports a name that stands for nothing, with the fix where one can be guessed. Stays silent where
    /// the name may be declared in text that could not be read.
    pub(crate) fn name_not_found(&mut self, scope: &Scope, name: &str, span: Span) -> Stop {
        let in_root = scope.frames.first().is_some_and(|frame| frame.entity == self.program.root);
        if self.is_lost(name) || in_root && self.rootless {
            return Stop::Reported;
        }
        if let Some(problem) = self.of_another_entity(scope, name, span) {
            return self.report(problem);
        }
        if let Some(list) = self.list_of(scope, name) {
            return self.report(problems::unknown_name(span, name, Some(&list)));
        }
        if problems::is_part_of_a_benefit(name) {
            return self.report(problems::part_alone(span, name));
        }
        if let Some(as_of) = problems::meant_as_of(name) {
            return self.report(problems::unknown_name(span, name, Some(as_of)));
        }
        if let Some(problem) = problems::function_alone(span, name) {
            return self.report(problem);
        }
        if let Some(function) = problems::meant_function(name) {
            return self.report(problems::unknown_name(span, name, Some(function)));
        }
        let help = problems::figure_in_words(name)
            .or_else(|| {
                problems::unit_of_an_amount(self.program.sources.slice(Span::new(span.source, 0, span.start)))
            })
            .or_else(|| problems::comparison_in_words(name));
        if let Some(help) = help {
            return self.report(problems::unknown_name(span, name, None).help(help));
        }
        if let Some(value) = problems::meant_value(name) {
            return self.report(problems::unknown_name(span, name, Some(value)));
        }
        let known =
            |word: &str| self.names.is_known(word) || scope.locals.iter().any(|(local, _)| local == word);
        if let Some(words) = crate::syntax::words::split_words(name, &known) {
            return self.report(problems::run_together(span, name, &words));
        }
        let in_scope = scope.frames.iter().filter_map(|frame| self.names.members.get(frame.entity.index()));
        let candidates = in_scope
            .flat_map(|members| members.keys())
            .chain(self.names.globals.keys())
            .chain(scope.locals.iter().map(|(local, _)| local));
        let near = self.suggestion(name, candidates.map(String::as_str));
        self.report(problems::unknown_name(span, name, near.as_deref()))
    }

    /// The list through which the entity of this name is read here.
    fn list_of(&self, scope: &Scope, name: &str) -> Option<String> {
        let Some(TypeName::Entity(wanted)) = self.names.types.get(name) else { return None };
        let owners = scope.frames.iter().filter_map(|frame| self.program.entities.get(frame.entity.index()));
        let mut fields = owners.flat_map(|owner| &owner.fields);
        fields.find(|field| field.ty == Type::List(*wanted)).map(|field| field.name.clone())
    }

    fn of_another_entity(&self, scope: &Scope, name: &str, span: Span) -> Option<Diagnostic> {
        let (owner, _) = *self.names.member_owners.get(name)?;
        let owner_name = self.entity_name(owner);
        let problem = problems::unknown_name(span, name, None)
            .note(text(format!("`{name}` belongs to `{owner_name}`"), format!("“{name}”属于“{owner_name}”")));
        if scope.frames.is_empty() {
            return Some(problem.help(text(
                format!("what a row gives is made of the values of its columns: give `{name}` a column"),
                format!("结果只能用各列的值写成：请给“{name}”加一列"),
            )));
        }
        Some(match self.place_of(scope, owner) {
            Some(_) => problems::with_suggestion(problem, Some(&format!("{owner_name}.{name}"))),
            None => problem.help(text(
                format!("read it in `for {owner_name} {{ … }}`, or from a list of `{owner_name}`"),
                format!("请写在“对 {owner_name} {{ … }}”中，或从“{owner_name}”的列表读取"),
            )),
        })
    }

    /// A fact, list or derived value of an instance.
    pub(crate) fn read_member(
        &mut self,
        scope: &Scope,
        place: Place,
        entity: EntityId,
        member: Member,
        span: Span,
    ) -> Result<Typed, Stop> {
        match member {
            Member::Field(field) => {
                let Some(ty) = self.field(entity, field).map(|field| field.ty) else {
                    return Err(Stop::Reported);
                };
                let kind = match ty {
                    Type::Record(_) => NodeKind::Child(place, field),
                    Type::List(_) => NodeKind::Members(place, field),
                    _ => NodeKind::Fact(place, field),
                };
                let node = self.add(kind, ty, span);
                self.fact_entities.insert(node, entity);
                Ok((node, ty))
            }
            Member::Value(value) => {
                self.use_value(scope, value, true)?;
                let Some(ty) = self.program.values.get(value.index()).map(|value| value.ty) else {
                    return Err(Stop::Reported);
                };
                Ok((self.add(NodeKind::Derived(place, value), ty, span), ty))
            }
        }
    }

    /// Whether a name is that of an enum, for `placement.scattered`.
    pub(crate) fn enum_named(&self, name: &str) -> Option<crate::program::EnumId> {
        match self.names.types.get(name) {
            Some(TypeName::Enum(id)) => Some(*id),
            _ => None,
        }
    }
}
