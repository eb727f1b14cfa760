//! The scope an expression is read in, and what a name means there.

use crate::diagnostic::Span;
use crate::program::{EntityId, FieldId, Place, Type};
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::{Analysis, Item, Progress, Stop};

/// A use of a name, for the warnings about names that nobody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Use {
    /// A definition, tier or benefit, a function or a table.
    Item(Item),
    /// A parameter.
    Parameter(crate::program::ParameterId),
    /// A field.
    Field(EntityId, FieldId),
}

/// The instances and arguments that names may mean.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The item being lowered; none in requirements and tests.
    pub item: Option<Item>,
    /// The entity of each frame; frame 0 is the rule's own.
    pub frames: Vec<Frame>,
    /// Scalar arguments.
    pub locals: Vec<(String, Type)>,
    /// Whether a literal takes the period of what it stands beside (tests, cells).
    pub data: bool,
}

/// An instance in scope.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its entity.
    pub entity: EntityId,
    /// The argument's name, for an argument of a function.
    pub name: Option<String>,
}

/// What a bare name means.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// A fact, list or derived value of the instance.
    Member(Place, EntityId, Member),
    /// The instance itself.
    Instance(Place, EntityId),
    /// A scalar argument.
    Local(u32, Type),
    /// A parameter, table or function.
    Global(Global),
}

impl Scope {
    /// The scope of a rule of an entity.
    pub fn of(item: Option<Item>, entity: EntityId) -> Self {
        Self { item, frames: vec![Frame { entity, name: None }], locals: Vec::new(), data: false }
    }

    /// The scope of a table's rows: its arguments and no instance.
    pub fn of_row(item: Item, arguments: Vec<(String, Type)>) -> Self {
        Self { item: Some(item), frames: Vec::new(), locals: arguments, data: true }
    }

    /// The same scope with an element's frame on top.
    pub fn with_element(&self, entity: EntityId) -> Self {
        let mut inner = self.clone();
        inner.frames.push(Frame { entity, name: None });
        inner
    }

    /// The place of the innermost frame.
    pub fn innermost(&self) -> Place {
        place(self.frames.len().saturating_sub(1), 0)
    }
}

/// A place from its parts.
pub fn place(frame: usize, up: usize) -> Place {
    Place { frame: u16::try_from(frame).unwrap_or(u16::MAX), up: u16::try_from(up).unwrap_or(u16::MAX) }
}

impl Analysis<'_> {
    /// What a bare name means: arguments, then the innermost element's names, then outwards, then
    /// parameters, tables and functions, then the entity's own name.
    pub(crate) fn meaning(&mut self, scope: &Scope, name: &str, span: Span) -> Option<Meaning> {
        if let Some(index) = scope.locals.iter().position(|(local, _)| local == name) {
            let ty = scope.locals.get(index).map_or(Type::Bool, |(_, ty)| *ty);
            return Some(Meaning::Local(u32::try_from(index).unwrap_or(u32::MAX), ty));
        }
        if let Some(index) = scope.frames.iter().position(|frame| frame.name.as_deref() == Some(name)) {
            let entity = scope.frames.get(index)?.entity;
            return Some(Meaning::Instance(place(index, 0), entity));
        }
        if let Some(found) = self.member_meaning(scope, name, span) {
            return Some(found);
        }
        if let Some(global) = self.names.globals.get(name) {
            return Some(Meaning::Global(*global));
        }
        match self.names.types.get(name) {
            Some(TypeName::Entity(entity)) => {
                self.place_of(scope, *entity).map(|place| Meaning::Instance(place, *entity))
            }
            _ => None,
        }
    }

    fn member_meaning(&mut self, scope: &Scope, name: &str, span: Span) -> Option<Meaning> {
        let mut found = None;
        for (index, frame) in scope.frames.iter().enumerate().rev() {
            if frame.name.is_some() {
                continue;
            }
            let Some(member) = self.names.member(frame.entity, name) else { continue };
            if found.is_none() {
                found = Some(Meaning::Member(place(index, 0), frame.entity, member));
            } else if scope.frames.last().map(|last| last.entity) != Some(frame.entity) {
                self.warn_shadowed(span, name, frame.entity);
                break;
            }
        }
        found
    }

    fn warn_shadowed(&mut self, span: Span, name: &str, outer: EntityId) {
        let owner = self.entity_name(outer);
        let problem = crate::diagnostic::Diagnostic::warning(
            crate::diagnostic::Code::Shadowed,
            span,
            crate::diagnostic::Text::new(
                format!("`{name}` is the element's here, not that of `{owner}`"),
                format!("此处“{name}”取自列表成员，而不是“{owner}”"),
            ),
        )
        .help(crate::diagnostic::Text::new(
            format!("write `{owner}.{name}` for the other one, or give one of them another name"),
            format!("如指后者，请写“{owner}.{name}”，或将其中一个改名"),
        ));
        self.report(problem);
    }

    /// The instance an entity's name means: the rule's own instance or one of its owners.
    pub(crate) fn place_of(&self, scope: &Scope, entity: EntityId) -> Option<Place> {
        let mut at = scope.frames.first().map(|frame| frame.entity)?;
        for up in 0..=self.program.entities.len() {
            if at == entity {
                return Some(place(0, up));
            }
            at = self.program.entities.get(at.index())?.owner?;
        }
        None
    }

    pub(crate) fn entity_name(&self, entity: EntityId) -> String {
        self.program.entities.get(entity.index()).map(|entity| entity.name.clone()).unwrap_or_default()
    }

    /// Notes that an item is used; stops where its type is not known yet or it has failed.
    pub(crate) fn use_item(&mut self, scope: &Scope, item: Item, needs_type: bool) -> Result<(), Stop> {
        if scope.item != Some(item) {
            self.used.insert(Use::Item(item));
        }
        if let Some(user) = scope.item {
            self.rests_on.entry(user).or_default().insert(item);
        }
        match self.progress.get(&item) {
            Some(Progress::Untyped) if needs_type => Err(Stop::Needs(item)),
            Some(Progress::Failed) => Err(Stop::Reported),
            _ => Ok(()),
        }
    }
}
