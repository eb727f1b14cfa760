//! The shortest way from the JSON of a case: straight into the cells of the untraced executor, for cases
//! written as hosts write nearly all of theirs. Whatever is written otherwise or wrong is left to
//! [`read_case`](super::read_case), with which tests compare what is decided.

use super::limits::{CASE_BYTES, INSTANCES};
use super::names::CaseSchema;
use super::quick::{amount, plain, truth};
use crate::calendar::{Date, Month};
use crate::number::Rational;
use crate::program::{Bound, EntityId, EnumId, Field, FieldId, Program, Type, Value};
use crate::untraced::{LEAST, Laying, Opened, Prepared, UNKNOWN, Untraced};
use crate::vocabulary::Comparison;

/// How many decimal places of a number that need not be whole are read here.
const PLACES: u8 = 6;
/// So many of the last of them make one.
const ONE: i128 = 10_i128.pow(PLACES as u32);

/// How the cases of a plan are read.
#[derive(Debug)]
pub(crate) struct Direct {
    /// By entity; nothing where its instances are not read here.
    records: Vec<Option<Record>>,
}

#[derive(Debug)]
struct Record {
    facts: Vec<Fact>,
    /// Which fields have a default, a bit each.
    defaults: u64,
}

#[derive(Debug)]
struct Fact {
    kind: Kind,
    /// Its first cell.
    offset: u32,
    /// What its cells hold where nobody gave it and it has a default.
    marked: [i64; 2],
    /// What it may be: as its cell, or a fraction as whole number of its last place.
    least: i64,
    most: i64,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Answer,
    /// A whole number of the last of so many places.
    Amount(u8),
    /// A number that need not be whole.
    Fraction,
    Date,
    Month,
    Case(EnumId),
    Text,
    Record(EntityId),
    List(EntityId),
    /// Of the long way only.
    Other,
}

impl Direct {
    /// How the cases of a program are read whose cells this executor laid out.
    pub fn new(program: &Program, untraced: &Untraced) -> Self {
        let records = (0..).map(EntityId).zip(&program.entities);
        let records = records.map(|(id, entity)| Record::new(id, &entity.fields, program, untraced));
        Self { records: records.collect() }
    }

    /// Reads a case; nothing where that is left to the long way. What is then laid out is of no use.
    pub fn read(
        &self,
        json: &[u8],
        schema: &CaseSchema,
        untraced: &Untraced,
        prepared: &mut Prepared,
    ) -> Option<()> {
        if json.len() > CASE_BYTES {
            return None;
        }
        let (laying, root) = untraced.lay_out(prepared);
        let mut reader = Reader { direct: self, schema, rest: json, laying, instances: 1 };
        reader.record(untraced.plan().program().root, root)?;
        if reader.next().is_some() {
            return None;
        }
        reader.laying.end();
        Some(())
    }
}

impl Record {
    fn new(id: EntityId, fields: &[Field], program: &Program, untraced: &Untraced) -> Option<Self> {
        let fact = |(field, declared)| {
            let (offset, marked) = (untraced.offset(id, field)?, untraced.marked(id, field));
            Some(Fact::new(declared, offset, marked, program))
        };
        let facts: Vec<_> = (0..).map(FieldId).zip(fields).map(fact).collect::<Option<_>>()?;
        if facts.len() > u64::BITS as usize {
            return None;
        }
        let defaults = (0..).zip(fields).filter(|(_, field)| field.default.is_some());
        let defaults = defaults.fold(0, |bits, (at, _)| bits | 1_u64 << at);
        Some(Self { facts, defaults })
    }
}

