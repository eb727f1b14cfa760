//! Checks: what figures must satisfy. Here it is made sure that they read nothing but figures; whether
//! they hold is proved in the room `checks`.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::Set;
use crate::program::check::{Check, Reach, Shift};
use crate::program::limits::children;
use crate::program::{NodeId, NodeKind, Rule, Type, Value};
use crate::semantics::beside::citations;
use crate::semantics::problems::text;
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Item, Stop};
use crate::syntax::tree::{self, Builtin};

/// What a check reads that is no figure: where, and where in the check that comes from.
struct Foreign {
    place: Span,
    through: Span,
}

/// A node to look at, and the place in the check's own text that leads to it.
struct Next {
    node: NodeId,
    /// The place in the check; that of the node while the walk is still in the check's own text.
    through: Option<Span>,
    /// Whether the date decided for may stand here.
    dated: bool,
}

/// A walk over all that a check rests on.
struct Walk<'p, 'a> {
    analysis: &'p Analysis<'a>,
    reach: Reach,
    seen: Set<Item>,
    waiting: Vec<Next>,
}

impl Analysis<'_> {
    /// Checks, once every item is typed.
    pub(crate) fn lower_checks(&mut self) {
        for tree in self.checks.clone() {
            let Ok(arguments) = self.arguments_of_check(tree) else { continue };
            let mut scope = Scope::of(None, self.program.root);
            scope.locals.clone_from(&arguments);
            let Ok(condition) = self.lower_condition(&scope, &tree.condition) else { continue };
            self.program.checks.push(Check {
                name: tree.name.as_ref().map(|name| name.text.clone()),
                message: tree.message.as_ref().map(|message| message.text.clone()),
                warn: tree.warn,
                arguments,
                condition,
                reach: Reach::default(),
                citations: citations(&tree.sources),
                span: tree.span,
            });
        }
    }

    /// The arguments of a check: of types whose values can all be tried.
    fn arguments_of_check(&mut self, tree: &tree::Check) -> Result<Vec<(String, Type)>, Stop> {
        let word = tree::Name { text: "check".to_owned(), span: tree.span };
        let owner = tree.name.as_ref().unwrap_or(&word);
        let arguments = self.resolve_arguments(owner, &tree.arguments)?;
        for (argument, written) in arguments.iter().zip(&tree.arguments) {
            if !matches!(argument.ty, Type::Case(_) | Type::Bool) {
                let found = super::show::type_text(self, argument.ty);
                return Err(self.report(
                    Diagnostic::error(
                        Code::TypeMismatch,
                        written.ty.span,
                        text(
                            format!("a check cannot try every value of {}", found.en),
                            format!("约束无法逐一验证{}的所有取值", found.zh),
                        ),
                    )
                    .help(text(
                        "an argument of a check is an enum, a tier or bool",
                        "约束的参数只能是类别、认定或是否",
                    )),
                ));
            }
        }
        Ok(arguments.into_iter().map(|argument| (argument.name, argument.ty)).collect())
    }

    /// Notes what each check rests on, and reports those that rest on more than figures.
    pub(crate) fn find_what_checks_read(&mut self) {
        for at in 0..self.program.checks.len() {
            let Some(condition) = self.program.checks.get(at).map(|check| check.condition) else { continue };
            let walk = Walk {
                analysis: self,
                reach: Reach::default(),
                seen: Set::new(),
                waiting: vec![Next { node: condition, through: None, dated: false }],
            };
            match walk.run() {
                Ok(reach) => {
                    if let Some(check) = self.program.checks.get_mut(at) {
                        check.reach = reach;
                    }
                }
                Err(foreign) => {
                    self.report(on_facts(&foreign));
                }
            }
        }
    }
}

impl Walk<'_, '_> {
    fn run(mut self) -> Result<Reach, Foreign> {
        while let Some(next) = self.waiting.pop() {
            self.look_at(&next)?;
        }
        Ok(self.reach)
    }

