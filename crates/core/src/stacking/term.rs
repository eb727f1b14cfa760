//! Expressions of which two benefits can say the same or the opposite.

use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::node::Part;
use crate::program::{
    EntityId, FieldId, NodeId, NodeKind, ParameterId, Place, Program, Type, Value, ValueId,
};
use crate::vocabulary::Comparison;

/// How deep a term may be nested.
const DEEPEST: u32 = 32;

/// An expression, seen from the instance that benefits belong to. Equal terms have one value in one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A fact of an entity.
    Fact(Place, EntityId, FieldId),
    /// A nested instance of an entity.
    Child(Place, EntityId, FieldId),
    Derived(Place, ValueId),
    Part(Place, ValueId, Part),
    /// What is read of a nested instance.
    Of(Box<Term>, Box<Term>),
    Constant(Type, Value),
    AsOf,
    Parameter(ParameterId, Vec<Term>),
    /// Whether the first is at least the second.
    AtLeast(Box<Term>, Box<Term>),
    Equal(Box<Term>, Box<Term>),
}

/// Where an expression is read: the instance of a rule, so many owners above that of the benefit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    pub entity: EntityId,
    pub up: u16,
    /// The entity of the nested instance that is read from.
    inner: Option<EntityId>,
}

impl Scope {
    pub fn new(entity: EntityId, up: u16) -> Self {
        Self { entity, up, inner: None }
    }

    /// How far above the benefit's instance a place lies, if not in a list or a nested instance.
    pub fn above(self, place: Place) -> Option<u16> {
        if place.frame == 0 { self.up.checked_add(place.up) } else { None }
    }

    /// A place as seen from the benefit, with its entity.
    fn place(self, program: &Program, place: Place) -> Option<(Place, EntityId)> {
        let (mut entity, seen) = match (place.frame, self.inner) {
            (0, _) => (self.entity, Place { frame: 0, up: self.up.checked_add(place.up)? }),
            (1, Some(inner)) if place.up == 0 => (inner, place),
            _ => return None,
        };
        for _ in 0..place.up {
            entity = program.entities.get(entity.index())?.owner?;
        }
        Some((seen, entity))
    }
}

impl Term {
    /// A part of a benefit of the instance itself.
    pub fn of_benefit(value: ValueId, part: Part) -> Self {
        Self::Part(Place::default(), value, part)
    }

    /// An expression as a term; nothing for one that is not compared.
    pub fn of(program: &Program, node: NodeId, scope: Scope) -> Option<Self> {
        Self::within(program, node, scope, DEEPEST)
    }

    fn within(program: &Program, node: NodeId, scope: Scope, depth: u32) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        let inner = |node| Self::within(program, node, scope, depth);
        let boxed = |node| inner(node).map(Box::new);
        let node = program.nodes.get(node);
        Some(match &node.kind {
            NodeKind::Constant(value) => Self::Constant(node.ty, value.clone()),
            NodeKind::AsOf => Self::AsOf,
            NodeKind::Fact(place, field) => {
                let (place, entity) = scope.place(program, *place)?;
                Self::Fact(place, entity, *field)
            }
            NodeKind::Child(place, field) => {
                let (place, entity) = scope.place(program, *place)?;
                Self::Child(place, entity, *field)
            }
            NodeKind::Derived(place, value) => Self::Derived(scope.place(program, *place)?.0, *value),
            NodeKind::Part(place, value, part) => Self::Part(scope.place(program, *place)?.0, *value, *part),
            NodeKind::Through { element, body } if scope.inner.is_none() => {
                let Type::Record(entity) = program.nodes.get(*element).ty else { return None };
                let within = Scope { inner: Some(entity), ..scope };
                Self::Of(boxed(*element)?, Box::new(Self::within(program, *body, within, depth)?))
            }
            NodeKind::Parameter { parameter, keys, on: None } => {
                Self::Parameter(*parameter, keys.iter().map(|key| inner(*key)).collect::<Option<_>>()?)
            }
            NodeKind::Equal(one, other, false) => Self::Equal(boxed(*one)?, boxed(*other)?),
            NodeKind::Compare(Comparison::AtLeast, one, other) => Self::AtLeast(boxed(*one)?, boxed(*other)?),
            _ => return None,
        })
    }

    /// How it reads.
    pub fn text(&self, program: &Program) -> Text {
        let value = |id: ValueId| program.values.get(id.index());
        let field = |entity: EntityId, field: FieldId| {
            let field = program.entities.get(entity.index())?.fields.get(field.index())?;
            Some(show::title(&field.name, field.label.as_deref()))
        };
        let joined = |one: &Self, other: &Self, en: &str, zh: &str| {
            let (one, other) = (one.text(program), other.text(program));
            Text::new(format!("{}{en}{}", one.en, other.en), format!("{}{zh}{}", one.zh, other.zh))
        };
        match self {
            Self::Fact(_, entity, of) | Self::Child(_, entity, of) => field(*entity, *of).unwrap_or_default(),
            Self::Derived(_, id) => {
                value(*id).map(|of| show::title(&of.name, of.label.as_deref())).unwrap_or_default()
            }
            Self::Part(place, id, part) => {
                let title = Self::Derived(*place, *id).text(program);
                let (en, zh) = match part {
                    Part::Entitled => (".entitled", ".符合条件"),
                    Part::Granted => (".granted", ".享受"),
                    Part::Start => (".start", ".起发"),
                    Part::Stop => (".stop", ".停发"),
                    Part::Claim => ("", ""),
                };
                Text::new(title.en + en, title.zh + zh)
            }
            Self::Of(element, body) => joined(element, body, ".", "."),
            Self::Constant(ty, value) => show::value(program, *ty, value),
            Self::AsOf => Text::new("as_of", "基准日"),
            Self::Parameter(id, keys) => {
                let parameter = program.parameters.get(id.index());
                let title = parameter.map(|of| show::title(&of.name, of.label.as_deref()));
                let Text { mut en, mut zh } = title.unwrap_or_default();
                if !keys.is_empty() {
                    let keys: Vec<_> = keys.iter().map(|key| key.text(program)).collect();
                    let of = |text: fn(&Text) -> &str| keys.iter().map(text).collect::<Vec<_>>();
                    en.push_str(&format!("({})", of(|key| &key.en).join(", ")));
                    zh.push_str(&format!("（{}）", of(|key| &key.zh).join("，")));
                }
                Text::new(en, zh)
            }
            Self::AtLeast(one, other) => joined(one, other, " at least ", "不低于"),
            Self::Equal(one, other) => joined(one, other, " is ", "为"),
        }
    }
}
