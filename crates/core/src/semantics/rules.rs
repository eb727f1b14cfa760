//! Items: definitions, functions, tiers, benefits; and requirements.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::{Rational, RoundMode};
use crate::program::{
    self, Arm, Benefit, Body, EntityId, FunctionId, NodeKind, ReasonPart, Requirement, Rule, TableId, Tier,
    Type, ValueId,
};
use crate::semantics::beside::{citations, index};
use crate::semantics::names::Global;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Frame, Scope};
use crate::semantics::{Analysis, Item, Stop, Tree};
use crate::syntax::tree::{self, Paid, Period, Quoted};

/// The amount of a benefit, its type, and how it is rounded.
type Amount = (program::NodeId, Type, Option<(RoundMode, Rational)>);

impl<'a> Analysis<'a> {
    /// Lowers one item whole.
    pub(crate) fn lower_item(&mut self, item: Item, tree: Tree<'a>, entity: EntityId) -> Result<(), Stop> {
        match (item, tree) {
            (Item::Value(id), Tree::Define(tree)) => self.lower_definition(id, tree, entity),
            (Item::Value(id), Tree::Tier(tree)) => self.lower_tier(id, tree, entity),
            (Item::Value(id), Tree::Benefit(tree)) => self.lower_benefit(id, tree, entity),
            (Item::Value(id), Tree::FactTable(tree, table, result)) => {
                self.lower_fact_table(id, tree, table, result, entity)
            }
            (Item::Function(id), Tree::Define(tree)) => self.lower_function(id, tree, entity),
            (Item::Table(id), Tree::Table(tree)) => self.lower_table_rows(id, tree),
            _ => Ok(()),
        }
    }

