//! Entities: their fields and defaults, who contains whom, and the one that contains all others.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::Map;
use crate::program::{Entity, EntityId, Field, FieldId, Type};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::names::{Member, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree;

impl<'a> Analysis<'a> {
    /// Notes the name of an entity.
    pub(crate) fn declare_entity(&mut self, tree: &'a tree::Entity) {
        let id = EntityId(index(self.program.entities.len()));
        if !self.declare_type(&tree.name, TypeName::Entity(id)) {
            // Whatever reads the facts written here would be said not to exist.
            self.names.lost.extend(tree.fields.iter().map(|field| field.name.text.clone()));
            return;
        }
        self.program.entities.push(Entity {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            fields: Vec::new(),
            owner: None,
        });
        self.names.members.push(Map::new());
        self.entity_trees.push((id, tree.fields.iter().collect()));
    }

    /// Reads the fields of all entities and finds how they contain one another.
    pub(crate) fn declare_entities(&mut self, files: &'a [tree::File]) {
        self.amend_entities(files);
        for (entity, fields) in self.entity_trees.clone() {
            for field in &fields {
                self.declare_field(entity, field);
            }
            self.check_aliases(&fields);
        }
        self.find_owners_and_root(files);
    }

    fn declare_field(&mut self, entity: EntityId, tree: &tree::Field) {
        let Ok(ty) = self.resolve_type(&tree.ty) else {
            self.names.lost.insert(tree.name.text.clone());
            self.untyped_fields = true;
            return;
        };
        let id = FieldId(index(self.program.entities.get(entity.index()).map_or(0, |e| e.fields.len())));
        if !self.declare_member(entity, &tree.name, Member::Field(id)) {
            return;
        }
        if tree.key && matches!(ty, Type::Record(_) | Type::List(_)) {
            self.report(problems::key_of_many(tree.name.span, &tree.name.text));
        }
        let bounds = self.resolve_bounds(&tree.ty, ty);
        let field = Field {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            ask: label(tree.ask.as_ref()),
            ty,
            whole: matches!(tree.ty.kind, tree::TypeKind::Whole),
            bounds,
            default: None,
            key: tree.key,
            previous: None,
            aliases: tree.aliases.iter().map(|alias| alias.text.clone()).collect(),
            citations: citations(&tree.sources),
            span: tree.span,
        };
        if let Some(declared) = self.program.entities.get_mut(entity.index()) {
            declared.fields.push(field);
        }
    }

    /// A case may give a fact by any of its names, so each belongs to one fact.
    fn check_aliases(&mut self, fields: &[&tree::Field]) {
        let mut taken: Map<&str, &str> =
            fields.iter().map(|field| (field.name.text.as_str(), field.name.text.as_str())).collect();
        for field in fields {
            for alias in &field.aliases {
                self.check_alias(&mut taken, alias, &field.name.text);
            }
        }
    }

    /// Notes what another name means, and reports it where it means something else already.
    pub(crate) fn check_alias<'t>(
        &mut self,
        taken: &mut Map<&'t str, &'t str>,
        alias: &'t tree::Quoted,
        name: &'t str,
    ) {
        match taken.insert(&alias.text, name) {
            Some(other) if other != name => {
                self.report(problems::alias_taken(alias.span, &alias.text, other));
            }
            _ => {}
        }
    }

    /// Defaults may name the cases of tiers, so they come last.
    pub(crate) fn declare_defaults(&mut self) {
        for (entity, fields) in self.entity_trees.clone() {
            for field in fields {
                let Some(data) = &field.default else { continue };
                let Some(Member::Field(id)) = self.names.member(entity, &field.name.text) else { continue };
                let Ok(default) = self.default_value(entity, id, data) else { continue };
                let fields = self.program.entities.get_mut(entity.index()).map(|entity| &mut entity.fields);
                if let Some(declared) = fields.and_then(|fields| fields.get_mut(id.index())) {
                    declared.default = default;
                }
            }
        }
    }

    /// A field of an entity.
    pub(crate) fn field(&self, entity: EntityId, field: FieldId) -> Option<&Field> {
        self.program.entities.get(entity.index())?.fields.get(field.index())
    }

    pub(crate) fn entity_name(&self, entity: EntityId) -> String {
        self.program.entities.get(entity.index()).map(|entity| entity.name.clone()).unwrap_or_default()
    }

    pub(crate) fn unknown_entity(&mut self, name: &tree::Name) -> Stop {
        if self.is_lost(&name.text) {
            return Stop::Reported;
        }
        let candidates = self.program.entities.iter().map(|entity| entity.name.as_str());
        let near = self.suggestion(&name.text, candidates);
        let problem = Diagnostic::error(
            Code::UnknownEntity,
            name.span,
            text(format!("there is no entity `{}`", name.text), format!("没有名为“{}”的对象", name.text)),
        );
        self.report(problems::with_suggestion(problem, near.as_deref()))
    }
}

