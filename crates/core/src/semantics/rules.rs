//! Items: definitions, functions, tiers, benefits; and requirements.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{
    self, Arm, Benefit, Body, EntityId, FunctionId, NodeKind, ReasonPart, Requirement, Rule, TableId, Tier,
    Type, ValueId,
};
use crate::semantics::declare::citations;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Frame, Scope};
use crate::semantics::{Analysis, Item, Stop, Tree};
use crate::syntax::tree::{self, Paid, Period, Quoted};

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
        let (bodies, ty) = self.lower_bodies(&scope, &tree.bodies, declared, tree.name.span)?;
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
                Type::List(_) => return Err(self.list_argument(tree, name)),
                _ => scope.locals.push((name.clone(), *ty)),
            }
        }
        let declared = tree.ty.as_ref().and_then(|_| self.program.functions.get(id.index())).map(|f| f.ty);
        let (bodies, ty) = self.lower_bodies(&scope, &tree.bodies, declared, tree.name.span)?;
        if let Some(function) = self.program.functions.get_mut(id.index()) {
            function.ty = ty;
            function.bodies = bodies;
        }
        Ok(())
    }

    fn list_argument(&mut self, tree: &tree::Define, name: &str) -> Stop {
        let argument = tree.arguments.iter().find(|argument| argument.name.text == name);
        let span = argument.map_or(tree.span, |argument| argument.ty.span);
        self.report(Diagnostic::error(
            Code::ListExpected,
            span,
            text(
                "an argument is one value or one instance, not a list",
                "参数应为单个值或单个对象，不能是列表",
            ),
        ))
    }

    fn lower_bodies(
        &mut self,
        scope: &Scope,
        trees: &[tree::Body],
        declared: Option<Type>,
        place: Span,
    ) -> Result<(Vec<Body>, Type), Stop> {
        let mut ty = declared;
        let mut bodies = Vec::with_capacity(trees.len());
        for tree in trees {
            let (node, found) = self.lower(scope, &tree.value, ty)?;
            match ty {
                Some(wanted) => self.require_type(tree.value.span, wanted, found)?,
                None => ty = Some(found),
            }
            let validity = self.validity(&tree.validity);
            bodies.push(Body { validity, node, citations: citations(&tree.sources) });
        }
        self.check_bodies(trees)?;
        match ty {
            Some(ty @ Type::Record(_)) => {
                let problem = problems::mismatch(self, place, Type::Number, ty);
                Err(self.report(problem))
            }
            Some(ty) => Ok((bodies, ty)),
            None => Err(Stop::Reported),
        }
    }

    fn lower_tier(&mut self, id: ValueId, tree: &'a tree::Tier, entity: EntityId) -> Result<(), Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        let Some(Type::Case(cases)) = self.program.values.get(id.index()).map(|value| value.ty) else {
            return Err(Stop::Reported);
        };
        let mut arms = Vec::with_capacity(tree.arms.len());
        let mut stop = None;
        for arm in &tree.arms {
            match self.lower_condition(&scope, &arm.when) {
                Ok(when) => arms.push(Arm {
                    case: self.case_of(cases, &arm.case.name.text).unwrap_or(0),
                    when,
                    citations: citations(&arm.sources),
                    span: arm.span,
                }),
                Err(needs @ Stop::Needs(_)) => return Err(needs),
                Err(reported) => stop = Some(reported),
            }
        }
        if let Some(stop) = stop {
            return Err(stop);
        }
        let otherwise = self.case_of(cases, &tree.otherwise.name.text).unwrap_or(0);
        if let Some(value) = self.program.values.get_mut(id.index()) {
            let citations = citations(&tree.sources);
            value.rule = Rule::Tier(Tier { cases, arms, otherwise, otherwise_citations: citations });
        }
        Ok(())
    }

    fn lower_benefit(&mut self, id: ValueId, tree: &'a tree::Benefit, entity: EntityId) -> Result<(), Stop> {
        let scope = Scope::of(Some(Item::Value(id)), entity);
        let when = match &tree.when {
            Some(expr) => Some(self.lower_condition(&scope, expr)?),
            None => None,
        };
        let (amount, ty) = self.lower(&scope, &tree.amount, paid_type(tree.paid))?;
        if !matches!(ty, Type::Money(_)) {
            let problem = problems::mismatch(self, tree.amount.span, Type::Money(None), ty);
            return Err(self.report(problem));
        }
        self.check_paid(tree, ty)?;
        let round = match &tree.round {
            Some(rounding) => Some(self.rounding(rounding, ty)?),
            None => None,
        };
        let start = self.lower_month(&scope, tree.start.as_ref())?;
        let stop = self.lower_month(&scope, tree.stop.as_ref())?;
        let paid = tree.paid.map(|(paid, _)| paid);
        // The reason may speak of the benefit itself, so its type is set before.
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.ty = ty;
        }
        self.progress.insert(Item::Value(id), super::Progress::Declared);
        let reason = match &tree.reason {
            Some(reason) => Some(self.lower_reason(&scope, reason)?),
            None => None,
        };
        if let Some(value) = self.program.values.get_mut(id.index()) {
            value.rule = Rule::Benefit(Benefit { when, amount, round, paid, start, stop, reason });
        }
        Ok(())
    }

    fn lower_month(
        &mut self,
        scope: &Scope,
        expr: Option<&tree::Expr>,
    ) -> Result<Option<program::NodeId>, Stop> {
        match expr {
            Some(expr) => self.lower_as(scope, expr, Type::Month).map(Some),
            None => Ok(None),
        }
    }

    fn check_paid(&mut self, tree: &tree::Benefit, ty: Type) -> Result<(), Stop> {
        let Some((paid, span)) = tree.paid else { return Ok(()) };
        if paid_type(Some((paid, span))) == Some(ty) {
            return Ok(());
        }
        let found = super::show::type_text(self, ty);
        Err(self.report(
            Diagnostic::error(
                Code::PaidPeriod,
                span,
                text(
                    format!("the amount is {}, which does not fit how it is paid", found.en),
                    format!("金额为{}，与发放周期不符", found.zh),
                ),
            )
            .label(tree.amount.span, text(format!("this is {}", found.en), format!("这是{}", found.zh)))
            .help(text(
                "`monthly(…)` and `yearly(…)` convert; `paid once` is for an amount without a period",
                "用“折月（…）”“折年（…）”换算；“一次性”用于没有周期的金额",
            )),
        ))
    }

    /// A reason: `{name}` stands for a value, everything else for itself.
    fn lower_reason(&mut self, scope: &Scope, reason: &Quoted) -> Result<Vec<ReasonPart>, Stop> {
        let mut parts = Vec::new();
        let mut rest = reason.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(ReasonPart::Text(before.to_owned()));
            }
            let path = name.trim().split('.').map(str::trim);
            let Some(expr) = path_expression(path, reason.span) else {
                return Err(self.name_not_found(scope, name, reason.span));
            };
            parts.push(ReasonPart::Value(self.lower(scope, &expr, None)?.0));
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(ReasonPart::Text(rest.to_owned()));
        }
        Ok(parts)
    }

    /// Requirements, once every item is typed.
    pub(crate) fn lower_requirements(&mut self) {
        for (tree, entity) in std::mem::take(&mut self.requirements) {
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
        let (node, _) = self.add_table_node(table, arguments, result, None, None, ty, tree.name.span)?;
        self.rests_on.entry(Item::Value(id)).or_default().insert(Item::Table(table));
        if let Some(value) = self.program.values.get_mut(id.index()) {
            let body = Body { validity: program::figures::Validity::default(), node, citations: Vec::new() };
            value.rule = Rule::Definition(vec![body]);
        }
        Ok(())
    }

    /// Whether any node of a kind is used where it has no meaning: `is known` decides nothing.
    pub(crate) fn refuse_is_known(&mut self) {
        let entitling: Vec<Span> = self.known_tests_in_rules();
        for span in entitling {
            self.report(
                Diagnostic::error(
                    Code::IsKnownAsValue,
                    span,
                    text(
                        "`is known` cannot decide a value: not answering must never win",
                        "“已知”不能决定结果：不回答不应得利",
                    ),
                )
                .help(text("use it in `require` or in a reason", "只用于“要求”和“理由”")),
            );
        }
    }

    fn known_tests_in_rules(&self) -> Vec<Span> {
        let outside: Vec<Span> =
            self.program.requirements.iter().map(|requirement| requirement.span).collect();
        let tests: Vec<Span> = self.program.tests.iter().map(|test| test.span).collect();
        let within = |span: Span, outer: &Span| {
            span.source == outer.source && outer.start <= span.start && span.end <= outer.end
        };
        self.program
            .nodes
            .iter()
            .filter(|(_, node)| matches!(node.kind, NodeKind::IsKnown(..)))
            .map(|(_, node)| node.span)
            .filter(|span| !outside.iter().chain(&tests).any(|outer| within(*span, outer)))
            .collect()
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