impl Fact {
    fn new(field: &Field, offset: u32, marked: [i64; 2], program: &Program) -> Self {
        let kind = match field.ty {
            Type::Bool => Kind::Answer,
            Type::Money(_) => Kind::Amount(program.currency.exponent),
            Type::Number if !field.whole => Kind::Fraction,
            Type::Number | Type::Months | Type::Days => Kind::Amount(0),
            Type::Date => Kind::Date,
            Type::Month => Kind::Month,
            Type::Case(of) => Kind::Case(of),
            Type::Text => Kind::Text,
            Type::Record(of) => Kind::Record(of),
            Type::List(of) => Kind::List(of),
        };
        let mut fact = Self { kind, offset, marked, least: LEAST, most: i64::MAX };
        if field.bounds.iter().any(|bound| fact.narrow(bound).is_none()) {
            fact.kind = Kind::Other;
        }
        fact
    }

    /// Keeps to a bound; nothing where its limit is not one of cells.
    fn narrow(&mut self, bound: &Bound) -> Option<()> {
        let limit = match &bound.limit {
            Value::Number(limit) if matches!(self.kind, Kind::Fraction) => {
                limit.checked_mul(Rational::integer(ONE)).ok()?.to_i64()?
            }
            Value::Number(limit) => limit.to_i64()?,
            Value::Date(limit) => limit.packed().into(),
            Value::Month(limit) => limit.index().into(),
            Value::Case(limit) => (*limit).into(),
            Value::Bool(_) | Value::Text(_) => return None,
        };
        match bound.comparison {
            Comparison::AtLeast => self.least = self.least.max(limit),
            Comparison::Above => self.least = self.least.max(limit.checked_add(1)?),
            Comparison::AtMost => self.most = self.most.min(limit),
            Comparison::Below => self.most = self.most.min(limit.checked_sub(1)?),
        }
        Some(())
    }
}

struct Reader<'r> {
    direct: &'r Direct,
    schema: &'r CaseSchema,
    /// What is still to be read.
    rest: &'r [u8],
    laying: Laying<'r>,
    /// How many there are so far.
    instances: usize,
}

