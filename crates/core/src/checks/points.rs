//! The dates and regions on which the figures of a check change.

use crate::calendar::Date;
use crate::program::check::Reach;
use crate::program::figures::Validity;
use crate::program::{Body, Program, Region, Rule};
use crate::sort;

/// Some day; a check whose figures never change is tried on it.
pub(super) fn any_day() -> Option<Date> {
    Date::new(2000, 1, 1)
}

/// Days through which no figure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The first day; from the beginning when absent.
    pub(super) from: Option<Date>,
    /// The last day; open when absent.
    pub(super) to: Option<Date>,
    /// A day to try.
    pub(super) day: Date,
}

/// The regions in which figures differ: the policy's own, and those inside it that have figures of
/// their own.
pub(super) fn regions(program: &Program, reach: &Reach) -> Vec<Option<Region>> {
    let mut named: Vec<&Region> = Vec::new();
    for id in &reach.parameters {
        let Some(parameter) = program.parameters.get(id.index()) else { continue };
        for ((region, _), _) in &parameter.series {
            named.extend(region);
        }
    }
    for body in bodies(program, reach) {
        named.extend(&body.validity.region);
    }
    for id in &reach.tables {
        let Some(table) = program.tables.get(id.index()) else { continue };
        for (region, _) in &table.variants {
            named.extend(region);
        }
        for row in program.tables_of(*id).into_iter().flat_map(|table| &table.rows) {
            named.extend(&row.region);
        }
    }
    for id in &reach.values {
        let Some(value) = program.values.get(id.index()) else { continue };
        for variant in &value.variants {
            named.extend(&variant.region);
        }
    }
    let own = program.region.as_ref();
    let mut regions = vec![own.cloned()];
    for region in sort::distinct(named) {
        if Some(region) != own && own.is_none_or(|own| region.is_within(own)) {
            regions.push(Some(region.clone()));
        }
    }
    regions
}

/// The stretches of days through which no figure changes in a region.
pub(super) fn stretches(program: &Program, reach: &Reach, region: Option<&Region>) -> Vec<Stretch> {
    let days = with_shifts(change_days(program, reach, region), reach);
    let mut stretches = Vec::with_capacity(days.len().saturating_add(1));
    let Some(first) = days.first() else {
        return any_day().map(|day| Stretch { from: None, to: None, day }).into_iter().collect();
    };
    if let Some(before) = day_after(*first, -1) {
        stretches.push(Stretch { from: None, to: Some(before), day: before });
    }
    let mut days = days.iter().peekable();
    while let Some(day) = days.next() {
        let to = days.peek().and_then(|next| day_after(**next, -1));
        stretches.push(Stretch { from: Some(*day), to, day: *day });
    }
    stretches
}

/// The days on which a figure begins, or no longer holds, for a region and those above it.
fn change_days(program: &Program, reach: &Reach, region: Option<&Region>) -> Vec<Date> {
    let mut days = Vec::new();
    let mut level = region.cloned();
    loop {
        for id in &reach.parameters {
            let Some(parameter) = program.parameters.get(id.index()) else { continue };
            let first = parameter.series.partition_point(|((region, _), _)| *region < level);
            let here = parameter.series.iter().skip(first).take_while(|((region, _), _)| *region == level);
            for figure in here.flat_map(|(_, series)| series) {
                note(&mut days, figure.from, figure.to);
            }
        }
        for body in bodies(program, reach).into_iter().filter(|body| body.validity.region == level) {
            let Validity { from, to, .. } = body.validity;
            note(&mut days, from, to);
        }
        match level {
            Some(region) => level = region.parent(),
            None => break,
        }
    }
    for id in &reach.tables {
        let columns = program.tables_of(*id).into_iter().flat_map(|table| &table.columns);
        columns.for_each(|column| note(&mut days, column.from, None));
    }
    sort::distinct(days)
}

fn note(days: &mut Vec<Date>, from: Option<Date>, to: Option<Date>) {
    days.extend(from);
    days.extend(to.and_then(|to| day_after(to, 1)));
}

/// The days and those on which a figure read from another date changes: of `standard on (as_of - 12
/// months)` twelve months later. Where a month is shorter that may be the day after.
fn with_shifts(plain: Vec<Date>, reach: &Reach) -> Vec<Date> {
    let mut days = plain.clone();
    for shift in &reach.shifts {
        let back = shift.by.saturating_neg();
        for day in &plain {
            let moved = if shift.months { day.add_months(back) } else { day.add_days(back) };
            let Ok(moved) = moved else { continue };
            days.push(moved);
            days.extend(day_after(moved, 1));
        }
    }
    sort::distinct(days)
}

fn day_after(day: Date, days: i64) -> Option<Date> {
    day.add_days(days).ok()
}

/// The bodies of all definitions that are reached.
fn bodies<'p>(program: &'p Program, reach: &Reach) -> Vec<&'p Body> {
    let mut all = Vec::new();
    for id in &reach.values {
        if let Some(Rule::Definition(bodies)) = program.values.get(id.index()).map(|value| &value.rule) {
            all.extend(bodies);
        }
    }
    for id in &reach.functions {
        let Some(function) = program.functions.get(id.index()) else { continue };
        all.extend(&function.bodies);
    }
    all
}
