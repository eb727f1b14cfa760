//! Why something else falls due than the month before, or than was paid: which figure, fact or rule changed.

use super::instances::{Identity, Instances};
use super::outcome::{Change, ChangeKind};
use crate::decide::decision::{EntryRef, Explanation, ExplanationKind, Shown};
use crate::decide::show;
use crate::map::Map;
use crate::program::figures::of_region;
use crate::program::{Figure, Parameter, Program, Region, Type, Value};
use crate::sort;

/// The most changes told of one payment.
const MOST_CHANGES: usize = 24;

/// How deep an explanation is looked through.
const DEEPEST: usize = 32;

/// What an explanation rests on, each part once, with what rests on others before these.
type Parts<'e> = Vec<(Part<'e>, &'e Explanation)>;

/// Tells the parts of an explanation apart: the kind, the name and whose it is, and which of several values of
/// a part that was asked for more than once.
type Part<'e> = (ChangeKind, &'e str, Option<&'e Identity>, usize);

/// What changed from one month to the next: figures first, then facts, then what follows from them.
pub(super) fn changes(
    (before, instances_before): (&Explanation, &Instances),
    (after, instances): (&Explanation, &Instances),
) -> Vec<Change> {
    let earlier: Map<Part<'_>, &Explanation> = parts(before, instances_before).into_iter().collect();
    let mut changes: Vec<Change> = Vec::new();
    for (part, after) in parts(after, instances).into_iter().rev() {
        let Some(before) = earlier.get(&part) else { continue };
        if exact(before) != exact(after) {
            changes.push(change(part.0, before.value.clone(), after));
        }
    }
    sort::by_key(&mut changes, |change| rank(change.kind));
    changes.truncate(MOST_CHANGES);
    changes
}

/// The figures that something rests on and that replaced others.
pub(super) fn replacements(program: &Program, after: &Explanation, instances: &Instances) -> Vec<Change> {
    let mut changes: Vec<Change> = parts(after, instances)
        .into_iter()
        .filter_map(|(part, figure)| {
            let before = replaced(program, figure)?;
            (exact(figure) != Some(before.exact.as_str())).then(|| change(part.0, Some(before), figure))
        })
        .collect();
    changes.truncate(MOST_CHANGES);
    changes
}

fn rank(kind: ChangeKind) -> u8 {
    match kind {
        ChangeKind::Figure => 0,
        ChangeKind::Fact => 1,
        ChangeKind::Value => 2,
        ChangeKind::Start | ChangeKind::Stop => 3,
    }
}

fn exact(explanation: &Explanation) -> Option<&str> {
    explanation.value.as_ref().map(|value| value.exact.as_str())
}

fn change(kind: ChangeKind, before: Option<Shown>, after: &Explanation) -> Change {
    let is_figure = kind == ChangeKind::Figure;
    Change {
        kind,
        name: after.name.clone(),
        label: after.label.clone(),
        of: after.of.clone(),
        before,
        after: after.value.clone(),
        entry: after.entry.clone().filter(|_| is_figure),
        citations: citations(after, is_figure),
    }
}

/// The citations of a part; those of a table's row stand with its step.
fn citations(of: &Explanation, is_figure: bool) -> Vec<String> {
    let mut citations = of.citations.clone();
    if is_figure {
        citations.extend(of.steps.iter().flat_map(|step| step.citations.iter().cloned()));
    }
    citations
}

/// The parts below an explanation. Those that are explained elsewhere are found there.
fn parts<'e>(top: &'e Explanation, instances: &'e Instances) -> Parts<'e> {
    let mut values: Map<(ChangeKind, &str, &str), Vec<Option<&str>>> = Map::new();
    let mut parts = Vec::new();
    let mut open: Vec<(usize, std::slice::Iter<'_, Explanation>)> = vec![(0, top.children.iter())];
    while let Some((depth, children)) = open.last_mut() {
        let Some(child) = children.next() else {
            open.pop();
            continue;
        };
        let depth = *depth;
        if let Some(kind) = kind(child).filter(|_| !child.repeated) {
            let seen = values.or_default((kind, child.name.as_str(), child.of.as_str()));
            if !seen.contains(&exact(child)) {
                let whose = instances.at(&child.of).map(|known| &known.identity);
                parts.push(((kind, child.name.as_str(), whose, seen.len()), child));
                seen.push(exact(child));
            }
        }
        if depth < DEEPEST {
            open.push((depth + 1, child.children.iter()));
        }
    }
    parts
}

fn kind(of: &Explanation) -> Option<ChangeKind> {
    match of.kind {
        ExplanationKind::Parameter | ExplanationKind::Table => Some(ChangeKind::Figure),
        ExplanationKind::Fact | ExplanationKind::Assumed => Some(ChangeKind::Fact),
        _ => Some(ChangeKind::Value),
    }
}

/// The figure that held before the one an explanation gives.
fn replaced(program: &Program, figure: &Explanation) -> Option<Shown> {
    let entry = figure.entry.as_ref().filter(|entry| !entry.replaced)?;
    let (parameter, key) = parameter(program, figure)?;
    let level = entry.region.as_deref().map(Region::new);
    let (_, series) = of_region(&parameter.series, level.as_ref(), key)?;
    let at = series.iter().position(|of| of.from == entry.from || is_within(of, entry))?;
    let before = series.get(at.checked_sub(1)?)?.value.as_ref()?;
    Some(Shown {
        text: show::value(program, parameter.ty, before),
        exact: show::exact(program, parameter.ty, before),
    })
}

/// Whether a figure is one of those of a line: a line may hold for days on both sides of another.
fn is_within(figure: &Figure, line: &EntryRef) -> bool {
    let begins = line.from.is_none_or(|from| figure.from.is_some_and(|of| from <= of));
    begins && line.to.is_some() && figure.to == line.to
}

/// The parameter an explanation names, with the position of its keys: `rate(full, first)`.
fn parameter<'p>(program: &'p Program, figure: &Explanation) -> Option<(&'p Parameter, u32)> {
    if figure.kind != ExplanationKind::Parameter {
        return None;
    }
    let (name, keys) = match figure.name.split_once('(') {
        Some((name, keys)) => (name, keys.strip_suffix(')')?.split(", ").collect()),
        None => (figure.name.as_str(), Vec::new()),
    };
    let parameter = program.parameters.iter().find(|parameter| parameter.name == name)?;
    let (mut cases, mut sizes) = (Vec::new(), Vec::new());
    for (key, of) in keys.into_iter().zip(&parameter.keys) {
        let all = &program.enums.get(of.index())?.cases;
        let is_meant = |case: &u32| show::exact(program, Type::Case(*of), &Value::Case(*case)) == key;
        sizes.push(u32::try_from(all.len()).ok()?);
        cases.push((0..u32::try_from(all.len()).ok()?).find(is_meant)?);
    }
    Some((parameter, crate::program::figures::key_index(&cases, &sizes)))
}
