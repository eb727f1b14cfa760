//! The first pass: every declared name gets its index, so that what follows may use names in any order.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{
    CaseName, Currency, Derived, Entity, EntityId, EnumId, EnumType, Field, FieldId, Function, FunctionId,
    Region, Rule, TableId, Tier, Type, ValueId,
};
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Item, Progress, Stop, Tree};
use crate::syntax::tree::{self, Statement, TableForm};

impl<'a> Analysis<'a> {
    /// Declares everything in the files.
    pub(crate) fn declare(&mut self, files: &'a [tree::File]) {
        let statements = || files.iter().flat_map(|file| &file.statements);
        for statement in statements() {
            if let Statement::Policy(policy) = statement {
                self.declare_policy(policy);
            }
        }
        statements().for_each(|statement| self.declare_types(statement));
        for statement in statements() {
            if let Statement::Entity(entity) = statement {
                self.declare_fields(entity);
            }
        }
        self.find_owners_and_root();
        for statement in statements() {
            if let Statement::Parameter(parameter) = statement {
                self.declare_parameter(parameter);
            }
        }
        let root = self.program.root;
        for statement in statements() {
            self.declare_statement(statement, root);
        }
        for statement in statements() {
            if let Statement::Entity(entity) = statement {
                self.declare_defaults(entity);
            }
        }
    }

    fn declare_policy(&mut self, policy: &tree::Policy) {
        if !self.program.name.is_empty() {
            let name = policy.name.text.clone();
            self.report(Diagnostic::error(
                Code::DuplicateName,
                policy.name.span,
                text(format!("a second policy `{name}`"), format!("又声明了政策“{name}”")),
            ));
            return;
        }
        let program = &mut self.program;
        program.name.clone_from(&policy.name.text);
        program.label = policy.label.as_ref().map(|label| label.text.clone());
        program.region = policy.region.as_ref().map(|region| Region::new(&region.text));
        program.citations = citations(&policy.sources);
        if let Some(code) = &policy.currency {
            match Currency::from_code(&code.text) {
                Some(currency) => self.program.currency = currency,
                None => {
                    self.report(
                        Diagnostic::error(
                            Code::BadLiteral,
                            code.span,
                            text(
                                format!("`{}` is not a currency", code.text),
                                format!("“{}”不是货币代码", code.text),
                            ),
                        )
                        .help(text("write an ISO 4217 code such as `CNY`", "请写ISO 4217代码，如 CNY")),
                    );
                }
            }
        }
    }

    /// Enums, entities and the types of tiers, inside `for` blocks too.
    fn declare_types(&mut self, statement: &'a Statement) {
        match statement {
            Statement::Enum(tree) => {
                let id = EnumId(index(self.program.enums.len()));
                let cases = tree.cases.iter();
                self.report_repeated_cases(cases.clone());
                self.program.enums.push(EnumType {
                    name: tree.name.text.clone(),
                    label: tree.label.as_ref().map(|label| label.text.clone()),
                    ordered: tree.ordered,
                    cases: cases.map(case_name).collect(),
                    tier: None,
                });
                self.declare_type(&tree.name, TypeName::Enum(id));
            }
            Statement::Tier(tree) => {
                let id = EnumId(index(self.program.enums.len()));
                let cases = tree.arms.iter().map(|arm| &arm.case).chain([&tree.otherwise]);
                self.program.enums.push(EnumType {
                    name: tree.name.text.clone(),
                    label: tree.label.as_ref().map(|label| label.text.clone()),
                    ordered: false,
                    cases: distinct_cases(cases),
                    tier: None,
                });
                self.declare_type(&tree.name, TypeName::Enum(id));
            }
            Statement::Entity(tree) => {
                let id = EntityId(index(self.program.entities.len()));
                self.program.entities.push(Entity {
                    name: tree.name.text.clone(),
                    label: tree.label.as_ref().map(|label| label.text.clone()),
                    fields: Vec::new(),
                    owner: None,
                });
                self.names.members.push(std::collections::HashMap::new());
                self.declare_type(&tree.name, TypeName::Entity(id));
            }
            Statement::For(block) => block.statements.iter().for_each(|inner| self.declare_types(inner)),
            _ => {}
        }
    }

    fn declare_type(&mut self, name: &tree::Name, id: TypeName) {
        if self.names.types.contains_key(&name.text) {
            let earlier = self.names.places.get(&name.text).copied().unwrap_or_default();
            self.report(problems::duplicate(name.span, &name.text, earlier));
            return;
        }
        self.names.places.insert(name.text.clone(), name.span);
        self.names.types.insert(name.text.clone(), id);
    }

