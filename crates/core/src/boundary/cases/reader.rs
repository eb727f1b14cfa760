//! From the JSON of a case to a [`Case`], in one pass along the fields of the policy's entities.
//!
//! Numbers are read by their digits, never through binary fractions. All problems of a case are reported,
//! each with its path and place, up to [`limits::PROBLEMS`](super::limits::PROBLEMS).

use super::draft::{Draft, Stop};
use super::json::{Broken, Json, SyntaxError, Token, place};
use super::limits::{CASE_BYTES, NESTING};
use super::names::CaseSchema;
use super::quick;
use super::scalar::Given;
use super::words::{quoted, text};
use crate::decide::decision::{CaseError, SourcePlace};
use crate::diagnostic::{Code, Text};
use crate::program::{Case, EntityId, Field, FieldId, InstanceId, Program, Slot, Type};

/// Among how many fields a member's is looked for before its name is.
const LIKELY: usize = 6;

/// What places in a case's text call it; a host that knows its file's name puts that in its stead.
pub const CASE_FILE: &str = "case";

/// Reads a case. Facts are given by a field's name or alias; a fact that is `null` is absent.
///
/// # Errors
/// All that is wrong with the case, at most [`limits::PROBLEMS`](super::limits::PROBLEMS).
pub fn read_case(program: &Program, schema: &CaseSchema, json: &[u8]) -> Result<Case, Vec<CaseError>> {
    let mut draft = Draft::new(program, schema);
    // The reason for stopping stands among the problems.
    match text_of(json) {
        Ok(text) => {
            let mut reader = Reader::new(text, draft);
            let _ = reader.root();
            draft = reader.draft;
        }
        Err((code, message, place)) => {
            let _ = draft.problem(code, message, String::new(), place);
        }
    }
    let Draft { case, problems, .. } = draft;
    if problems.is_empty() { Ok(case) } else { Err(problems) }
}

fn text_of(json: &[u8]) -> Result<&str, (Code, Text, Option<SourcePlace>)> {
    if json.len() > CASE_BYTES {
        let limit = CASE_BYTES / (1024 * 1024);
        let message = text(format!("the case is larger than {limit} MiB"), format!("个案超过 {limit} MiB"));
        return Err((Code::CaseTooLarge, message, None));
    }
    std::str::from_utf8(json).map_err(|error| {
        let message = text("this is not UTF-8 text", "此处不是 UTF-8 文本");
        (Code::CaseSyntax, message, place_in(json, error.valid_up_to()))
    })
}

pub(super) struct Reader<'a, 'p> {
    text: &'a str,
    json: Json<'a>,
    pub(super) draft: Draft<'p>,
    /// Which fields of the records being read were given, the innermost record last.
    given: Vec<bool>,
}

impl<'a, 'p> Reader<'a, 'p> {
    /// Reads a text into a draft.
    pub(super) fn new(text: &'a str, draft: Draft<'p>) -> Self {
        Self { text, json: Json::new(text), draft, given: Vec::with_capacity(32) }
    }

    fn root(&mut self) -> Result<(), Stop> {
        let start = self.json.offset();
        match self.token()? {
            Token::Record => self.record(InstanceId(0))?,
            other => {
                let found = given(&other);
                self.not_a_record(String::new(), found, start)?;
                self.skip(&other)?;
            }
        }
        self.json.end().or_else(|error| self.broken(error))
    }

    /// Reads the members of an instance whose opening bracket was read.
    fn record(&mut self, id: InstanceId) -> Result<(), Stop> {
        let (entity, fields) = self.draft.entity(id);
        let base = self.given.len();
        self.given.resize(base + fields.len(), false);
        let mut first = true;
        let openings = self.draft.schema.openings(entity);
        // Members mostly come in the order of the declaration, some left out.
        let mut next = 0u32;
        while self.more(first, b'}')? {
            first = false;
            let start = self.json.offset();
            let likely = self.likely(openings, next);
            let (field_id, field) = match likely.and_then(|id| Some((id, fields.get(id.index())?))) {
                Some(found) => found,
                None => match self.field(id, entity, fields, start)? {
                    Some(found) => found,
                    None => continue,
                },
            };
            next = field_id.0 + 1;
            if self.given.get_mut(base + field_id.index()).is_some_and(|given| std::mem::replace(given, true))
            {
                self.given_twice(id, field_id, field, start)?;
            }
            self.value(id, field_id, field)?;
        }
        self.given.truncate(base);
        Ok(())
    }

