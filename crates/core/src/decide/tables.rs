//! Tables: finding the rows that apply, also while an argument is unknown.

use std::rc::Rc;

use super::combinations::Combinations;
use super::evaluate::{Evaluator, Scope};
use super::fault::{Fault, FaultKind, RuleId};
use super::lack::{Gaps, LackId};
use super::logic::Alternatives;
use super::operands::{Known, gaps_of};
use super::outcome::{CaseSet, Held, NoValue, Outcome, Unknown};
use super::ranges::{compared, differ};
use super::show;
use crate::number::Rational;
use crate::program::table::{Row, Test};
use crate::program::{Node, NodeId, NodeKind, Table, TableId, Type, Value};
use crate::vocabulary::Hit;

/// A lookup in a table, and how far it has come. It lives on the heap, so that tables that look up in
/// tables take little of the stack.
struct Lookup<'p> {
    node: &'p Node,
    id: TableId,
    table: &'p Table,
    column: usize,
    if_none: Option<NodeId>,
    /// What stands between several ways.
    gaps: Gaps,
    /// Which arguments the rows that may apply look at; empty where all are known.
    tested: Vec<bool>,
    /// One where all arguments of few cases are known; otherwise one for each combination of them. The
    /// last is looked up first.
    ways: Vec<Way>,
    /// What ways came to.
    outcomes: Vec<Outcome>,
    /// The scope outside the row being evaluated.
    outer: Option<Scope>,
}

/// A lookup with certain arguments.
struct Way {
    arguments: Vec<Known>,
    /// The rows that apply, and those that may while an argument is unknown.
    rows: Vec<(u32, bool)>,
    /// What the first of them came to.
    values: Vec<Outcome>,
    /// What the value for the case that no row applies came to, where it was needed.
    none: Option<Outcome>,
}

impl<'a> Evaluator<'a> {
    #[inline(never)]
    pub(super) fn table(&mut self, node: &'a Node) -> Outcome {
        let NodeKind::Table { arguments, on, .. } = &node.kind else {
            return Err(self.foreign());
        };
        let found = self.settle(&mut arguments.iter().chain(on).copied());
        let mut lookup = self.lookup(node, found)?;
        while let Some(value) = self.next_value(&mut lookup) {
            let outcome = self.eval(value);
            self.take_value(&mut lookup, outcome);
        }
        self.looked_up(*lookup)
    }

