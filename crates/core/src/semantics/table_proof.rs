//! The proof that a table covers every case, and covers it once where it must.
//!
//! Each key column's domain is cut at every limit its cells mention; inside a piece all values behave
//! alike, so one sample stands for it. Pieces are tried column by column with the rows that still match;
//! the same rows at the same column need no second look, which keeps real tables linear.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::calendar::{Date, Month};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::number::Rational;
use crate::program::table::{Row, Test};
use crate::program::{Bound, Region, TableId, Type, Value};
use crate::semantics::problems::text;
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree::{self, Hit};

/// How many combinations are looked at before a table is called too wide.
const MOST_COMBINATIONS: usize = 200_000;

/// A piece of a column's domain, with a value that stands for it.
#[derive(Clone, Debug)]
struct Piece {
    sample: Value,
    shown: Text,
}

/// What values a key column can have.
struct Domain {
    ty: Type,
    whole: bool,
    bounds: Vec<Bound>,
}

struct Proof<'t> {
    columns: Vec<Vec<Piece>>,
    rows: Vec<&'t Row>,
    hit: Hit,
    seen: HashSet<(usize, Vec<usize>)>,
    chosen: HashSet<usize>,
}

enum Finding {
    Gap(Vec<Text>),
    Double(Vec<Text>, usize, usize),
    TooWide,
}