    /// Passes over the name of a member, and its colon, if it is that of one of the next fields.
    fn likely(&mut self, openings: &[Box<[u8]>], next: u32) -> Option<FieldId> {
        let among = (next..).zip(openings.get(next as usize..)?).take(LIKELY);
        for (id, opening) in among {
            if self.json.skips(opening) {
                return Some(FieldId(id));
            }
        }
        None
    }

    /// Reads the name of a member and finds its field; passes over a member that has none.
    fn field(
        &mut self,
        id: InstanceId,
        entity: EntityId,
        fields: &'p [Field],
        start: usize,
    ) -> Result<Option<(FieldId, &'p Field)>, Stop> {
        let name = self.json.name().or_else(|error| self.broken(error))?;
        let found = self.draft.schema.field(entity, &name);
        if let Some((id, field)) = found.and_then(|id| Some((id, fields.get(id.index())?))) {
            return Ok(Some((id, field)));
        }
        let place = self.place(start);
        self.draft.unknown_field(id, &name, place)?;
        let token = self.token()?;
        self.skip(&token)?;
        Ok(None)
    }

    fn value(&mut self, id: InstanceId, field_id: FieldId, field: &'p Field) -> Result<(), Stop> {
        let (schema, exponent) = (self.draft.schema, self.draft.program.currency.exponent);
        if let Some(value) = self.json.read(|text| quick::value(schema, exponent, field, text)) {
            self.draft.case.set(id, field_id, Slot::Known(value));
            return Ok(());
        }
        let start = self.json.offset();
        let token = self.token()?;
        let own = match (&token, field.ty) {
            (Token::Null, _) => return Ok(()),
            (Token::List, Type::List(entity)) => return self.list(id, field_id, entity),
            (Token::Record, Type::Record(entity)) => {
                let child = self.add(entity, (id, field_id, 0), start)?;
                self.draft.case.set(id, field_id, Slot::One(child));
                return self.record(child);
            }
            (token, _) => given(token),
        };
        let text = self.text;
        self.draft.give(id, field_id, field, own, || place_in(text.as_bytes(), start))?;
        self.skip(&token)
    }

    /// Reads the elements of a list whose opening bracket was read.
    fn list(&mut self, owner: InstanceId, field_id: FieldId, entity: EntityId) -> Result<(), Stop> {
        // Where the elements begin, to be told apart by.
        let keyed = !self.draft.schema.keys(entity).is_empty();
        let mut starts = Vec::new();
        // Set beforehand, so that paths of problems inside already count elements.
        self.draft.case.set(owner, field_id, Slot::Many(Vec::new(), false));
        let mut elements = Vec::with_capacity(4);
        let mut position = 0u32;
        while self.more(position == 0, b']')? {
            let at = self.json.offset();
            match self.token()? {
                Token::Record => {
                    let element = self.add(entity, (owner, field_id, position), at)?;
                    self.record(element)?;
                    elements.push(element);
                    if keyed {
                        starts.push(at);
                    }
                }
                other => {
                    let list = self.draft.case.path(self.draft.program, owner, Some(field_id));
                    self.not_a_record(format!("{list}[{position}]"), given(&other), at)?;
                    self.skip(&other)?;
                }
            }
            position += 1;
        }
        let text = self.text;
        let place = |element: usize| place_in(text.as_bytes(), *starts.get(element)?);
        self.draft.unique_keys(entity, &elements, place)?;
        self.draft.case.set(owner, field_id, Slot::Many(elements, false));
        Ok(())
    }

    fn add(
        &mut self,
        entity: EntityId,
        owner: (InstanceId, FieldId, u32),
        start: usize,
    ) -> Result<InstanceId, Stop> {
        let text = self.text;
        self.draft.add(entity, owner, || place_in(text.as_bytes(), start))
    }

    #[cold]
    fn given_twice(
        &mut self,
        id: InstanceId,
        field_id: FieldId,
        field: &Field,
        start: usize,
    ) -> Result<(), Stop> {
        let name = quoted(&field.name);
        let message = text(format!("{} is given twice", name.en), format!("{}重复给出", name.zh));
        let path = self.draft.case.path(self.draft.program, id, Some(field_id));
        let place = self.place(start);
        self.draft.problem(Code::CaseDuplicateField, message, path, place)
    }

