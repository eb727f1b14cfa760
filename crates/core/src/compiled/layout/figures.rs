//! Parameters and tables.

use super::parts::{choices, records};
use crate::compiled::reader::Reader;
use crate::compiled::stored::Stored;
use crate::program::figures::Validity;
use crate::program::table::{Column, Line, Row, Test};
use crate::program::{Entry, Figure, Parameter, Table};

records! {
    Validity { region, from, to }
    Parameter { name, label, keys, ty, entries, series, strata, citations, span }
    Entry { validity, citations, span }
    Figure { from, to, value, entry }
    Table { name, label, arguments, results, hit, columns, rows, variants, citations, span }
    Column { result, from }
    Row { region, cells, values, citations, lines, span }
    Line { from, citations, span }
}

choices! {
    Test {
        0 Any,
        1 Equal(value),
        2 Within(bounds),
    }
}
