//! The first pass: every declared name gets its index, so that what follows may use names in any order.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{Derived, EntityId, Rule, TableId, Tier, Type, ValueId};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::monitors::Watch;
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop, Tree};
use crate::syntax::tree::{self, Statement, TableForm};

impl<'a> Analysis<'a> {
    /// Declares everything in the files.
    pub(crate) fn declare(&mut self, files: &'a [tree::File]) {
        let statements = || files.iter().flat_map(|file| &file.statements);
        self.declare_layers(files);
        statements().for_each(|statement| self.note_whole_tier(statement));
        statements().for_each(|statement| self.declare_types(statement));
        self.declare_entities(files);
        for statement in statements() {
            if let Statement::Parameter(parameter) = statement {
                self.declare_parameter(parameter);
            }
        }
        let root = self.program.root;
        for statement in statements() {
            match statement {
                Statement::Amend(tree) => self.amendments.push((tree, None)),
                _ => self.declare_statement(statement, root),
            }
        }
        self.declare_amendments();
        self.declare_exclusives();
        self.declare_defaults();
    }

    pub(crate) fn unknown_currency(&mut self, code: &tree::Name) -> Stop {
        // Amounts are then in a currency nobody knows: nothing is said of theirs.
        self.program.currency.code.clear();
        self.report(
            Diagnostic::error(
                Code::BadLiteral,
                code.span,
                text(
                    format!("`{}` is not a currency with coins", code.text),
                    format!("“{}”不是货币代码", code.text),
                ),
            )
            .help(text("write an ISO 4217 code such as `CNY`", "请写 ISO 4217 代码，如 CNY")),
        )
    }

    /// Enums, entities and the types of tiers, inside `for` blocks too.
    fn declare_types(&mut self, statement: &'a Statement) {
        match statement {
            Statement::Enum(tree) => self.declare_written_enum(tree),
            Statement::Tier(tree) => self.declare_tier_type(tree),
            Statement::Exclusive(tree) => self.declare_exclusive_type(tree),
            Statement::Entity(tree) => self.declare_entity(tree),
            Statement::For(block) => block.statements.iter().for_each(|inner| self.declare_types(inner)),
            _ => {}
        }
    }

    /// Notes the name of a type; false where it is taken.
    pub(crate) fn declare_type(&mut self, name: &tree::Name, id: TypeName) -> bool {
        if self.names.types.contains_key(&name.text) {
            let earlier = self.names.type_places.get(&name.text).copied().unwrap_or_default();
            self.report(problems::duplicate(name.span, &name.text, earlier));
            return false;
        }
        self.names.type_places.insert(name.text.clone(), name.span);
        self.names.types.insert(name.text.clone(), id);
        true
    }

    /// Notes a name of an entity's scope; false where it is taken.
    pub(crate) fn declare_member(&mut self, entity: EntityId, name: &tree::Name, member: Member) -> bool {
        let earlier = self.names.member(entity, &name.text).map(|earlier| self.member_place(entity, earlier));
        let earlier = earlier.or_else(|| self.names.global_places.get(&name.text).copied());
        if let Some(earlier) = earlier {
            self.report(problems::duplicate(name.span, &name.text, earlier));
            return false;
        }
        if let Some(scope) = self.names.members.get_mut(entity.index()) {
            scope.insert(name.text.clone(), member);
        }
        self.names.member_owners.or_insert(name.text.clone(), (entity, name.span));
        true
    }

    fn member_place(&self, entity: EntityId, member: Member) -> Span {
        match member {
            Member::Field(id) => self.field(entity, id).map_or_else(Span::default, |field| field.span),
            Member::Value(id) => {
                self.program.values.get(id.index()).map_or_else(Span::default, |value| value.name_span)
            }
        }
    }

    /// Notes a name that means the same everywhere; false where it is taken.
    pub(crate) fn declare_global(&mut self, name: &tree::Name, global: Global) -> bool {
        let earlier = self.names.global_places.get(&name.text).copied();
        let earlier = earlier.or_else(|| self.names.member_owners.get(&name.text).map(|(_, place)| *place));
        if let Some(earlier) = earlier {
            self.report(problems::duplicate(name.span, &name.text, earlier));
            return false;
        }
        self.names.global_places.insert(name.text.clone(), name.span);
        self.names.globals.insert(name.text.clone(), global);
        true
    }

    fn declare_statement(&mut self, statement: &'a Statement, entity: EntityId) {
        match statement {
            Statement::Define(tree) if tree.arguments.is_empty() => self.declare_definition(tree, entity),
            Statement::Define(tree) => self.declare_function(tree, entity),
            Statement::Tier(tree) => self.declare_tier(tree, entity),
            Statement::Benefit(tree) => self.declare_benefit(tree, entity),
            Statement::Table(tree) => self.declare_table(tree, entity),
            Statement::Alert(tree) => self.monitors.push((Watch::Alert(tree), entity)),
            Statement::Target(tree) => self.monitors.push((Watch::Target(tree), entity)),
            Statement::Exclusive(tree) => self.exclusives.push((tree, entity)),
            Statement::Require(tree) => self.requirements.push((tree, entity)),
            // Those of a layer below are its own affair.
            Statement::Test(tree) if self.is_main(tree.span) => self.tests.push(tree),
            Statement::Check(tree) => self.checks.push(tree),
            Statement::For(block) => self.declare_block(block),
            Statement::Amend(tree) => self.amendments.push((tree, Some(entity))),
            Statement::Policy(_)
            | Statement::Enum(_)
            | Statement::Entity(_)
            | Statement::Parameter(_)
            | Statement::Test(_)
            | Statement::Use(_) => {}
        }
    }