    #[cold]
    fn not_a_record(&mut self, path: String, found: Given<'_>, start: usize) -> Result<(), Stop> {
        let found = super::scalar::shown(found);
        let message = text(
            format!("expected an object `{{…}}`, found {}", found.en),
            format!("应为对象 `{{…}}`，而不是{}", found.zh),
        );
        let place = self.place(start);
        self.draft.problem(Code::CaseWrongType, message, path, place)
    }

    fn token(&mut self) -> Result<Token<'a>, Stop> {
        self.json.token().or_else(|error| self.broken(error))
    }

    fn more(&mut self, first: bool, close: u8) -> Result<bool, Stop> {
        self.json.more(first, close).or_else(|error| self.broken(error))
    }

    fn skip(&mut self, token: &Token<'_>) -> Result<(), Stop> {
        self.json.skip(token).or_else(|error| self.broken(error))
    }

    #[cold]
    /// Notes a text that is not JSON; nothing can be read after it.
    fn broken<T>(&mut self, error: SyntaxError) -> Result<T, Stop> {
        let message = match error.what {
            Broken::Value => text("a value is expected here", "此处应为值"),
            Broken::Number => text("this is not a number of JSON", "此处不是合法的 JSON 数"),
            Broken::Name => text("a name in quotes is expected here", "此处应为带引号的名称"),
            Broken::Colon => text("a colon is expected after the name", "名称之后应为冒号"),
            Broken::CommaOrEnd => {
                text("a comma or a closing bracket is expected here", "此处应为逗号或右括号")
            }
            Broken::Control => text(
                "a control character stands in a text; write it as an escape",
                "文本中有控制字符，应写成转义形式",
            ),
            Broken::Escape => {
                text("the escape in this text is not one of JSON", "文本中的转义不是合法的 JSON 转义")
            }
            Broken::End => text("the case ends before it is complete", "个案不完整：文本提前结束"),
            Broken::TrailingText => text("something follows the end of the case", "个案结束之后还有内容"),
            Broken::TooDeep => text(
                format!("lists and objects nest deeper than {NESTING} levels"),
                format!("列表和对象的嵌套超过 {NESTING} 层"),
            ),
        };
        let place = self.place(error.offset);
        let _ = self.draft.problem(Code::CaseSyntax, message, String::new(), place);
        Err(Stop)
    }

    fn place(&self, offset: usize) -> Option<SourcePlace> {
        place_in(self.text.as_bytes(), offset)
    }
}

/// Reading parts of a case, for requests that change one.
#[cfg(feature = "requests")]
impl<'p> Reader<'_, 'p> {
    /// Reads a text that is the value of a field.
    pub(super) fn only_value(
        &mut self,
        id: InstanceId,
        field_id: FieldId,
        field: &'p Field,
    ) -> Result<(), Stop> {
        self.value(id, field_id, field)?;
        self.json.end().or_else(|error| self.broken(error))
    }

    /// Reads a text that is an entry of a list; nothing where it is no object.
    pub(super) fn only_entry(
        &mut self,
        entity: EntityId,
        owner: (InstanceId, FieldId, u32),
    ) -> Result<Option<InstanceId>, Stop> {
        let start = self.json.offset();
        let entry = match self.token()? {
            Token::Record => {
                let entry = self.add(entity, owner, start)?;
                self.record(entry)?;
                Some(entry)
            }
            other => {
                let list = self.draft.case.path(self.draft.program, owner.0, Some(owner.1));
                self.not_a_record(format!("{list}[{}]", owner.2), given(&other), start)?;
                self.skip(&other)?;
                None
            }
        };
        self.json.end().or_else(|error| self.broken(error))?;
        Ok(entry)
    }
}

fn place_in(text: &[u8], offset: usize) -> Option<SourcePlace> {
    let (line, column) = place(text, offset);
    Some(SourcePlace { file: CASE_FILE.to_owned(), line, column })
}

fn given<'t>(token: &'t Token<'_>) -> Given<'t> {
    match token {
        Token::Null => Given::Structure("null"),
        Token::Bool(answer) => Given::Bool(*answer),
        Token::Number(digits) => Given::Number(digits),
        Token::Text(own) => Given::Text(own),
        Token::List => Given::Structure("["),
        Token::Record => Given::Structure("{"),
    }
}
