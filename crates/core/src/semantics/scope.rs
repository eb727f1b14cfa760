//! The scope an expression is read in, and what a name means there.

use crate::diagnostic::Span;
use crate::program::{EntityId, Place, Type, ValueId};
use crate::semantics::names::{Global, Member, TypeName};
use crate::semantics::problems;
use crate::semantics::{Analysis, Item, Progress, Stop};

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
    /// parameters, tables and functions, then the entity's own name. Warns where it hides another name.
    pub(crate) fn meaning(&mut self, scope: &Scope, name: &str, span: Span) -> Option<Meaning> {
        let meaning = self.plain_meaning(scope, name)?;
        if let Meaning::Member(place, ..) = meaning
            && let Some(hidden) = self.hidden_by(scope, name, place)
        {
            self.warn_shadowed(scope, span, name, hidden);
        }
        Some(meaning)
    }

    /// The same without a warning.
    pub(crate) fn plain_meaning(&self, scope: &Scope, name: &str) -> Option<Meaning> {
        if let Some(index) = scope.locals.iter().position(|(local, _)| local == name) {
            let ty = scope.locals.get(index).map_or(Type::Bool, |(_, ty)| *ty);
            return Some(Meaning::Local(super::beside::index(index), ty));
        }
        if let Some(index) = scope.frames.iter().position(|frame| frame.name.as_deref() == Some(name)) {
            let entity = scope.frames.get(index)?.entity;
            return Some(Meaning::Instance(place(index, 0), entity));
        }
        let mut unnamed = scope.frames.iter().enumerate().rev().filter(|(_, frame)| frame.name.is_none());
        let member = unnamed.find_map(|(index, frame)| {
            let member = self.names.member(frame.entity, name)?;
            Some(Meaning::Member(place(index, 0), frame.entity, member))
        });
        if member.is_some() {
            return member;
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

    /// The entity whose name of the same spelling is hidden by the one read from a frame.
    fn hidden_by(&self, scope: &Scope, name: &str, read: Place) -> Option<EntityId> {
        let reader = scope.frames.get(usize::from(read.frame))?.entity;
        let outer = scope.frames.iter().take(usize::from(read.frame));
        outer
            .filter(|frame| frame.name.is_none() && frame.entity != reader)
            .map(|frame| frame.entity)
            .find(|entity| self.names.member(*entity, name).is_some())
    }

    fn warn_shadowed(&mut self, scope: &Scope, span: Span, name: &str, outer: EntityId) {
        if self.shadows.insert((scope.item, name.to_owned(), outer)) {
            let owner = self.entity_name(outer);
            self.report(problems::shadowed(span, name, &owner));
        }
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

    /// Notes that an item is used; stops where its type is not known yet or it has failed.
    pub(crate) fn use_item(&mut self, scope: &Scope, item: Item, needs_type: bool) -> Result<(), Stop> {
        if scope.item != Some(item) {
            self.used.insert(item);
        }
        if let Some(user) = scope.item {
            self.rests_on.or_default(user).insert(item);
        }
        self.state_of(item, needs_type)
    }

    /// Notes that a derived value is read: of a benefit, what is granted after exclusions.
    pub(crate) fn use_value(&mut self, scope: &Scope, value: ValueId, needs_type: bool) -> Result<(), Stop> {
        if let (true, Some(user)) = (self.excludable.contains(&value), scope.item) {
            self.rests_on.or_default(user).insert(Item::Grant(value));
        }
        self.use_item(scope, Item::Value(value), needs_type)
    }

    fn state_of(&self, item: Item, needs_type: bool) -> Result<(), Stop> {
        match self.progress.get(&item) {
            Some(Progress::Untyped) if needs_type => Err(Stop::Needs(item)),
            Some(Progress::Failed) => Err(Stop::Reported),
            _ => Ok(()),
        }
    }
}