    /// What to look up, once the arguments are settled.
    #[inline(never)]
    fn lookup(&mut self, node: &'a Node, found: Result<Vec<Known>, Rc<Fault>>) -> Outcome<Box<Lookup<'a>>> {
        let NodeKind::Table { table: id, result, on, if_none, .. } = &node.kind else {
            return Err(self.foreign());
        };
        let id = &self.plan.table(*id);
        let table = self.program.tables.get(id.index()).ok_or_else(|| self.foreign())?;
        let mut arguments = found?;
        let on = self.reading_date(on.and_then(|_| arguments.pop()))?;
        let column = table
            .column(*result, on)
            .map_err(|from| self.fault(node.span, FaultKind::TableNotYet(*id, on, from)))?;
        let tested = self.tested(*id, table, &arguments);
        let gaps = gaps_of_tested(&arguments, &tested);
        let combinations = self.combinations(*id, table, arguments, &tested).into_iter().rev();
        let ways = combinations.map(|arguments| self.way(*id, table, arguments)).collect();
        let (outcomes, outer) = (Vec::new(), None);
        let if_none = *if_none;
        Ok(Box::new(Lookup { node, id: *id, table, column, if_none, gaps, tested, ways, outcomes, outer }))
    }

    /// The next node to evaluate, with its scope entered; nothing once all ways are through.
    #[inline(never)]
    fn next_value(&mut self, lookup: &mut Lookup<'a>) -> Option<NodeId> {
        loop {
            let way = lookup.ways.last()?;
            let row = way.rows.get(way.values.len());
            if let Some((row, _)) = row {
                match self.enter_row(lookup, way, *row) {
                    Ok((outer, value)) => {
                        lookup.outer = Some(outer);
                        return Some(value);
                    }
                    Err(missing) => self.take_value(lookup, Err(missing)),
                }
            } else if way.none.is_none()
                && let Some(if_none) = lookup.without_row(way)
            {
                return Some(if_none);
            } else if let Some(way) = lookup.ways.pop() {
                let outcome = self.combined_rows(lookup, way);
                lookup.outcomes.push(outcome);
            }
        }
    }

    /// Takes what the node came to, and leaves its scope.
    #[inline(never)]
    fn take_value(&mut self, lookup: &mut Lookup<'a>, outcome: Outcome) {
        if let Some(outer) = lookup.outer.take() {
            self.leave(outer);
        }
        if let Some(way) = lookup.ways.last_mut() {
            if way.values.len() < way.rows.len() {
                way.values.push(outcome);
            } else {
                way.none = Some(outcome);
            }
        }
    }

    /// What all ways have in common.
    #[inline(never)]
    fn looked_up(&mut self, mut lookup: Lookup<'a>) -> Outcome {
        if lookup.outcomes.len() == 1
            && let Some(outcome) = lookup.outcomes.pop()
        {
            return outcome;
        }
        let mut alternatives = Alternatives::between(lookup.gaps);
        lookup.outcomes.into_iter().for_each(|outcome| alternatives.add(outcome));
        alternatives.finish(self)
    }

    /// Which arguments the rows that may apply look at, where it matters because some are unknown.
    fn tested(&mut self, id: TableId, table: &Table, arguments: &[Known]) -> Vec<bool> {
        if arguments.iter().all(Result::is_ok) {
            return Vec::new();
        }
        let rows = self.plan.rows_of(id);
        self.charge(rows.len() / 8);
        let mut tested = vec![false; arguments.len()];
        for (row, _) in rows_found(table, rows, arguments) {
            let cells = table.rows.get(row as usize).map_or(&[][..], |row| row.cells.as_slice());
            for (tested, cell) in tested.iter_mut().zip(cells) {
                *tested |= !cell.contains(&Test::Any);
            }
        }
        tested
    }

    /// The arguments with every combination of those that are looked at, unknown and have few cases. Those
    /// of a number are the pieces between the limits it is compared with.
    fn combinations(
        &mut self,
        id: TableId,
        table: &Table,
        arguments: Vec<Known>,
        tested: &[bool],
    ) -> Vec<Vec<Known>> {
        if arguments.iter().all(Result::is_ok) {
            return vec![arguments];
        }
        for cut in [true, false] {
            let mut domains = Vec::with_capacity(arguments.len());
            for (at, (argument, (_, ty))) in arguments.iter().zip(&table.arguments).enumerate() {
                domains.push(match (argument, tested.get(at)) {
                    (Err(unknown), Some(true)) if ty.is_numeric() && cut => {
                        self.pieces(unknown, &limits(table, self.plan.rows_of(id), at))
                    }
                    (Err(unknown), Some(true)) => self.domain(unknown, *ty),
                    _ => vec![argument.clone()],
                });
            }
            if let Some(combinations) = Combinations::of(&domains) {
                return combinations.collect();
            }
        }
        vec![arguments]
    }

    /// The values an argument may have, where they are few; otherwise the argument as it is.
    fn domain(&self, unknown: &Unknown, ty: Type) -> Vec<Known> {
        let known = |value: Value| Ok(Held::Value(value));
        match ty {
            Type::Bool => vec![known(Value::Bool(false)), known(Value::Bool(true))],
            Type::Case(_) => {
                let all = show::enum_of(self.program, ty).and_then(|ty| CaseSet::first(ty.cases.len()));
                match unknown.cases().or(all) {
                    Some(set) if !set.is_empty() => {
                        set.cases().map(|case| known(Value::Case(case))).collect()
                    }
                    _ => vec![Err(unknown.clone())],
                }
            }
            _ => vec![Err(unknown.clone())],
        }
    }

    fn way(&mut self, id: TableId, table: &Table, arguments: Vec<Known>) -> Way {
        let plan = self.plan;
        let rows = plan.rows_of(id);
        self.charge(rows.len() / 8);
        let found = rows_found(table, rows, &arguments);
        Way { arguments, values: Vec::with_capacity(found.len()), rows: found, none: None }
    }

    fn enter_row(&mut self, lookup: &Lookup<'a>, way: &Way, row: u32) -> Outcome<(Scope, NodeId)> {
        let row = lookup.table.rows.get(row as usize).ok_or_else(|| self.foreign())?;
        let value = row.values.get(lookup.column).copied().ok_or_else(|| self.foreign())?;
        let value = value.ok_or(LackId::Table(lookup.id))?;
        let locals = way.arguments.iter().cloned().map(|argument| argument.map_err(NoValue::from)).collect();
        let outer = self.enter_bare(RuleId::Table(lookup.id));
        self.set_locals(locals);
        Ok((outer, value))
    }

    /// What the rows come to together.
    #[inline(never)]
    fn combined_rows(&mut self, lookup: &Lookup<'a>, mut way: Way) -> Outcome {
        let values = std::mem::take(&mut way.values);
        if way.rows.is_empty() {
            return way.none.take().unwrap_or_else(|| self.no_row(lookup, &way));
        }
        match lookup.table.hit {
            Hit::Unique | Hit::First => self.one_row(lookup, way, values),
            Hit::Sum => self.sum_of_rows(lookup, &way, values),
            Hit::Highest => self.best_of_rows(lookup, &way, values, true),
            Hit::Lowest => self.best_of_rows(lookup, &way, values, false),
        }
    }

    fn no_row(&self, lookup: &Lookup<'a>, way: &Way) -> Outcome {
        if lookup.table.hit == Hit::Sum {
            return Ok(Held::number(Rational::ZERO));
        }
        let known = |argument: &Known| match argument {
            Ok(Held::Value(value)) => Some(value.clone()),
            _ => None,
        };
        let known = way.arguments.iter().map(known).collect();
        Err(self.fault(lookup.node.span, FaultKind::NoTableRow(lookup.id, known)))
    }

    fn one_row(&mut self, lookup: &Lookup<'a>, mut way: Way, mut values: Vec<Outcome>) -> Outcome {
        if let [(_, true)] = way.rows.as_slice() {
            return values.pop().unwrap_or_else(|| Err(self.foreign()));
        }
        let mut alternatives = Alternatives::between(gaps_of_tested(&way.arguments, &lookup.tested));
        values.into_iter().for_each(|value| alternatives.add(value));
        if !way.ends_surely() {
            let none = way.none.take();
            alternatives.add(none.unwrap_or_else(|| self.no_row(lookup, &way)));
        }
        alternatives.finish(self)
    }

    fn sum_of_rows(&mut self, lookup: &Lookup<'a>, way: &Way, values: Vec<Outcome>) -> Outcome {
        // Without a row that is sure to apply, it may be that the value for that case counts.
        let mut open = lookup.if_none.is_some() && way.rows.iter().all(|(_, sure)| !sure);
        let mut terms = Vec::new();
        for ((_, sure), value) in way.rows.iter().zip(values) {
            match value {
                Ok(term) if *sure => terms.push(Ok(term)),
                Ok(term) => open |= !term.is_zero(),
                Err(NoValue::Unknown(unknown)) => {
                    open |= !sure;
                    terms.push(Err(unknown));
                }
                Err(NoValue::Fault(_)) if !sure => open = true,
                Err(fault) => return Err(fault),
            }
        }
        self.unless_open(open, lookup, way, &terms)?;
        self.total_of(lookup.node.span, terms)
    }

    fn best_of_rows(
        &mut self,
        lookup: &Lookup<'a>,
        way: &Way,
        values: Vec<Outcome>,
        highest: bool,
    ) -> Outcome {
        let mut open = false;
        let mut known = Vec::new();
        for ((_, sure), value) in way.rows.iter().zip(values) {
            open |= !sure;
            match value {
                Ok(value) => known.push(Ok(value)),
                Err(NoValue::Unknown(unknown)) => known.push(Err(unknown)),
                Err(NoValue::Fault(_)) if !sure => {}
                Err(fault) => return Err(fault),
            }
        }
        self.unless_open(open, lookup, way, &known)?;
        self.best(known, highest)
    }

    /// Unknown where it is open which rows apply. The numbers by which they are chosen have been cut into
    /// pieces where that is of use, so nothing is concluded here from what the rows that may apply give.
    fn unless_open(&mut self, open: bool, lookup: &Lookup<'a>, way: &Way, values: &[Known]) -> Outcome<()> {
        if !open {
            return Ok(());
        }
        let mut gaps = gaps_of_tested(&way.arguments, &lookup.tested);
        gaps.append(gaps_of(values));
        gaps.doubt();
        self.unless_missing(gaps)
    }
}

impl Lookup<'_> {
    /// The value for the case that no row applies, where that can be and there is one.
    fn without_row(&self, way: &Way) -> Option<NodeId> {
        let needed = match self.table.hit {
            Hit::Unique | Hit::First => !way.ends_surely(),
            Hit::Sum | Hit::Highest | Hit::Lowest => way.rows.is_empty(),
        };
        self.if_none.filter(|_| needed)
    }
}

