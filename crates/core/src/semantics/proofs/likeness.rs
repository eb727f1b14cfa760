//! Which expressions are written alike, so that they have one value wherever they are read together.
//!
//! Alike expressions share a class. A class stands for a value only within one rule, or within rules of
//! one entity: places are counted from the rule's own instance.

use std::mem::{Discriminant, discriminant};

use crate::map::Map;
use crate::program::node::Choice;
use crate::program::{NodeId, NodeKind, Place, Program, Value};
use crate::syntax::tree::Aggregate;

/// Stands for all expressions that are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class(u32);

/// What makes expressions alike: their kind, what stands in it, and the classes of their parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Form {
    kind: Discriminant<NodeKind>,
    /// How many elements are in scope, where the expression adds one: names of elements differ by it.
    depth: u32,
    data: Vec<u32>,
    value: Option<Value>,
    parts: Vec<Class>,
}

/// The classes found so far.
pub struct Likeness<'p> {
    program: &'p Program,
    of_nodes: Map<NodeId, Class>,
    classes: Map<Form, Class>,
}

impl<'p> Likeness<'p> {
    /// Nothing compared yet.
    pub fn new(program: &'p Program) -> Self {
        Self { program, of_nodes: Map::new(), classes: Map::new() }
    }

    /// The class of an expression; `depth` is the number of elements in scope around it.
    pub fn class(&mut self, id: NodeId, depth: u32) -> Class {
        if let Some(known) = self.of_nodes.get(&id) {
            return *known;
        }
        let form = self.form(id, depth);
        let class = self.class_of(form);
        self.of_nodes.insert(id, class);
        class
    }

    /// The class of `count(list)`, whether it is written anywhere or not.
    pub fn count_of(&mut self, list: Class) -> Class {
        let count = NodeKind::Aggregate {
            function: Aggregate::Count,
            list: NodeId::default(),
            body: None,
            if_none: None,
        };
        let data = vec![Aggregate::Count as u32, 0, 0];
        self.class_of(Form { kind: discriminant(&count), depth: 0, data, value: None, parts: vec![list] })
    }

    /// The class of an argument.
    pub fn local(&mut self, local: u32) -> Class {
        let kind = discriminant(&NodeKind::Local(local));
        self.class_of(Form { kind, depth: 0, data: vec![local], value: None, parts: Vec::new() })
    }

    fn class_of(&mut self, form: Form) -> Class {
        let next = Class(u32::try_from(self.classes.len()).unwrap_or(u32::MAX));
        *self.classes.or_insert(form, next)
    }

    fn form(&mut self, id: NodeId, depth: u32) -> Form {
        let program = self.program;
        let kind = &program.nodes.get(id).kind;
        let mut form =
            Form { kind: discriminant(kind), depth: 0, data: Vec::new(), value: None, parts: Vec::new() };
        let data = &mut form.data;
        let mut parts: Vec<NodeId> = Vec::new();
        let mut inner: Option<NodeId> = None;
        match kind {
            NodeKind::Constant(value) => form.value = Some(value.clone()),
            NodeKind::AsOf => {}
            NodeKind::Fact(place, field)
            | NodeKind::Child(place, field)
            | NodeKind::Members(place, field) => {
                data.extend([at(*place), field.0]);
            }
            NodeKind::This(place) => data.push(at(*place)),
            NodeKind::Derived(place, value) => data.extend([at(*place), value.0]),
            NodeKind::Part(place, value, part) => data.extend([at(*place), value.0, *part as u32]),
            NodeKind::Kept { exclusive, benefit, .. } => data.extend([exclusive.0, *benefit]),
            NodeKind::Local(local) => data.push(*local),
            NodeKind::Through { element: list, body }
            | NodeKind::Flatten { list, body }
            | NodeKind::Where { list, condition: body } => {
                parts.push(*list);
                inner = Some(*body);
            }
            NodeKind::Aggregate { function, list, body, if_none } => {
                data.extend([*function as u32, u32::from(body.is_some()), u32::from(if_none.is_some())]);
                parts.push(*list);
                parts.extend(if_none);
                inner = *body;
            }
            NodeKind::Rank { list, key, highest_first, whose } => {
                data.extend([u32::from(*highest_first), at(*whose)]);
                parts.push(*list);
                inner = Some(*key);
            }
            NodeKind::Only(node) | NodeKind::Negate(node) | NodeKind::Not(node) => parts.push(*node),
            NodeKind::IsKnown(node, negated) => {
                data.push(u32::from(*negated));
                parts.push(*node);
            }
            NodeKind::Lowest(nodes)
            | NodeKind::Highest(nodes)
            | NodeKind::And(nodes)
            | NodeKind::Or(nodes) => {
                parts.extend(nodes);
            }
            NodeKind::Builtin(function, nodes) => {
                data.push(*function as u32);
                parts.extend(nodes);
            }
            NodeKind::Parameter { parameter, keys, on } => {
                data.extend([parameter.0, u32::from(on.is_some())]);
                parts.extend(keys.iter().chain(on));
            }
            NodeKind::Table { table, arguments, result, on, if_none } => {
                data.extend([table.0, *result, u32::from(on.is_some()), u32::from(if_none.is_some())]);
                parts.extend(arguments.iter().chain(on).chain(if_none));
            }
            NodeKind::Call { function, of, arguments } => {
                data.extend([function.0, at(*of)]);
                parts.extend(arguments);
            }
            NodeKind::Sum(terms) | NodeKind::Product(terms) => {
                data.extend(terms.iter().map(|(other, _)| u32::from(*other)));
                parts.extend(terms.iter().map(|(_, node)| *node));
            }
            NodeKind::Shift { base, by, back } => {
                data.push(u32::from(*back));
                parts.extend([base, by]);
            }
            NodeKind::Distance(one, other) => parts.extend([one, other]),
            NodeKind::Compare(comparison, one, other) => {
                data.push(*comparison as u32);
                parts.extend([one, other]);
            }
            NodeKind::Equal(one, other, negated) => {
                data.push(u32::from(*negated));
                parts.extend([one, other]);
            }
            NodeKind::In(value, choices, negated) => {
                data.push(u32::from(*negated));
                parts.push(*value);
                choices.iter().for_each(|choice| of_choice(choice, data, &mut parts));
            }
            NodeKind::If(arms, otherwise) => {
                parts.extend(arms.iter().flat_map(|(condition, value)| [condition, value]));
                parts.push(*otherwise);
            }
            NodeKind::Round(node, mode, step) => {
                data.push(*mode as u32);
                form.value = Some(Value::Number(*step));
                parts.push(*node);
            }
            // Only in plans.
            NodeKind::Figure(..) | NodeKind::Figures { .. } => data.push(id.0),
        }
        form.parts = parts.into_iter().map(|part| self.class(part, depth)).collect();
        if let Some(inner) = inner {
            form.depth = depth;
            let inner = self.class(inner, depth.saturating_add(1));
            form.parts.push(inner);
        }
        form
    }
}

fn of_choice(choice: &Choice, data: &mut Vec<u32>, parts: &mut Vec<NodeId>) {
    match choice {
        Choice::Value(node) => {
            data.push(u32::MAX);
            parts.push(*node);
        }
        Choice::Within(bounds) => {
            data.push(u32::try_from(bounds.len()).unwrap_or(u32::MAX));
            data.extend(bounds.iter().map(|(comparison, _)| *comparison as u32));
            parts.extend(bounds.iter().map(|(_, node)| *node));
        }
    }
}

fn at(place: Place) -> u32 {
    u32::from(place.frame) << 16 | u32::from(place.up)
}
