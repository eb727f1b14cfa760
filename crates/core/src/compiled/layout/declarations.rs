//! What a policy declares: texts, layers, enums and entities.

use super::parts::{choices, records};
use crate::compiled::reader::Reader;
use crate::compiled::stored::{Stored, write_all};
use crate::diagnostic::{Source, SourceId, SourceMap, Span};
use crate::program::{Bound, CaseName, Currency, Default, Entity, EnumType, Field, Layer};

records! {
    Layer { name, label, region, citations, sources }
    Currency { code, exponent }
    EnumType { name, label, ordered, cases, tier }
    CaseName { name, label, aliases }
    Entity { name, label, fields, owner }
    Field { name, label, ask, ty, whole, bounds, default, key, previous, aliases, citations, span }
    Bound { comparison, limit }
    Source { name, text }
    SourceId { 0 }
    Span { source, start, end }
}

choices! {
    Default {
        0 Value(value),
        1 Empty,
    }
}

/// The texts alone; where their lines start is found again.
impl Stored for SourceMap {
    fn write(&self, to: &mut Vec<u8>) {
        let sources: Vec<_> = self.iter().map(|(_, source)| source).collect();
        write_all(sources.into_iter(), to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut map = Self::default();
        for Source { name, text } in Vec::<Source>::read(from) {
            map.add(name, text);
        }
        map
    }
}