impl Way {
    /// Whether the last row is sure to apply.
    fn ends_surely(&self) -> bool {
        self.rows.last().is_some_and(|(_, sure)| *sure)
    }
}

/// What the arguments that are looked at lack.
fn gaps_of_tested(arguments: &[Known], tested: &[bool]) -> Gaps {
    let mut gaps = Gaps::default();
    let looked_at = arguments.iter().zip(tested).filter(|(_, tested)| **tested);
    looked_at.filter_map(|(known, _)| known.as_ref().err()).for_each(|unknown| gaps.add(unknown.lack));
    gaps
}

/// The numbers with which rows compare an argument, ascending.
fn limits(table: &Table, rows: &[u32], at: usize) -> Vec<Rational> {
    let mut limits = Vec::new();
    let mut add = |value: &Value| {
        if let Value::Number(limit) = value
            && let Err(position) = limits.binary_search(limit)
        {
            limits.insert(position, *limit);
        }
    };
    for row in rows.iter().filter_map(|row| table.rows.get(*row as usize)) {
        for test in row.cells.get(at).map_or(&[][..], Vec::as_slice) {
            match test {
                Test::Any => {}
                Test::Equal(value) => add(value),
                Test::Within(bounds) => bounds.iter().for_each(|(_, limit)| add(limit)),
            }
        }
    }
    limits
}