    fn report_repeated_cases<'c>(&mut self, cases: impl Iterator<Item = &'c tree::Case>) {
        let mut seen = std::collections::HashMap::new();
        for case in cases {
            if let Some(earlier) = seen.insert(case.name.text.clone(), case.name.span) {
                self.report(problems::duplicate(case.name.span, &case.name.text, earlier));
            }
        }
    }

    fn declare_fields(&mut self, tree: &'a tree::Entity) {
        let Some(TypeName::Entity(entity)) = self.names.types.get(&tree.name.text).copied() else { return };
        for field in &tree.fields {
            let Ok(ty) = self.resolve_type(&field.ty) else { continue };
            let bounds = self.resolve_bounds(&field.ty, ty);
            let declared = Field {
                name: field.name.text.clone(),
                label: field.label.as_ref().map(|label| label.text.clone()),
                ask: field.ask.as_ref().map(|ask| ask.text.clone()),
                ty,
                whole: matches!(field.ty.kind, tree::TypeKind::Whole),
                bounds,
                default: None,
                key: field.key,
                aliases: field.aliases.iter().map(|alias| alias.text.clone()).collect(),
                citations: citations(&field.sources),
                span: field.span,
            };
            let Some(fields) = self.program.entities.get_mut(entity.index()).map(|entity| &mut entity.fields)
            else {
                continue;
            };
            let id = FieldId(index(fields.len()));
            fields.push(declared);
            self.declare_member(entity, &field.name, Member::Field(id));
        }
    }

    /// Defaults need every name, so they come last.
    fn declare_defaults(&mut self, tree: &'a tree::Entity) {
        let Some(TypeName::Entity(entity)) = self.names.types.get(&tree.name.text).copied() else { return };
        for field in &tree.fields {
            let Some(data) = &field.default else { continue };
            let Some(Member::Field(id)) = self.names.member(entity, &field.name.text) else { continue };
            let default = self.default_value(entity, id, data);
            let fields = self.program.entities.get_mut(entity.index()).map(|entity| &mut entity.fields);
            if let (Some(fields), Ok(default)) = (fields, default)
                && let Some(declared) = fields.get_mut(id.index())
            {
                declared.default = default;
            }
        }
    }

    /// Notes a name of an entity's scope.
    pub(crate) fn declare_member(&mut self, entity: EntityId, name: &tree::Name, member: Member) -> bool {
        let earlier = self.names.members.get(entity.index()).and_then(|scope| scope.get(&name.text)).copied();
        if let Some(earlier) = earlier {
            let place = self.member_place(entity, earlier);
            self.report(problems::duplicate(name.span, &name.text, place));
            return false;
        }
        if self.names.globals.contains_key(&name.text) {
            let place = self.names.places.get(&name.text).copied().unwrap_or_default();
            self.report(problems::duplicate(name.span, &name.text, place));
            return false;
        }
        if let Some(scope) = self.names.members.get_mut(entity.index()) {
            scope.insert(name.text.clone(), member);
        }
        true
    }

    fn member_place(&self, entity: EntityId, member: Member) -> Span {
        match member {
            Member::Field(id) => self
                .program
                .entities
                .get(entity.index())
                .and_then(|entity| entity.fields.get(id.index()))
                .map_or_else(Span::default, |field| field.span),
            Member::Value(id) => {
                self.program.values.get(id.index()).map_or_else(Span::default, |value| value.name_span)
            }
        }
    }

    /// Notes a name that means the same everywhere.
    pub(crate) fn declare_global(&mut self, name: &tree::Name, global: Global) -> bool {
        let taken = self.names.globals.contains_key(&name.text)
            || self.names.members.iter().any(|scope| scope.contains_key(&name.text));
        if taken {
            let earlier = self.names.places.get(&name.text).copied().unwrap_or_default();
            self.report(problems::duplicate(name.span, &name.text, earlier));
            return false;
        }
        self.names.places.insert(name.text.clone(), name.span);
        self.names.globals.insert(name.text.clone(), global);
        true
    }

    fn declare_statement(&mut self, statement: &'a Statement, entity: EntityId) {
        match statement {
            Statement::Define(tree) if tree.arguments.is_empty() => self.declare_definition(tree, entity),
            Statement::Define(tree) => self.declare_function(tree, entity),
            Statement::Tier(tree) => self.declare_tier(tree, entity),
            Statement::Benefit(tree) => {
                let derived = derived(
                    &tree.name,
                    tree.label.as_ref(),
                    entity,
                    Type::Money(None),
                    &tree.sources,
                    tree.span,
                );
                self.declare_value(derived, &tree.name, Tree::Benefit(tree), Progress::Untyped);
            }
            Statement::Table(tree) => self.declare_table(tree, entity),
            Statement::Require(tree) => self.requirements.push((tree, entity)),
            Statement::Test(tree) => self.tests.push(tree),
            Statement::For(block) => self.declare_block(block),
            Statement::Policy(_) | Statement::Enum(_) | Statement::Entity(_) | Statement::Parameter(_) => {}
        }
    }

    fn declare_block(&mut self, block: &'a tree::For) {
        let Some(TypeName::Entity(entity)) = self.names.types.get(&block.entity.text).copied() else {
            self.unknown_entity(&block.entity);
            return;
        };
        for statement in &block.statements {
            self.declare_statement(statement, entity);
        }
    }

    fn declare_definition(&mut self, tree: &'a tree::Define, entity: EntityId) {
        let mut value =
            derived(&tree.name, tree.label.as_ref(), entity, Type::Bool, &tree.sources, tree.span);
        let mut progress = Progress::Untyped;
        if let Some(written) = &tree.ty {
            let Ok(ty) = self.resolve_type(written) else { return };
            value.ty = ty;
            value.whole = matches!(written.kind, tree::TypeKind::Whole);
            value.bounds = self.resolve_bounds(written, ty);
            progress = Progress::Declared;
        }
        self.declare_value(value, &tree.name, Tree::Define(tree), progress);
    }

    fn declare_tier(&mut self, tree: &'a tree::Tier, entity: EntityId) {
        let Some(TypeName::Enum(cases)) = self.names.types.get(&tree.name.text).copied() else { return };
        let mut value =
            derived(&tree.name, tree.label.as_ref(), entity, Type::Case(cases), &tree.sources, tree.span);
        value.rule =
            Rule::Tier(Tier { cases, arms: Vec::new(), otherwise: 0, otherwise_citations: Vec::new() });
        if let Some(id) = self.declare_value(value, &tree.name, Tree::Tier(tree), Progress::Declared)
            && let Some(ty) = self.program.enums.get_mut(cases.index())
        {
            ty.tier = Some(id);
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

    fn declare_function(&mut self, tree: &'a tree::Define, entity: EntityId) {
        let id = FunctionId(index(self.program.functions.len()));
        let Ok(arguments) = self.resolve_arguments(&tree.arguments) else { return };
        let mut ty = Type::Bool;
        let mut progress = Progress::Untyped;
        if let Some(written) = &tree.ty {
            let Ok(declared) = self.resolve_type(written) else { return };
            ty = declared;
            progress = Progress::Declared;
        }
        if !self.declare_global(&tree.name, Global::Function(id)) {
            return;
        }
        self.program.functions.push(Function {
            name: tree.name.text.clone(),
            label: tree.label.as_ref().map(|label| label.text.clone()),
            entity,
            arguments,
            ty,
            bodies: Vec::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        });
        self.add_item(Item::Function(id), Tree::Define(tree), entity, progress);
    }

    pub(crate) fn resolve_arguments(
        &mut self,
        arguments: &[tree::Argument],
    ) -> Result<Vec<(String, Type)>, Stop> {
        let mut seen = std::collections::HashMap::new();
        let mut resolved = Vec::new();
        let mut failed = false;
        for argument in arguments {
            if let Some(earlier) = seen.insert(argument.name.text.clone(), argument.name.span) {
                self.report(problems::duplicate(argument.name.span, &argument.name.text, earlier));
                failed = true;
            }
            match self.resolve_type(&argument.ty) {
                Ok(ty) => resolved.push((argument.name.text.clone(), ty)),
                Err(_) => failed = true,
            }
        }
        if failed { Err(Stop::Reported) } else { Ok(resolved) }
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
                            return;
                        }
                    },
                    None => entity,
                };
                self.declare_table_signature(tree, id, entity);
            }
        }
    }

    /// Finds each entity's single owner and the entity that no other contains.
    fn find_owners_and_root(&mut self) {
        let count = self.program.entities.len();
        let mut owners: Vec<Vec<EntityId>> = vec![Vec::new(); count];
        for (owner, entity) in self.program.entities.iter().enumerate() {
            for field in &entity.fields {
                let (Type::Record(inner) | Type::List(inner)) = field.ty else { continue };
                let owner = EntityId(index(owner));
                if let Some(known) = owners.get_mut(inner.index())
                    && !known.contains(&owner)
                {
                    known.push(owner);
                }
            }
        }
        for (entity, owners) in self.program.entities.iter_mut().zip(&owners) {
            entity.owner = if let [only] = owners.as_slice() { Some(*only) } else { None };
        }
        let roots: Vec<usize> = owners
            .iter()
            .enumerate()
            .filter(|(_, owners)| owners.is_empty())
            .map(|(index, _)| index)
            .collect();
        match roots.as_slice() {
            [root] => {
                self.program.root = EntityId(index(*root));
                self.report_entity_rings();
            }
            [] => self.report_no_root(),
            [first, others @ ..] => self.report_several_roots(*first, others),
        }
    }

    fn report_no_root(&mut self) {
        let (code, message) = if self.program.entities.is_empty() {
            (Code::NoRootEntity, text("the policy has no entity", "政策中没有对象"))
        } else {
            (
                Code::EntityCycle,
                text("every entity is contained in another one", "各对象互相包含，没有最外层对象"),
            )
        };
        let place =
            self.program.entities.iter().flat_map(|entity| &entity.fields).map(|field| field.span).next();
        self.report(Diagnostic::error(code, place.unwrap_or_default(), message).help(text(
            "declare what is decided about, such as `entity household { … }`",
            "请声明认定的对象，如“对象 家庭 { … }”",
        )));
    }

    fn report_several_roots(&mut self, first: usize, others: &[usize]) {
        let name =
            |at: usize| self.program.entities.get(at).map(|entity| entity.name.clone()).unwrap_or_default();
        let place = |name: &str| self.names.places.get(name).copied().unwrap_or_default();
        let (root, other) = (name(first), others.first().map(|at| name(*at)).unwrap_or_default());
        let problem = Diagnostic::error(
            Code::SeveralRoots,
            place(&other),
            text(
                format!("neither `{root}` nor `{other}` is contained in another entity"),
                format!("“{root}”和“{other}”都不属于其他对象"),
            ),
        )
        .label(place(&root), text("the other one", "另一个在此"))
        .help(text(
            "one entity must contain all others: give it a field such as `members: list of person`",
            "须有一个对象包含其余对象，如“成员：多个 人员”",
        ));
        self.report(problem);
    }

    /// An entity that contains itself, directly or through others, would need an endless case.
    fn report_entity_rings(&mut self) {
        for start in 0..self.program.entities.len() {
            let start = EntityId(index(start));
            let mut reached: Vec<EntityId> = Vec::new();
            let mut next = vec![start];
            while let Some(at) = next.pop() {
                let fields = self.program.entities.get(at.index()).map_or(&[][..], |entity| &entity.fields);
                for field in fields {
                    let (Type::Record(inner) | Type::List(inner)) = field.ty else { continue };
                    if inner == start {
                        let (span, name) = (field.span, self.entity_name(start));
                        self.report(Diagnostic::error(
                            Code::EntityCycle,
                            span,
                            text(format!("`{name}` contains itself"), format!("“{name}”包含自身")),
                        ));
                        return;
                    }
                    if !reached.contains(&inner) {
                        reached.push(inner);
                        next.push(inner);
                    }
                }
            }
        }
    }

    pub(crate) fn unknown_entity(&mut self, name: &tree::Name) -> Stop {
        let candidates = self.program.entities.iter().map(|entity| entity.name.as_str());
        let near = super::nearest(&name.text, candidates).map(str::to_owned);
        let problem = Diagnostic::error(
            Code::UnknownEntity,
            name.span,
            text(format!("there is no entity `{}`", name.text), format!("没有名为“{}”的对象", name.text)),
        );
        self.report(problems::with_suggestion(problem, near.as_deref()))
    }
}