impl Analysis<'_> {
    /// Reports a case that no row covers, or that two rows of a unique table cover.
    pub(crate) fn prove_table(&mut self, id: TableId, tree: &tree::Table) -> Result<(), Stop> {
        let Some(table) = self.program.tables.get(id.index()).cloned() else { return Err(Stop::Reported) };
        if !Self::needs_cover(table.hit) {
            return Ok(());
        }
        let mut regions: Vec<Option<&Region>> = table.rows.iter().map(|row| row.region.as_ref()).collect();
        regions.sort();
        regions.dedup();
        if regions.is_empty() {
            regions.push(None);
        }
        let domains: Vec<Domain> =
            table.arguments.iter().map(|(name, ty)| self.domain(tree, name, *ty)).collect();
        for region in regions {
            let rows: Vec<&Row> = table.rows.iter().filter(|row| row.region.as_ref() == region).collect();
            let columns =
                domains.iter().enumerate().map(|(column, domain)| self.pieces(domain, column, &rows));
            let mut proof = Proof {
                columns: columns.collect(),
                rows,
                hit: table.hit,
                seen: HashSet::new(),
                chosen: HashSet::new(),
            };
            let all = (0..proof.rows.len()).collect();
            match proof.search(0, all, &mut Vec::new()) {
                Some(finding) => {
                    return Err(self.report_finding(tree, &table.arguments, finding, &proof.rows));
                }
                None => self.warn_unreached(&proof),
            }
        }
        Ok(())
    }

    fn report_finding(
        &mut self,
        tree: &tree::Table,
        arguments: &[(String, Type)],
        finding: Finding,
        rows: &[&Row],
    ) -> Stop {
        let case = |values: &[Text]| {
            let pairs = || arguments.iter().zip(values);
            text(
                pairs()
                    .map(|((name, _), value)| format!("{name}: {}", value.en))
                    .collect::<Vec<_>>()
                    .join(", "),
                pairs()
                    .map(|((name, _), value)| format!("{name}：{}", value.zh))
                    .collect::<Vec<_>>()
                    .join("，"),
            )
        };
        let place = |row: usize| rows.get(row).map_or(tree.span, |row| row.span);
        let problem = match finding {
            Finding::Gap(values) => {
                let case = case(&values);
                Diagnostic::error(
                    Code::TableGap,
                    tree.name.span,
                    text(
                        format!("no row covers this case: {}", case.en),
                        format!("没有一行涵盖此情形：{}", case.zh),
                    ),
                )
                .help(text("add a row for it, or one of `any`", "请补一行，或加一行“任意”"))
            }
            Finding::Double(values, first, second) => {
                let case = case(&values);
                Diagnostic::error(
                    Code::TableOverlap,
                    place(second),
                    text(
                        format!("two rows cover this case: {}", case.en),
                        format!("两行都涵盖此情形：{}", case.zh),
                    ),
                )
                .label(place(first), text("the other row", "另一行"))
                .help(text(
                    "narrow one of them, or write `hit first` if the order decides",
                    "请收窄其中一行；如以先后为准，请写“命中 首个”",
                ))
            }
            Finding::TooWide => Diagnostic::error(
                Code::TableTooWide,
                tree.name.span,
                text(
                    "the table has too many combinations to be proved complete",
                    "表的组合过多，无法证明是否完整",
                ),
            )
            .help(text("split it into tables of fewer columns", "请拆成列数较少的几张表")),
        };
        self.report(problem)
    }

    fn warn_unreached(&mut self, proof: &Proof<'_>) {
        if !matches!(proof.hit, Hit::First) {
            return;
        }
        for (index, row) in proof.rows.iter().enumerate() {
            if !proof.chosen.contains(&index) {
                self.report(Diagnostic::warning(
                    Code::UnreachableRow,
                    row.span,
                    text("earlier rows cover everything this row covers", "此行的情形已被前面各行涵盖"),
                ));
            }
        }
    }

    fn pieces(&self, domain: &Domain, column: usize, rows: &[&Row]) -> Vec<Piece> {
        let tests = || rows.iter().filter_map(|row| row.cells.get(column)).flatten();
        match domain.ty {
            Type::Bool => vec![
                Piece { sample: Value::Bool(true), shown: text("yes", "是") },
                Piece { sample: Value::Bool(false), shown: text("no", "否") },
            ],
            Type::Case(id) => {
                let cases = self.program.enums.get(id.index()).map_or(&[][..], |ty| &ty.cases);
                let piece = |(case, name): (u32, &crate::program::CaseName)| Piece {
                    sample: Value::Case(case),
                    shown: text(&name.name, &name.name),
                };
                (0..).zip(cases).map(piece).collect()
            }
            Type::Text => text_pieces(tests()),
            _ => ordered_pieces(tests(), domain, self.program.currency.coins()),
        }
    }

    /// What values a key column can have.
    fn domain(&mut self, tree: &tree::Table, name: &str, ty: Type) -> Domain {
        let steps = matches!(ty, Type::Months | Type::Days | Type::Date | Type::Month);
        match &tree.form {
            tree::TableForm::Function(arguments) => {
                let written =
                    arguments.iter().find(|argument| argument.name.text == name).map(|argument| &argument.ty);
                let whole = written.is_some_and(|ty| matches!(ty.kind, tree::TypeKind::Whole));
                let bounds = written.map(|written| self.resolve_bounds(written, ty)).unwrap_or_default();
                Domain { ty, whole: whole || steps, bounds }
            }
            tree::TableForm::Facts(_) => {
                let (whole, bounds) = self.named_values(name).next().unwrap_or((false, &[]));
                Domain { ty, whole: whole || steps, bounds: bounds.to_vec() }
            }
        }
    }

    /// Facts and derived values of a name, with whether they are whole and their ranges.
    fn named_values<'n>(&'n self, name: &'n str) -> impl Iterator<Item = (bool, &'n [Bound])> {
        let fields = self.program.entities.iter().flat_map(|entity| &entity.fields);
        let values = self.program.values.iter();
        fields
            .filter(move |field| field.name == name)
            .map(|field| (field.whole, field.bounds.as_slice()))
            .chain(
                values
                    .filter(move |value| value.name == name)
                    .map(|value| (value.whole, value.bounds.as_slice())),
            )
    }
}

impl Proof<'_> {
    /// Looks at every combination of pieces from a column on, with the rows that match so far.
    fn search(&mut self, column: usize, rows: Vec<usize>, values: &mut Vec<Text>) -> Option<Finding> {
        if self.seen.len() >= MOST_COMBINATIONS {
            return Some(Finding::TooWide);
        }
        if rows.is_empty() {
            let rest = self.columns.get(column..).unwrap_or_default();
            let anything = rest.iter().map(|pieces| {
                pieces.first().map_or_else(|| text("any", "任意"), |piece| piece.shown.clone())
            });
            return Some(Finding::Gap(values.iter().cloned().chain(anything).collect()));
        }
        if !self.seen.insert((column, rows.clone())) {
            return None;
        }
        let Some(pieces) = self.columns.get(column).cloned() else { return self.leaf(&rows, values) };
        for piece in pieces {
            let matching =
                rows.iter().copied().filter(|row| self.matches(*row, column, &piece.sample)).collect();
            values.push(piece.shown);
            let finding = self.search(column.saturating_add(1), matching, values);
            values.pop();
            if finding.is_some() {
                return finding;
            }
        }
        None
    }

    fn leaf(&mut self, rows: &[usize], values: &[Text]) -> Option<Finding> {
        self.chosen.extend(rows.first());
        match (self.hit, rows) {
            (Hit::Unique, [first, second, ..]) => Some(Finding::Double(values.to_vec(), *first, *second)),
            _ => None,
        }
    }

    fn matches(&self, row: usize, column: usize, sample: &Value) -> bool {
        self.rows
            .get(row)
            .and_then(|row| row.cells.get(column))
            .is_some_and(|tests| tests.iter().any(|test| test.admits(sample)))
    }
}