impl Reader<'_> {
    fn record(&mut self, entity: EntityId, of: Opened) -> Option<()> {
        let direct = self.direct;
        let record = direct.records.get(entity.index())?.as_ref()?;
        let openings = self.schema.openings(entity);
        self.pass(b'{')?;
        let (mut given, mut next) = (0_u64, 0);
        if self.next()? == b'}' {
            self.pass(b'}')?;
            return self.assume(record, given, of);
        }
        loop {
            let at = self.member(openings, next)?;
            next = at.wrapping_add(1);
            let bit = 1_u64.checked_shl(u32::try_from(at).ok()?)?;
            if given & bit != 0 {
                return None;
            }
            given |= bit;
            self.fact(record.facts.get(at)?, of)?;
            if !self.goes_on(b'}')? {
                break;
            }
        }
        self.assume(record, given, of)
    }

    /// Marks the facts with a default that were not given.
    fn assume(&mut self, record: &Record, given: u64, of: Opened) -> Option<()> {
        let mut missing = record.defaults & !given;
        while missing != 0 {
            let fact = record.facts.get(missing.trailing_zeros() as usize)?;
            let [first, second] = fact.marked;
            self.laying.set(of, fact.offset, first);
            if second != UNKNOWN {
                self.laying.set(of, fact.offset.saturating_add(1), second);
            }
            missing &= missing.wrapping_sub(1);
        }
        Some(())
    }

    /// Passes over the name of a field and its colon; says which it is. Members mostly come in the order of
    /// the declaration, some left out.
    fn member(&mut self, openings: &[Box<[u8]>], next: usize) -> Option<usize> {
        self.next()?;
        let mut at = next;
        for _ in openings {
            if at >= openings.len() {
                at = 0;
            }
            let opening = openings.get(at)?;
            if self.rest.starts_with(opening) {
                self.rest = self.rest.get(opening.len()..)?;
                return Some(at);
            }
            at = at.wrapping_add(1);
        }
        None
    }

    fn fact(&mut self, fact: &Fact, of: Opened) -> Option<()> {
        self.next()?;
        let (cell, length) = match fact.kind {
            Kind::Amount(places) => self.number(places)?,
            Kind::Answer => truth(self.rest).map(|(answer, length)| (i64::from(answer), length))?,
            Kind::Fraction => self.number(PLACES)?,
            Kind::Date => self.quoted(|own, _| Date::parse_iso(own).map(|date| date.packed().into()))?,
            Kind::Month => self.quoted(|own, _| Month::parse_iso(own).map(|month| month.index().into()))?,
            Kind::Case(of) => self.quoted(|own, reader| reader.schema.case(of, own).map(i64::from))?,
            Kind::Text => self.quoted(|own, reader| Some(reader.laying.text(own)))?,
            Kind::Record(entity) => {
                let record = self.open(entity)?;
                self.record(entity, record)?;
                self.laying.end_record(of, fact.offset, entity, record);
                return Some(());
            }
            Kind::List(entity) => return self.list(entity, fact, of),
            Kind::Other => return None,
        };
        if cell < fact.least || cell > fact.most {
            return None;
        }
        self.rest = self.rest.get(length..)?;
        if matches!(fact.kind, Kind::Fraction) {
            return self.fraction(cell, fact, of);
        }
        self.laying.set(of, fact.offset, cell);
        Some(())
    }

    fn fraction(&mut self, number: i64, fact: &Fact, of: Opened) -> Option<()> {
        let number = Rational::new(number.into(), ONE).ok()?;
        self.laying.set(of, fact.offset, i64::try_from(number.numerator()).ok()?);
        self.laying.set(of, fact.offset.saturating_add(1), i64::try_from(number.denominator()).ok()?);
        Some(())
    }

    fn list(&mut self, entity: EntityId, fact: &Fact, of: Opened) -> Option<()> {
        let first = self.laying.next();
        let mut count = 0_u32;
        self.pass(b'[')?;
        if self.next()? == b']' {
            self.pass(b']')?;
        } else {
            loop {
                let element = self.open(entity)?;
                self.record(entity, element)?;
                count = count.checked_add(1)?;
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        // That entries have keys of their own is not looked at here.
        if count > 1 && !self.schema.keys(entity).is_empty() {
            return None;
        }
        self.laying.end_list(of, fact.offset, entity, first, count);
        Some(())
    }

    fn open(&mut self, entity: EntityId) -> Option<Opened> {
        self.instances = self.instances.checked_add(1).filter(|instances| *instances <= INSTANCES)?;
        Some(self.laying.open(entity))
    }

    /// A number, which may stand in quotes.
    fn number(&self, places: u8) -> Option<(i64, usize)> {
        if !matches!(self.rest, [b'"', ..]) {
            return amount(self.rest, places);
        }
        let own = plain(self.rest)?;
        let (number, length) = amount(own, places)?;
        (length == own.len()).then_some((number, length.wrapping_add(2)))
    }

    fn quoted(&self, cell: impl FnOnce(&str, &Self) -> Option<i64>) -> Option<(i64, usize)> {
        let own = plain(self.rest)?;
        let text = std::str::from_utf8(own).ok()?;
        Some((cell(text, self)?, own.len().wrapping_add(2)))
    }

    /// What comes next, blanks passed over. Mostly there are none, and nothing is called.
    #[inline(always)]
    fn next(&mut self) -> Option<u8> {
        match self.rest.first() {
            Some(byte) if *byte > b' ' => Some(*byte),
            _ => self.after_blanks(),
        }
    }

    #[cold]
    fn after_blanks(&mut self) -> Option<u8> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.rest.first().copied()
    }

    #[inline(always)]
    fn pass(&mut self, byte: u8) -> Option<()> {
        if self.next()? != byte {
            return None;
        }
        self.rest = self.rest.get(1..)?;
        Some(())
    }

    /// Passes over a comma, or what closes the list or record; whether it goes on.
    #[inline(always)]
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let byte = self.next()?;
        self.rest = self.rest.get(1..)?;
        match byte {
            b',' => Some(true),
            _ if byte == close => Some(false),
            _ => None,
        }
    }
}