// ------------------------------------------------------------------------------- who contains whom

impl Analysis<'_> {
    /// The entities that the fields of an entity hold.
    fn contained(&self, entity: EntityId) -> impl Iterator<Item = (EntityId, Span)> {
        let fields = self.program.entities.get(entity.index()).map_or(&[][..], |entity| &entity.fields);
        fields.iter().filter_map(|field| match field.ty {
            Type::Record(inner) | Type::List(inner) => Some((inner, field.span)),
            _ => None,
        })
    }

    /// Finds each entity's single owner and the entity that no other contains.
    fn find_owners_and_root(&mut self, files: &[tree::File]) {
        let count = self.program.entities.len();
        let mut owners: Vec<Vec<EntityId>> = vec![Vec::new(); count];
        for owner in (0..count).map(|owner| EntityId(index(owner))) {
            for (inner, _) in self.contained(owner) {
                if let Some(known) = owners.get_mut(inner.index())
                    && known.last() != Some(&owner)
                {
                    known.push(owner);
                }
            }
        }
        for (entity, owners) in self.program.entities.iter_mut().zip(&owners) {
            entity.owner = if let [only] = owners.as_slice() { Some(*only) } else { None };
        }
        let mut roots = owners.iter().enumerate().filter(|(_, owners)| owners.is_empty());
        let (first, second) = (roots.next(), roots.next());
        if let Some((root, _)) = first {
            self.program.root = EntityId(index(root));
        }
        let ring = self.entity_ring();
        if let Some((entity, span)) = ring {
            self.report_entity_ring(entity, span);
        }
        self.rootless = ring.is_some() || first.is_none() || second.is_some();
        // A field or statement that could not be read may have held the missing link.
        let uncertain = self.untyped_fields || self.faulty || ring.is_some();
        match (first, second) {
            _ if uncertain => {}
            (Some((first, _)), Some((second, _))) => self.report_several_roots(first, second),
            (None, _) => self.report_no_root(files),
            (Some(_), None) => {}
        }
    }

    fn report_no_root(&mut self, files: &[tree::File]) {
        let first = files.iter().flat_map(|file| &file.statements).next();
        let place = self.policy_place.or_else(|| first.map(tree::Statement::span)).unwrap_or_default();
        self.report(
            Diagnostic::error(
                Code::NoRootEntity,
                place,
                text("the policy has no entity to decide about", "政策中没有认定的对象"),
            )
            .help(text(
                "declare what is decided about, such as `entity household { … }`",
                "请声明认定的对象，如“对象 家庭 { … }”",
            )),
        );
    }

    fn report_several_roots(&mut self, first: usize, second: usize) {
        let name = |at: usize| self.entity_name(EntityId(index(at)));
        let place = |name: &str| self.names.type_places.get(name).copied().unwrap_or_default();
        let (root, other) = (name(first), name(second));
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

    /// An entity that contains itself, directly or through others, would need an endless case: the
    /// field that closes the ring, by a depth-first walk with its own stack.
    fn entity_ring(&self) -> Option<(EntityId, Span)> {
        let count = self.program.entities.len();
        let mut open = vec![false; count];
        let mut seen = vec![false; count];
        for start in (0..count).filter(|start| seen.get(*start) == Some(&false)).collect::<Vec<_>>() {
            let mut path = vec![(start, self.inner_of(start))];
            while let Some((at, inner)) = path.last_mut() {
                let at = *at;
                if let (Some(seen), Some(open)) = (seen.get_mut(at), open.get_mut(at)) {
                    (*seen, *open) = (true, true);
                }
                match inner.pop() {
                    Some((next, span)) if open.get(next) == Some(&true) => {
                        return Some((EntityId(index(next)), span));
                    }
                    Some((next, _)) if seen.get(next) == Some(&false) => {
                        path.push((next, self.inner_of(next)))
                    }
                    Some(_) => {}
                    None => {
                        if let Some(open) = open.get_mut(at) {
                            *open = false;
                        }
                        path.pop();
                    }
                }
            }
        }
        None
    }

    fn inner_of(&self, entity: usize) -> Vec<(usize, Span)> {
        self.contained(EntityId(index(entity))).map(|(inner, span)| (inner.index(), span)).collect()
    }

    fn report_entity_ring(&mut self, entity: EntityId, span: Span) {
        let name = self.entity_name(entity);
        self.report(
            Diagnostic::error(
                Code::EntityCycle,
                span,
                text(
                    format!("this would put a `{name}` inside a `{name}` without end"),
                    format!("“{name}”之内又有“{name}”，没有尽头"),
                ),
            )
            .help(text(
                "contain each entity in one other, outermost first: household, then person",
                "对象应逐层包含，如家庭包含成员，而成员不再包含家庭",
            )),
        );
    }
}