fn text_pieces<'t>(tests: impl Iterator<Item = &'t Test>) -> Vec<Piece> {
    let mut pieces =
        vec![Piece { sample: Value::Text("\u{0}".into()), shown: text("any other text", "其他文本") }];
    for test in tests {
        if let Test::Equal(value @ Value::Text(written)) = test
            && !pieces.iter().any(|piece| piece.sample == *value)
        {
            pieces.push(Piece {
                sample: value.clone(),
                shown: text(format!("`{written}`"), format!("“{written}”")),
            });
        }
    }
    pieces
}

/// The pieces of an ordered domain: below the first limit, each limit, between two limits, above the last.
fn ordered_pieces<'t>(tests: impl Iterator<Item = &'t Test>, domain: &Domain, coins: Rational) -> Vec<Piece> {
    let Domain { ty, whole, bounds } = domain;
    let ty = *ty;
    let mut limits: Vec<Value> = Vec::new();
    for test in tests {
        match test {
            Test::Any => {}
            Test::Equal(value) => limits.push(value.clone()),
            Test::Within(within) => limits.extend(within.iter().map(|(_, value)| value.clone())),
        }
    }
    limits.extend(bounds.iter().map(|bound| bound.limit.clone()));
    limits.sort_by(|left, right| left.compare(right).unwrap_or(Ordering::Equal));
    limits.dedup();
    let mut samples = Vec::new();
    match (limits.first(), limits.last()) {
        (Some(first), Some(last)) => {
            samples
                .extend(step(first, -1).map(|value| (value, Some(format!("< {}", shown(first, ty, coins))))));
            for (position, limit) in limits.iter().enumerate() {
                samples.push((limit.clone(), None));
                if let Some(next) = limits.get(position.saturating_add(1)) {
                    let between = if *whole { step(limit, 1) } else { middle(limit, next) };
                    let range = format!("{} … {}", shown(limit, ty, coins), shown(next, ty, coins));
                    samples.extend(between.filter(|value| value != next).map(|value| (value, Some(range))));
                }
            }
            samples.extend(step(last, 1).map(|value| (value, Some(format!("> {}", shown(last, ty, coins))))));
        }
        _ => samples.extend(any_sample(ty).map(|value| (value, None))),
    }
    samples
        .into_iter()
        .filter(|(value, _)| bounds.iter().all(|bound| bound.admits(value)))
        .map(|(sample, range)| {
            let shown = range.unwrap_or_else(|| shown(&sample, ty, coins));
            Piece { shown: text(&shown, &shown), sample }
        })
        .collect()
}

/// The next or previous value of a whole kind; one more or less of a number.
fn step(value: &Value, by: i64) -> Option<Value> {
    match value {
        Value::Number(number) => number.checked_add(Rational::from(by)).ok().map(Value::Number),
        Value::Date(date) => date.add_days(by).ok().map(Value::Date),
        Value::Month(month) => month.add_months(by).ok().map(Value::Month),
        _ => None,
    }
}

fn middle(low: &Value, high: &Value) -> Option<Value> {
    match (low, high) {
        (Value::Number(low), Value::Number(high)) => {
            let sum = low.checked_add(*high).ok()?;
            sum.checked_div(Rational::integer(2)).ok().map(Value::Number)
        }
        _ => step(low, 1),
    }
}

fn any_sample(ty: Type) -> Option<Value> {
    match ty {
        Type::Date => Date::new(2000, 1, 1).map(Value::Date),
        Type::Month => Month::new(2000, 1).map(Value::Month),
        _ => Some(Value::Number(Rational::ZERO)),
    }
}

fn shown(value: &Value, ty: Type, coins: Rational) -> String {
    match value {
        Value::Number(number) if matches!(ty, Type::Money(_)) => {
            number.checked_div(coins).unwrap_or(*number).to_string()
        }
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Case(case) => case.to_string(),
    }
}