    fn lower_definition(
        &mut self,
        id: ValueId,
        tree: &'a tree::Define,
        entity: EntityId,
    ) -> Result<(), Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        let declared =
            tree.ty.as_ref().and_then(|_| self.program.values.get(id.index())).map(|value| value.ty);
        let (mut bodies, ty) = self.lower_bodies(&scope, &tree.bodies, declared, &tree.name)?;
        bodies.extend(self.lower_amended_bodies(&scope, Item::Value(id), ty)?);
        self.check_prevailing_bodies(&bodies, &tree.name.text);
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.ty = ty;
            value.rule = Rule::Definition(bodies);
        }
        Ok(())
    }

    fn lower_function(
        &mut self,
        id: FunctionId,
        tree: &'a tree::Define,
        entity: EntityId,
    ) -> Result<(), Stop> {
        let arguments =
            self.program.functions.get(id.index()).map(|f| f.arguments.clone()).unwrap_or_default();
        let mut scope = Scope::of(Some(Item::Function(id)), entity);
        for (name, ty) in &arguments {
            match ty {
                Type::Record(entity) => {
                    scope.frames.push(Frame { entity: *entity, name: Some(name.clone()) })
                }
                _ => scope.locals.push((name.clone(), *ty)),
            }
        }
        let declared = tree.ty.as_ref().and_then(|_| self.program.functions.get(id.index())).map(|f| f.ty);
        let (mut bodies, ty) = self.lower_bodies(&scope, &tree.bodies, declared, &tree.name)?;
        bodies.extend(self.lower_amended_bodies(&scope, Item::Function(id), ty)?);
        self.check_prevailing_bodies(&bodies, &tree.name.text);
        if let Some(function) = self.program.functions.get_mut(id.index()) {
            function.ty = ty;
            function.bodies = bodies;
        }
        Ok(())
    }

    pub(crate) fn lower_bodies(
        &mut self,
        scope: &Scope,
        trees: &[tree::Body],
        declared: Option<Type>,
        name: &tree::Name,
    ) -> Result<(Vec<Body>, Type), Stop> {
        if trees.is_empty() {
            if self.faulty {
                return Err(Stop::Reported);
            }
            return Err(self.report(problems::empty(name, "value", "取值")));
        }
        let mut ty = declared;
        let mut bodies = Vec::with_capacity(trees.len());
        for tree in trees {
            let (node, found) = self.lower(scope, &tree.value, ty)?;
            match ty {
                Some(wanted) => self.require_type(tree.value.span, wanted, found)?,
                None => ty = Some(found),
            }
            let validity = self.validity(&tree.validity);
            bodies.push(Body {
                validity,
                node,
                rank: self.rank(tree.value.span),
                citations: citations(&tree.sources),
            });
        }
        self.check_bodies(trees)?;
        match ty {
            Some(Type::Record(entity)) => Err(self.single_instance(name.span, entity)),
            Some(ty) => Ok((bodies, ty)),
            None => Err(Stop::Reported),
        }
    }

    /// A definition stands for a value or a list; an instance is read where it is.
    fn single_instance(&mut self, span: Span, entity: EntityId) -> Stop {
        let name = self.entity_name(entity);
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                span,
                text(
                    format!("a definition cannot stand for one `{name}`"),
                    format!("定义不能代表一个“{name}”"),
                ),
            )
            .help(text(
                "define a list and read from it with `only(list).name`, or define the value itself",
                "请定义列表，再以“唯一（列表）.名称”读取；或直接定义所需的值",
            )),
        )
    }

    fn lower_tier(&mut self, id: ValueId, tree: &'a tree::Tier, entity: EntityId) -> Result<(), Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        let Some(Type::Case(cases)) = self.program.values.get(id.index()).map(|value| value.ty) else {
            return Err(Stop::Reported);
        };
        let conditions: Vec<&tree::Expr> = tree.arms.iter().map(|arm| &arm.when).collect();
        let conditions = self.lower_conditions(&scope, &conditions)?;
        let arm = |(arm, when): (&tree::Arm, program::NodeId)| Arm {
            case: self.case_of(cases, &arm.case.name.text).unwrap_or(0),
            when,
            citations: citations(&arm.sources),
            span: arm.span,
        };
        let arms = tree.arms.iter().zip(conditions).map(arm).collect();
        let otherwise = self.case_of(cases, &tree.otherwise.name.text).unwrap_or(0);
        if let Some(value) = self.program.values.get_mut(id.index()) {
            // What a tier cites as a whole is cited for what falls through it, too.
            let otherwise_citations = citations(&tree.sources);
            value.rule = Rule::Tier(Tier { cases, arms, otherwise, otherwise_citations });
        }
        self.lower_amended_tier(id, cases, &scope)
    }

    fn lower_benefit(&mut self, id: ValueId, tree: &'a tree::Benefit, entity: EntityId) -> Result<(), Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        // A mistake in one clause does not hide those in the others; a type that is needed first does.
        let when = tree.when.as_ref().map(|expr| self.lower_condition(&scope, expr)).transpose();
        let amount = self.lower_amount(&scope, tree);
        let start = self.lower_month(&scope, tree.start.as_ref());
        let stop = self.lower_month(&scope, tree.stop.as_ref());
        let stops = [when.as_ref().err(), amount.as_ref().err(), start.as_ref().err(), stop.as_ref().err()];
        if let Some(needs) = stops.into_iter().flatten().find(|stop| matches!(stop, Stop::Needs(_))) {
            return Err(*needs);
        }
        let (when, (amount, ty, round), start, stop) = (when?, amount?, start?, stop?);
        let paid = tree.paid.map(|(paid, _)| paid);
        // The reason may speak of the benefit itself, so its type is set before.
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.ty = ty;
        }
        self.progress.insert(Item::Value(id), super::Progress::Declared);
        let reason = match &tree.reason {
            Some(reason) => Some(self.lower_reason(entity, reason)?),
            None => None,
        };
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.rule = Rule::Benefit(Benefit { when, amount, round, paid, start, stop, reason });
        }
        self.lower_amended_benefit(id, ty, &scope)
    }

    /// The amount with its type and rounding.
    fn lower_amount(&mut self, scope: &Scope, tree: &tree::Benefit) -> Result<Amount, Stop> {
        let (amount, ty) = self.lower(scope, &tree.amount, paid_type(tree.paid))?;
        if !matches!(ty, Type::Money(_)) {
            let problem = problems::mismatch(self, tree.amount.span, Type::Money(None), ty);
            return Err(self.report(problem));
        }
        self.check_paid(tree.paid, tree.amount.span, ty)?;
        let round = tree.round.as_ref().map(|rounding| self.rounding(rounding, ty)).transpose()?;
        Ok((amount, ty, round))
    }

    pub(crate) fn lower_month(
        &mut self,
        scope: &Scope,
        expr: Option<&tree::Expr>,
    ) -> Result<Option<program::NodeId>, Stop> {
        match expr {
            Some(expr) => self.lower_as(scope, expr, Type::Month).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn check_paid(
        &mut self,
        paid: Option<(Paid, Span)>,
        amount: Span,
        ty: Type,
    ) -> Result<(), Stop> {
        let Some((paid, span)) = paid else { return Ok(()) };
        if paid_type(Some((paid, span))) == Some(ty) {
            return Ok(());
        }
        let found = super::show::amount_text(self, ty);
        let help = if ty == Type::Money(None) {
            text(
                "say what the amount is for: `100 yuan per month`; an amount without a period is `paid once`",
                "请写明金额的期间，如“100元每月”；不分期间的，发放写“一次性”",
            )
        } else {
            text(
                "`monthly(…)` and `yearly(…)` convert; an amount for each month times months is without a period",
                "用“折月（…）”“折年（…）”换算；每月的金额乘以月数，是不分期间的金额",
            )
        };
        Err(self.report(
            Diagnostic::error(
                Code::PaidPeriod,
                span,
                text(
                    format!("this does not fit the amount, which is {}", found.en),
                    format!("发放方式与{}的金额不符", super::show::period_text(ty).zh),
                ),
            )
            .label(amount, text(format!("this is {}", found.en), format!("这是{}", found.zh)))
            .help(help),
        ))
    }

    /// A reason: `{name}` stands for a value, everything else for itself. A result does not rest on its
    /// reason, which may therefore name the result.
    pub(crate) fn lower_reason(
        &mut self,
        entity: EntityId,
        reason: &Quoted,
    ) -> Result<Vec<ReasonPart>, Stop> {
        let scope = Scope::of(None, entity);
        let mut parts = Vec::new();
        let mut rest = reason.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(ReasonPart::Text(before.to_owned()));
            }
            let offset = reason.text.len().saturating_sub(after.len());
            let place = self.place_in_text(reason, offset, name);
            let path = name.trim().split('.').map(str::trim);
            let is_name =
                |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ' '));
            let Some(expr) = path_expression(path, place).filter(|_| is_name(name)) else {
                return Err(self.report(problems::no_name_in_reason(place, name)));
            };
            if self.needs_arguments(entity, name.trim()) {
                return Err(self.report(problems::no_name_in_reason(place, name)));
            }
            let (node, ty) = self.lower(&scope, &expr, None)?;
            if matches!(ty, Type::List(_) | Type::Record(_)) {
                return Err(self.report(problems::several_values(place)));
            }
            parts.push(ReasonPart::Value(node));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(ReasonPart::Text(rest.to_owned()));
        }
        Ok(parts)
    }

    /// Whether a name is read with something in parentheses only, which a reason has no room for.
    fn needs_arguments(&self, entity: EntityId, name: &str) -> bool {
        let global = self.names.globals.get(name).filter(|_| self.names.member(entity, name).is_none());
        match global {
            Some(Global::Parameter(id)) => {
                self.program.parameters.get(id.index()).is_some_and(|of| !of.keys.is_empty())
            }
            Some(Global::Table(_) | Global::Function(_)) => true,
            None => false,
        }
    }

    /// Where a piece of a quoted text stands, as far as the text was written without escapes.
    fn place_in_text(&self, quoted: &Quoted, offset: usize, piece: &str) -> Span {
        let written = self.program.sources.slice(quoted.span);
        let quote = written.chars().next().map_or(0, char::len_utf8);
        let start = quote.saturating_add(offset);
        let end = start.saturating_add(piece.len());
        match written.get(start..end) {
            Some(found) if found == piece => {
                let at = |offset: usize| quoted.span.start.saturating_add(index(offset));
                Span::new(quoted.span.source, at(start), at(end))
            }
            _ => quoted.span,
        }
    }

    /// Requirements, once every item is typed.
    pub(crate) fn lower_requirements(&mut self) {
        for (tree, entity) in self.requirements.clone() {
            let scope = Scope::of(None, entity);
            let Ok(condition) = self.lower_condition(&scope, &tree.condition) else { continue };
            self.program.requirements.push(Requirement {
                name: tree.name.as_ref().map(|name| name.text.clone()),
                entity,
                condition,
                message: tree.message.as_ref().map(|message| message.text.clone()),
                citations: citations(&tree.sources),
                span: tree.span,
            });
        }
    }

    /// A table of facts: its key columns are names of the entity's values.
    fn lower_fact_table(
        &mut self,
        id: ValueId,
        tree: &'a tree::Table,
        table: TableId,
        result: u32,
        entity: EntityId,
    ) -> Result<(), Stop> {
        let mut bodies = vec![self.lower_fact_reading(id, tree, table, result, entity)?];
        bodies.extend(self.lower_amended_fact_tables(id, table, result, entity)?);
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.rule = Rule::Definition(bodies);
        }
        Ok(())
    }

    /// The body that reads a result of a table of facts, after its header and rows.
    pub(crate) fn lower_fact_reading(
        &mut self,
        id: ValueId,
        tree: &'a tree::Table,
        table: TableId,
        result: u32,
        entity: EntityId,
    ) -> Result<Body, Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        let mut arguments = Vec::new();
        let mut types = Vec::new();
        for key in &tree.keys {
            let tree::KeyColumn::Name(name) = key else { continue };
            let expr = tree::Expr { kind: tree::ExprKind::Name(name.text.clone()), span: name.span };
            let (node, ty) = self.lower(&scope, &expr, None)?;
            arguments.push(node);
            types.push((name.text.clone(), ty));
        }
        if let Some(declared) = self.program.tables.get_mut(table.index()) {
            declared.arguments = types;
        }
        if result == 0 {
            self.lower_table_rows(table, tree)?;
        }
        let ty = self.program.values.get(id.index()).map_or(Type::Bool, |value| value.ty);
        let kind = NodeKind::Table { table, arguments, result, on: None, if_none: None };
        let node = self.add(kind, ty, tree.name.span);
        self.rests_on.or_default(Item::Value(id)).insert(Item::Table(table));
        let validity = program::figures::Validity::default();
        Ok(Body { validity, node, rank: self.rank(tree.name.span), citations: Vec::new() })
    }
}

fn paid_type(paid: Option<(Paid, Span)>) -> Option<Type> {
    let (paid, _) = paid?;
    Some(Type::Money(match paid {
        Paid::Daily => Some(Period::Day),
        Paid::Monthly => Some(Period::Month),
        Paid::Yearly => Some(Period::Year),
        Paid::Once => None,
    }))
}

fn path_expression<'p>(mut names: impl Iterator<Item = &'p str>, span: Span) -> Option<tree::Expr> {
    let first = names.next().filter(|name| !name.is_empty())?;
    let mut expr = tree::Expr { kind: tree::ExprKind::Name(first.to_owned()), span };
    for name in names {
        let name = tree::Name { text: name.to_owned(), span };
        expr = tree::Expr { kind: tree::ExprKind::Member { base: Box::new(expr), name }, span };
    }
    Some(expr)
}