    fn look_at(&mut self, next: &Next) -> Result<(), Foreign> {
        let node = self.analysis.program.nodes.get(next.node);
        let foreign = || Foreign { place: node.span, through: next.through.unwrap_or(node.span) };
        let through = next.through.unwrap_or(node.span);
        match &node.kind {
            NodeKind::Constant(_) | NodeKind::Local(_) => {}
            NodeKind::AsOf if next.dated => self.shifted(Shift { by: 0, months: false }),
            NodeKind::Shift { base, by, back } if next.dated && self.is_as_of(*base) => {
                let shift = self.constant_shift(*by, *back).ok_or_else(foreign)?;
                self.shifted(shift);
                return Ok(());
            }
            NodeKind::Parameter { parameter, keys, on } => {
                if !self.reach.parameters.contains(parameter) {
                    self.reach.parameters.push(*parameter);
                }
                self.below(keys, next);
                self.dated(*on, next);
                return Ok(());
            }
            NodeKind::Table { table, arguments, on, if_none, .. } => {
                if self.seen.insert(Item::Table(*table)) {
                    self.reach.tables.push(*table);
                    self.rule(Item::Table(*table), through);
                }
                self.below(arguments, next);
                self.below(if_none.as_slice(), next);
                self.dated(*on, next);
                return Ok(());
            }
            NodeKind::Derived(_, value) => {
                let rule = self.analysis.program.values.get(value.index()).map(|value| &value.rule);
                if matches!(rule, Some(Rule::Benefit(_))) {
                    return Err(foreign());
                }
                if self.seen.insert(Item::Value(*value)) {
                    self.reach.values.push(*value);
                    self.rule(Item::Value(*value), through);
                }
            }
            NodeKind::Call { function, .. } => {
                if self.seen.insert(Item::Function(*function)) {
                    self.reach.functions.push(*function);
                    self.rule(Item::Function(*function), through);
                }
            }
            // Of a single argument it is the age on the date decided for.
            NodeKind::Builtin(Builtin::Age, arguments) if arguments.len() < 2 => return Err(foreign()),
            NodeKind::Lowest(_)
            | NodeKind::Highest(_)
            | NodeKind::Sum(_)
            | NodeKind::Product(_)
            | NodeKind::Shift { .. }
            | NodeKind::Distance(..)
            | NodeKind::Negate(_)
            | NodeKind::Compare(..)
            | NodeKind::Equal(..)
            | NodeKind::In(..)
            | NodeKind::Not(_)
            | NodeKind::And(_)
            | NodeKind::Or(_)
            | NodeKind::If(..)
            | NodeKind::Round(..)
            | NodeKind::Builtin(..) => {}
            _ => return Err(foreign()),
        }
        self.below(&children(node), next);
        Ok(())
    }

    fn below(&mut self, nodes: &[NodeId], above: &Next) {
        let through = above.through;
        self.waiting.extend(nodes.iter().map(|node| Next { node: *node, through, dated: false }));
    }

    fn dated(&mut self, node: Option<NodeId>, above: &Next) {
        let through = above.through;
        self.waiting.extend(node.map(|node| Next { node, through, dated: true }));
    }

    fn rule(&mut self, item: Item, through: Span) {
        let nodes = self.analysis.nodes_of(item);
        let next = |node| Next { node, through: Some(through), dated: false };
        self.waiting.extend(nodes.into_iter().map(next));
    }

    fn shifted(&mut self, shift: Shift) {
        if shift.by != 0 && !self.reach.shifts.contains(&shift) {
            self.reach.shifts.push(shift);
        }
    }

    fn is_as_of(&self, node: NodeId) -> bool {
        matches!(self.analysis.program.nodes.get(node).kind, NodeKind::AsOf)
    }

    fn constant_shift(&self, by: NodeId, back: bool) -> Option<Shift> {
        let node = self.analysis.program.nodes.get(by);
        let NodeKind::Constant(Value::Number(number)) = &node.kind else { return None };
        let by = if back { number.checked_neg().ok()? } else { *number }.to_i64()?;
        Some(Shift { by, months: node.ty == Type::Months })
    }
}

fn on_facts(foreign: &Foreign) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::CheckOnFacts,
        foreign.through,
        text("a check may read nothing but figures", "约束只能依据参数、表等既定数额"),
    );
    let problem = if foreign.place == foreign.through {
        problem
    } else {
        problem.label(foreign.place, text("this is no figure", "此处不是既定数额"))
    };
    problem.help(text(
        "compare parameters, tables, literals and definitions that rest on those; `require` is for what a case must satisfy",
        "请比较参数、表、常数以及仅依据这些的定义；个案须满足的条件用“要求”",
    ))
}