    fn declare_block(&mut self, block: &'a tree::For) {
        let Some(TypeName::Entity(entity)) = self.names.types.get(&block.entity.text).copied() else {
            self.unknown_entity(&block.entity);
            for statement in &block.statements {
                self.names.lost.extend(declared_name(statement).map(|name| name.text.clone()));
            }
            return;
        };
        for statement in &block.statements {
            if let Statement::Parameter(misplaced) = statement {
                self.names.lost.insert(misplaced.name.text.clone());
            }
            self.declare_statement(statement, entity);
        }
    }

    fn declare_definition(&mut self, tree: &'a tree::Define, entity: EntityId) {
        let head =
            Head { name: &tree.name, label: tree.label.as_ref(), sources: &tree.sources, span: tree.span };
        let mut value = head.derived(entity, Type::Bool);
        let mut progress = Progress::Untyped;
        if let Some(written) = &tree.ty {
            let Ok(ty) = self.resolve_type(written) else {
                self.names.lost.insert(tree.name.text.clone());
                return;
            };
            value.ty = ty;
            value.whole = matches!(written.kind, tree::TypeKind::Whole);
            value.bounds = self.resolve_bounds(written, ty);
            progress = Progress::Declared;
        }
        self.declare_value(value, &tree.name, Tree::Define(tree), progress);
    }

    fn declare_tier(&mut self, tree: &'a tree::Tier, entity: EntityId) {
        let Some(cases) = self.tier_types.get(&tree.name.span).copied() else {
            self.names.lost.insert(tree.name.text.clone());
            return;
        };
        let head =
            Head { name: &tree.name, label: tree.label.as_ref(), sources: &tree.sources, span: tree.span };
        let mut value = head.derived(entity, Type::Case(cases));
        value.rule =
            Rule::Tier(Tier { cases, arms: Vec::new(), otherwise: 0, otherwise_citations: Vec::new() });
        if let Some(id) = self.declare_value(value, &tree.name, Tree::Tier(tree), Progress::Declared)
            && let Some(ty) = self.program.enums.get_mut(cases.index())
        {
            ty.tier = Some(id);
        }
    }

    fn declare_benefit(&mut self, tree: &'a tree::Benefit, entity: EntityId) {
        let head =
            Head { name: &tree.name, label: tree.label.as_ref(), sources: &tree.sources, span: tree.span };
        let value = head.derived(entity, Type::Money(None));
        if let Some(id) = self.declare_value(value, &tree.name, Tree::Benefit(tree), Progress::Untyped) {
            self.benefits.insert(id, tree);
        }
    }

    /// Adds a derived value and its item.
    pub(crate) fn declare_value(
        &mut self,
        value: Derived,
        name: &tree::Name,
        tree: Tree<'a>,
        progress: Progress,
    ) -> Option<ValueId> {
        let id = ValueId(index(self.program.values.len()));
        let entity = value.entity;
        if !self.declare_member(entity, name, Member::Value(id)) {
            return None;
        }
        self.program.values.push(value);
        self.add_item(Item::Value(id), tree, entity, progress);
        Some(id)
    }

    pub(crate) fn add_item(&mut self, item: Item, tree: Tree<'a>, entity: EntityId, progress: Progress) {
        self.items.push((item, tree, entity));
        self.progress.insert(item, progress);
    }

    fn declare_table(&mut self, tree: &'a tree::Table, entity: EntityId) {
        let id = TableId(index(self.program.tables.len()));
        match &tree.form {
            TableForm::Function(_) => {
                if self.declare_global(&tree.name, Global::Table(id)) {
                    self.declare_table_signature(tree, id, entity);
                }
            }
            TableForm::Facts(named) => {
                let entity = match named {
                    Some(name) => match self.names.types.get(&name.text) {
                        Some(TypeName::Entity(named)) => *named,
                        _ => {
                            self.unknown_entity(name);
                            self.names.lost.insert(tree.name.text.clone());
                            return;
                        }
                    },
                    None => entity,
                };
                self.declare_table_signature(tree, id, entity);
            }
        }
    }
}

/// What the head of a statement says of the value it declares.
#[derive(Clone, Copy)]
pub struct Head<'t> {
    /// The name.
    pub name: &'t tree::Name,
    /// The label.
    pub label: Option<&'t tree::Quoted>,
    /// Citations of the whole statement.
    pub sources: &'t [tree::Quoted],
    /// The whole statement.
    pub span: Span,
}

impl Head<'_> {
    /// A derived value with nothing but its head.
    pub fn derived(self, entity: EntityId, ty: Type) -> Derived {
        Derived {
            name: self.name.text.clone(),
            label: label(self.label),
            entity,
            ty,
            bounds: Vec::new(),
            whole: false,
            rule: Rule::Definition(Vec::new()),
            kept: None,
            variants: Vec::new(),
            citations: citations(self.sources),
            span: self.span,
            name_span: self.name.span,
        }
    }
}

/// The name a statement declares.
fn declared_name(statement: &Statement) -> Option<&tree::Name> {
    Some(match statement {
        Statement::Policy(_)
        | Statement::Require(_)
        | Statement::Check(_)
        | Statement::For(_)
        | Statement::Test(_)
        | Statement::Use(_)
        | Statement::Amend(_) => return None,
        Statement::Enum(tree) => &tree.name,
        Statement::Entity(tree) => &tree.name,
        Statement::Parameter(tree) => &tree.name,
        Statement::Define(tree) => &tree.name,
        Statement::Table(tree) => &tree.name,
        Statement::Tier(tree) => &tree.name,
        Statement::Benefit(tree) => &tree.name,
        Statement::Exclusive(tree) => &tree.name,
        Statement::Alert(tree) => &tree.name,
        Statement::Target(tree) => &tree.name,
    })
}