/// The rows that apply or may, in order; for `unique` and `first` none after the one that applies.
fn rows_found(table: &Table, rows: &[u32], arguments: &[Known]) -> Vec<(u32, bool)> {
    let mut found = Vec::new();
    for position in rows {
        let Some(row) = table.rows.get(*position as usize) else { continue };
        match row_matches(row, arguments) {
            Some(false) => {}
            None => found.push((*position, false)),
            Some(true) => {
                if table.hit == Hit::Unique {
                    // No two rows of such a table apply to one case, so those before cannot.
                    found.clear();
                }
                found.push((*position, true));
                if matches!(table.hit, Hit::Unique | Hit::First) {
                    break;
                }
            }
        }
    }
    found
}

/// The positions of the rows that apply to known arguments, as many as count.
pub(super) fn rows_that_apply(table: &Table, rows: &[u32], arguments: &[Value]) -> Vec<u32> {
    let arguments: Vec<Known> = arguments.iter().cloned().map(|value| Ok(Held::Value(value))).collect();
    let applies = |position: &u32| {
        let row = table.rows.get(*position as usize);
        row.is_some_and(|row| row_matches(row, &arguments) == Some(true))
    };
    let most = if matches!(table.hit, Hit::Unique | Hit::First) { 1 } else { usize::MAX };
    rows.iter().copied().filter(|position| applies(position)).take(most).collect()
}

/// Whether a row applies; nothing where that is unknown.
fn row_matches(row: &Row, arguments: &[Known]) -> Option<bool> {
    let cells = row.cells.iter().zip(arguments).map(|(cell, argument)| cell_matches(cell, argument));
    all(cells)
}

fn cell_matches(cell: &[Test], argument: &Known) -> Option<bool> {
    let none = cell.iter().map(|test| test_matches(test, argument).map(|matches| !matches));
    all(none).map(|none| !none)
}

fn test_matches(test: &Test, argument: &Known) -> Option<bool> {
    match (test, argument) {
        (Test::Any, _) => Some(true),
        (Test::Equal(value), Ok(Held::Value(argument))) => Some(value == argument),
        (Test::Equal(Value::Case(case)), Err(unknown)) => {
            let out = CaseSet::one(*case)?.is_disjoint(unknown.cases()?);
            out.then_some(false)
        }
        (Test::Equal(value), Err(_)) => differ(argument, &fixed(value)).then_some(false),
        (Test::Within(bounds), Err(_)) => {
            all(bounds.iter().map(|(comparison, limit)| compared(*comparison, argument, &fixed(limit))))
        }
        // Instances and lists are no arguments.
        (_, Ok(Held::Instance(_) | Held::List(_))) => Some(false),
        (Test::Within(bounds), Ok(Held::Value(argument))) => {
            Some(bounds.iter().all(|(comparison, limit)| {
                argument.compare(limit).is_some_and(|order| comparison.accepts(order))
            }))
        }
    }
}

fn fixed(value: &Value) -> Known {
    Ok(Held::Value(value.clone()))
}

/// Three-valued `and`.
fn all(terms: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for term in terms {
        match term {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}
