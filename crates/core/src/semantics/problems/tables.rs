//! Tables whose columns, cells or rows do not fit.

use crate::diagnostic::{Code, Diagnostic, Span, Text};
use crate::program::Type;
use crate::semantics::Analysis;
use crate::semantics::problems::text;
use crate::semantics::show::type_text;
use crate::syntax::tree::{Hit, Row, Table};

/// A hit mode that cannot combine the results of a table.
pub fn hit_needs(analysis: &Analysis<'_>, span: Span, hit: Hit, place: Span, ty: Type) -> Diagnostic {
    let found = type_text(analysis, ty);
    let message = match hit {
        Hit::Sum => text(format!("{} cannot be added up", found.en), format!("{}不能合计", found.zh)),
        Hit::Highest | Hit::Lowest => {
            text(format!("{} has no highest or lowest", found.en), format!("{}没有高低之分", found.zh))
        }
        Hit::Unique | Hit::First => text(
            format!("{} cannot be the result of a table", found.en),
            format!("表的结果不能是{}", found.zh),
        ),
    };
    let problem = Diagnostic::error(Code::BadOperands, place, message);
    match hit {
        Hit::Unique | Hit::First => problem,
        _ => problem.label(span, text("because of this", "因为此处的规定")),
    }
}

/// A table with more key columns than can be proved complete.
pub fn table_too_wide(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableTooWide,
        span,
        text("the table has too many combinations to be proved complete", "表的组合过多，无法核查是否完整"),
    )
    .help(text("split it into tables of fewer columns", "请拆成列数较少的几张表"))
}

/// The table at which all tables together have become more than can be proved complete.
pub fn tables_too_wide(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableTooWide,
        span,
        text(
            "the tables up to this one have too many combinations to be proved complete",
            "连同此前各表，组合过多，无法核查是否完整",
        ),
    )
    .help(text("split the widest of them into tables of fewer columns", "请把列数最多的表拆成列数较少的几张"))
}

/// Two value columns for one result on the same days.
pub fn column_twice(span: Span, earlier: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        span,
        text("a second column for the same result", "同一结果写了两列"),
    )
    .label(earlier, text("the first one", "第一列在此"))
}

/// A row with more or fewer cells than the header.
pub fn wrong_cells(table: &Table, row: &Row) -> Diagnostic {
    let (keys, values) = (row.keys.len(), row.values.len());
    let (wanted_keys, wanted_values) = (table.keys.len(), table.values.len());
    Diagnostic::error(
        Code::MissingKey,
        row.span,
        text(
            format!("this row has {keys} + {values} cells, the header has {wanted_keys} + {wanted_values}"),
            format!("此行有{keys}+{values}格，表头有{wanted_keys}+{wanted_values}格"),
        ),
    )
}

/// A case that no row of a table covers.
pub fn table_gap(span: Span, case: &Text) -> Diagnostic {
    Diagnostic::error(
        Code::TableGap,
        span,
        text(format!("no row covers this case: {}", case.en), format!("没有一行涵盖此情形：{}", case.zh)),
    )
    .help(text("add a row for it, or one of `any`", "请补一行，或加一行“任意”"))
}

/// A case that two rows of a table cover.
pub fn table_overlap(second: Span, first: Span, case: &Text) -> Diagnostic {
    Diagnostic::error(
        Code::TableOverlap,
        second,
        text(format!("two rows cover this case: {}", case.en), format!("两行都涵盖此情形：{}", case.zh)),
    )
    .label(first, text("the other row", "另一行"))
    .help(text(
        "narrow one of them, or write `hit first` if the order decides",
        "请收窄其中一行；如以先后为准，请写“命中 首个”",
    ))
}

/// A row that no case reaches.
pub fn unreachable_row(span: Span, covered: bool) -> Diagnostic {
    let message = if covered {
        text("earlier rows cover everything this row covers", "此行的情形已被前面各行涵盖")
    } else {
        text("no value in the declared range reaches this row", "声明的范围内没有任何值适用此行")
    };
    Diagnostic::warning(Code::UnreachableRow, span, message)
}
