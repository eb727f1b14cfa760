//! What tells a case apart from others: the key of its root entity.

use super::json::{Json, SyntaxError, Token};
use super::names::CaseSchema;
use super::path::CasePath;
use crate::decide::show::exact;
use crate::program::{Case, FieldId, InstanceId, Program, Slot};

/// The key of a case as text; several parts are separated by a blank. `None` unless all are known.
pub(in crate::boundary) fn key_of(program: &Program, schema: &CaseSchema, case: &Case) -> Option<String> {
    let fields = &program.entities.get(program.root.index())?.fields;
    let part = |key: &FieldId| match case.slot(InstanceId(0), *key) {
        Slot::Known(value) => Some(exact(program, fields.get(key.index())?.ty, value)),
        _ => None,
    };
    let parts: Option<Vec<_>> = schema.keys(program.root).iter().map(part).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(" "))
}

/// The key as far as it can be made out in a text that is no case, to name it when saying so.
pub(in crate::boundary) fn key_in(program: &Program, schema: &CaseSchema, json: &[u8]) -> Option<String> {
    let mut found = vec![None; schema.keys(program.root).len()];
    // A text that breaks off may have given its key before.
    let _ = std::str::from_utf8(json).map(|text| look(program, schema, text, &mut found));
    let parts: Option<Vec<String>> = found.into_iter().collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(" "))
}

fn look(
    program: &Program,
    schema: &CaseSchema,
    text: &str,
    found: &mut [Option<String>],
) -> Result<(), SyntaxError> {
    let mut json = Json::new(text);
    if json.token()? != Token::Record {
        return Ok(());
    }
    let mut first = true;
    while json.more(first, b'}')? {
        first = false;
        let name = json.name()?;
        let token = json.token()?;
        let field = schema.field(program.root, &name);
        let key = schema.keys(program.root).iter().position(|key| Some(*key) == field);
        if let (Some(part), Some(text)) = (key.and_then(|key| found.get_mut(key)), scalar(&token)) {
            *part = Some(text);
        }
        json.skip(&token)?;
    }
    Ok(())
}

fn scalar(token: &Token<'_>) -> Option<String> {
    match token {
        Token::Number(digits) => Some((*digits).to_owned()),
        Token::Text(text) => Some(text.chars().take(100).collect()),
        _ => None,
    }
}

/// The path of the key's first part.
pub(in crate::boundary) fn key_path(program: &Program, schema: &CaseSchema) -> Option<CasePath> {
    let last = *schema.keys(program.root).first()?;
    Some(CasePath { steps: Vec::new(), last })
}
