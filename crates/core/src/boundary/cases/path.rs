//! Where a fact belongs: `members[0].income` as positions in the program.

use super::draft::{nested, unknown_field};
use super::limits::{INSTANCES, NESTING};
use super::names::CaseSchema;
use super::words::{quoted, text};
use crate::decide::decision::CaseError;
use crate::diagnostic::{Code, Text};
use crate::program::{EntityId, Field, FieldId, Program, Type};

/// The place of a fact in every case of one policy, read once from its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CasePath {
    pub(super) steps: Vec<Step>,
    pub(super) last: FieldId,
}

/// From an instance to one nested in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Step {
    pub field: FieldId,
    pub entity: EntityId,
    /// The position, where the field is a list.
    pub position: Option<u32>,
}

impl CasePath {
    /// Reads a path: names or aliases of fields, separated by `.`, with the position of an element in
    /// brackets after a list. It ends at a scalar fact, or at a list.
    pub(crate) fn read(program: &Program, schema: &CaseSchema, path: &str) -> Result<Self, Box<CaseError>> {
        let wrong = |code, message| Box::new(CaseError::new(code, message, path.chars().take(200).collect()));
        let mut steps = Vec::new();
        let mut entity = program.root;
        let mut parts = path.split('.').peekable();
        loop {
            let (name, position) = split(parts.next().unwrap_or(""))
                .ok_or_else(|| wrong(Code::CaseUnknownField, not_a_path(path)))?;
            let fields = program.entities.get(entity.index()).map_or(&[][..], |entity| &entity.fields);
            let found = schema.field(entity, name).and_then(|id| Some((id, fields.get(id.index())?)));
            let (id, field) =
                found.ok_or_else(|| wrong(Code::CaseUnknownField, unknown_field(program, entity, name)))?;
            if position.is_some() && !matches!(field.ty, Type::List(_)) {
                return Err(wrong(Code::CaseWrongType, no_list(field)));
            }
            match (parts.peek(), nested(field.ty)) {
                (None, inner) if position.is_none() && (inner.is_none() || is_list(field)) => {
                    return Ok(Self { steps, last: id });
                }
                (Some(_), Some(inner)) if is_list(field) == position.is_some() && steps.len() < NESTING => {
                    steps.push(Step { field: id, entity: inner, position });
                    entity = inner;
                }
                (Some(_), None) => return Err(wrong(Code::CaseWrongType, no_parts(field))),
                _ => return Err(wrong(Code::CaseWrongType, no_fact(field))),
            }
        }
    }
}

fn is_list(field: &Field) -> bool {
    matches!(field.ty, Type::List(_))
}

/// `members[0]` as a name and a position.
pub(super) fn split(part: &str) -> Option<(&str, Option<u32>)> {
    let part = part.trim();
    let Some((name, rest)) = part.split_once('[') else {
        return (!part.is_empty()).then_some((part, None));
    };
    let digits = rest.strip_suffix(']')?;
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let position: u32 = digits.parse().ok()?;
    (plain && (position as usize) < INSTANCES).then_some((name, Some(position)))
}

pub(super) fn not_a_path(path: &str) -> Text {
    let Text { en, zh } = quoted(path);
    text(
        format!("{en} is not a path such as `members[0].income`"),
        format!("{zh}不是形如 `members[0].income` 的路径"),
    )
}

pub(super) fn no_list(field: &Field) -> Text {
    let Text { en, zh } = quoted(&field.name);
    text(format!("{en} is not a list and has no positions"), format!("{zh}不是列表，没有序号"))
}

pub(super) fn no_parts(field: &Field) -> Text {
    let Text { en, zh } = quoted(&field.name);
    text(format!("{en} is a single fact and has no parts"), format!("{zh}是单个事实，没有下级"))
}

fn no_fact(field: &Field) -> Text {
    let Text { en, zh } = quoted(&field.name);
    if is_list(field) {
        let en = format!("the facts of {en} belong to its entries: write {en} with a position, `[0]`");
        return text(en, format!("{zh}的事实属于其各条目：请写出序号，如 `[0]`"));
    }
    text(
        format!("{en} holds several facts: go on to one of them"),
        format!("{zh}含有多个事实：请写到其中一个"),
    )
}