/// A derived value with nothing but its head.
pub fn derived(
    name: &tree::Name,
    label: Option<&tree::Quoted>,
    entity: EntityId,
    ty: Type,
    sources: &[tree::Quoted],
    span: Span,
) -> Derived {
    Derived {
        name: name.text.clone(),
        label: label.map(|label| label.text.clone()),
        entity,
        ty,
        bounds: Vec::new(),
        whole: false,
        rule: Rule::Definition(Vec::new()),
        citations: citations(sources),
        span,
        name_span: name.span,
    }
}

/// The texts of citations.
pub fn citations(sources: &[tree::Quoted]) -> Vec<String> {
    sources.iter().map(|source| source.text.clone()).collect()
}

fn case_name(case: &tree::Case) -> CaseName {
    CaseName {
        name: case.name.text.clone(),
        label: case.label.as_ref().map(|label| label.text.clone()),
        aliases: case.aliases.iter().map(|alias| alias.text.clone()).collect(),
    }
}

/// A tier may reach one case by several arms.
fn distinct_cases<'c>(cases: impl Iterator<Item = &'c tree::Case>) -> Vec<CaseName> {
    let mut distinct: Vec<CaseName> = Vec::new();
    for case in cases {
        match distinct.iter_mut().find(|known| known.name == case.name.text) {
            Some(known) if known.label.is_none() => {
                known.label = case.label.as_ref().map(|label| label.text.clone());
            }
            Some(_) => {}
            None => distinct.push(case_name(case)),
        }
    }
    distinct
}

/// A length as an index.
pub fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
