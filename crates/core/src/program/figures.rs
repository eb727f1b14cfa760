//! Figures by date, region and key, with their citations.

use super::{EnumId, Layer, Region, Type, Value};
use crate::calendar::Date;
use crate::diagnostic::Span;

/// When and where something holds; both ends inclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The region; everywhere in the policy's region when absent.
    pub region: Option<Region>,
    /// The first day; from the beginning when absent.
    pub from: Option<Date>,
    /// The last day; open when absent.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether both hold in one region, and on some day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before =
            |one: &Self, two: &Self| matches!((one.to, two.from), (Some(to), Some(from)) if to < from);
        self.region == other.region && !before(self, other) && !before(other, self)
    }
}

/// What each region that has any of its own has for each key index, in the order of regions and keys.
pub type ByRegionAndKey<T> = Vec<((Option<Region>, u32), T)>;

/// For each region that has figures of its own and each key index, the figures by date.
pub type Series = ByRegionAndKey<Vec<Figure>>;

/// What a region itself has for a key, and that region.
pub(crate) fn of_region<'a, T>(
    all: &'a ByRegionAndKey<T>,
    region: Option<&Region>,
    key: u32,
) -> Option<(Option<&'a Region>, &'a T)> {
    let at = all.binary_search_by(|((of, index), _)| (of.as_ref(), *index).cmp(&(region, key))).ok()?;
    all.get(at).map(|((of, _), found)| (of.as_ref(), found))
}

/// A parameter: dated, regional, keyed figures.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// The enums it is keyed by.
    pub keys: Vec<EnumId>,
    /// Its type.
    pub ty: Type,
    /// The lines as written.
    pub entries: Vec<Entry>,
    /// For each region that has figures of its own and each key index, the figures by date.
    pub series: Series,
    /// Where files amend figures of the same region and key: those of each file, the first below.
    pub strata: ByRegionAndKey<Vec<Vec<Figure>>>,
    /// Citations of the whole parameter.
    pub citations: Vec<String>,
    /// The whole statement.
    pub span: Span,
}

/// A line of a parameter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When and where it holds, as written.
    pub validity: Validity,
    /// Citations.
    pub citations: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A figure of a series. Series are sorted by `from` and do not overlap: an entry without an end holds
/// until the day before the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The first day; from the beginning when absent.
    pub from: Option<Date>,
    /// The last day; open when absent.
    pub to: Option<Date>,
    /// The figure; absent where the notice names a rule but no figure.
    pub value: Option<Value>,
    /// The line it stands in.
    pub entry: u32,
}

/// What a lookup found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// A figure (perhaps an unknown one) and the region at whose level it was found.
    Found(&'a Figure, Option<&'a Region>),
    /// The region has figures, all later than the date; the first of them.
    NotYet(&'a Figure),
    /// The region has figures, but none covers the date; the last one before it.
    Expired(&'a Figure),
    /// Neither the region nor any above it has a figure for the key.
    Nothing,
}

/// A parameter resolved for a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The figure, or why there is none.
    pub figure: Availability,
    /// The line it comes from, where there is one.
    pub entry: Option<u32>,
    /// The region at whose level it was found.
    pub level: Option<Region>,
    /// Whether a test or a what-if replaced it.
    pub replaced: bool,
}

/// Whether there is a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// The figure.
    Known(Value),
    /// The notice names the rule without the figure.
    Unknown,
    /// No entry yet on that date; the first one begins on the date given.
    NotYet(Option<Date>),
    /// The last entry ended on the date given.
    Expired(Option<Date>),
    /// No entry for the region or key.
    Nothing,
}

impl Parameter {
    /// Finds the figure for a key on a date: the region itself, then each region above it, then the
    /// entries without a region. The first level that has any figure for the key decides.
    #[must_use]
    pub fn lookup(&self, region: Option<&Region>, key: u32, date: Date) -> Lookup<'_> {
        let mut level = region.cloned();
        loop {
            if let Some((found, series)) = of_region(&self.series, level.as_ref(), key) {
                return in_series(series, found, date);
            }
            match level {
                Some(region) => level = region.parent(),
                None => return Lookup::Nothing,
            }
        }
    }

    /// The lookup as a plan keeps it.
    #[must_use]
    pub fn resolve(&self, region: Option<&Region>, key: u32, date: Date) -> Resolved {
        let (figure, entry, level) = match self.lookup(region, key, date) {
            Lookup::Found(figure, level) => {
                let value = figure.value.clone().map_or(Availability::Unknown, Availability::Known);
                (value, Some(figure.entry), level.cloned())
            }
            Lookup::NotYet(figure) => (Availability::NotYet(figure.from), Some(figure.entry), None),
            Lookup::Expired(figure) => (Availability::Expired(figure.to), Some(figure.entry), None),
            Lookup::Nothing => (Availability::Nothing, None, None),
        };
        Resolved { figure, entry, level, replaced: false }
    }
}

impl Parameter {
    /// What would have held on a date if the layer that gave a figure had not: a figure of another layer, of
    /// the same region or the nearest above it.
    #[must_use]
    pub fn replaced_by(
        &self,
        layers: &[Layer],
        found: u32,
        level: Option<&Region>,
        key: u32,
        date: Date,
    ) -> Option<&Figure> {
        // An annex belongs to the layer of the file that names it.
        let layer = |entry: u32| {
            let source = self.entries.get(entry as usize)?.span.source;
            layers.iter().position(|layer| layer.sources.contains(&source))
        };
        let amending = layer(found);
        let here = of_region(&self.strata, level, key).map_or(&[][..], |(_, strata)| strata.as_slice());
        let below = here.iter().rev().skip_while(|series| !series.iter().any(|figure| figure.entry == found));
        let here = below.skip(1).find_map(|series| match in_series(series, None, date) {
            Lookup::Found(figure, _) => Some(figure),
            _ => None,
        });
        let replaced = here.or_else(|| match self.lookup(level?.parent().as_ref(), key, date) {
            Lookup::Found(figure, _) => Some(figure),
            _ => None,
        });
        replaced.filter(|figure| layer(figure.entry) != amending)
    }
}

fn in_series<'a>(series: &'a [Figure], level: Option<&'a Region>, date: Date) -> Lookup<'a> {
    let begun = series.partition_point(|figure| figure.from.is_none_or(|from| from <= date));
    match begun.checked_sub(1).and_then(|last| series.get(last)) {
        Some(figure) if figure.to.is_none_or(|to| date <= to) => Lookup::Found(figure, level),
        Some(figure) => Lookup::Expired(figure),
        None => series.first().map_or(Lookup::Nothing, Lookup::NotYet),
    }
}

/// The position of a combination of cases among all combinations: the last key varies fastest.
/// `sizes` are the numbers of cases of the enums in the same order.
#[must_use]
pub fn key_index(cases: &[u32], sizes: &[u32]) -> u32 {
    cases.iter().zip(sizes).fold(0, |index, (case, size)| index.saturating_mul(*size).saturating_add(*case))
}

/// The combination of cases at a position, of which [`key_index`] tells the position.
#[must_use]
pub fn key_cases(index: u32, sizes: &[u32]) -> Vec<u32> {
    let mut rest = index;
    let mut cases: Vec<u32> = Vec::with_capacity(sizes.len());
    for size in sizes.iter().rev() {
        cases.push(rest.checked_rem(*size).unwrap_or(0));
        rest = rest.checked_div(*size).unwrap_or(0);
    }
    cases.reverse();
    cases
}
