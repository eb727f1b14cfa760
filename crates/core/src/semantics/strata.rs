//! Figures of one region and key from several files: those of a file that uses another replace the
//! other's on the days they hold.

use crate::calendar::Date;
use crate::program::ParameterId;
use crate::program::figures::{Entry, Figure, Series};
use crate::semantics::Analysis;
use crate::semantics::figures::overlapping;
use crate::semantics::problems;
use crate::sort;

impl Analysis<'_> {
    /// Lays the figures of a parameter's amendments, in the order of their files, over its own.
    pub(crate) fn lay_strata(&mut self, id: ParameterId, amended: Vec<Series>) {
        let Some(parameter) = self.program.parameters.get_mut(id.index()) else { return };
        let mut all = std::mem::take(&mut parameter.series);
        for series in amended {
            all.extend(series);
        }
        let mut covered: Vec<(u32, u32)> = Vec::new();
        for (key, strata) in sort::groups(all) {
            let mut merged = strata.first().cloned().unwrap_or_default();
            for above in strata.iter().skip(1) {
                merged = lay_over(&merged, above, &mut covered);
            }
            parameter.series.push((key.clone(), merged));
            if strata.len() > 1 {
                parameter.strata.push((key, strata));
            }
        }
        self.check_prevailing(id, &covered);
    }

    /// Of two lines for the same days, the file of the one must use that of the other.
    fn check_prevailing(&mut self, id: ParameterId, covered: &[(u32, u32)]) {
        let mut problems = Vec::new();
        let Some(parameter) = self.program.parameters.get(id.index()) else { return };
        let place = |line: u32| parameter.entries.get(line as usize).map(|line: &Entry| line.span);
        for (above, below) in covered {
            let (Some(above), Some(below)) = (place(*above), place(*below)) else { continue };
            if above.source == below.source {
                problems.push(overlapping(below, above));
            } else if !self.layers.order.uses(above.source, below.source) {
                problems.push(problems::conflicting(above, &parameter.name, below));
            }
        }
        for problem in problems {
            self.report(problem);
        }
    }
}

/// Both series in one: what stands below holds on the days that are not covered. Notes which line covers
/// which.
fn lay_over(below: &[Figure], above: &[Figure], covered: &mut Vec<(u32, u32)>) -> Vec<Figure> {
    let mut merged = above.to_vec();
    let mut first = 0;
    for figure in below {
        // What ends before this figure begins ends before those that follow, too.
        while above.get(first).is_some_and(|cover| ends_before(cover.to, figure.from)) {
            first += 1;
        }
        let mut from = Some(figure.from);
        for cover in above.iter().skip(first) {
            if ends_before(figure.to, cover.from) {
                break;
            }
            covered.push((cover.entry, figure.entry));
            let Some(open) = from else { break };
            if let Some(begins) = cover.from
                && open.is_none_or(|open| open < begins)
                && let Ok(to) = begins.add_days(-1)
            {
                merged.push(Figure { from: open, to: Some(to), ..figure.clone() });
            }
            from = cover.to.and_then(|to| to.add_days(1).ok()).map(Some);
        }
        if let Some(from) = from
            && !ends_before(figure.to, from)
        {
            merged.push(Figure { from, ..figure.clone() });
        }
    }
    sort::by_key(&mut merged, |figure| figure.from);
    merged
}

/// Whether something that ends on a day, or never, ends before something that begins on a day, or always.
fn ends_before(to: Option<Date>, from: Option<Date>) -> bool {
    matches!((to, from), (Some(to), Some(from)) if to < from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<Date> {
        Some(Date::parse_iso(text).unwrap())
    }

    fn figure(from: &str, to: &str, entry: u32) -> Figure {
        let date = |text: &str| if text.is_empty() { None } else { date(text) };
        Figure { from: date(from), to: date(to), value: None, entry }
    }

    #[test]
    fn what_is_covered_holds_before_and_after() {
        let below = [figure("2020-01-01", "2021-12-31", 0), figure("2022-01-01", "", 1)];
        let above = [figure("2021-06-01", "2022-03-31", 2), figure("2023-01-01", "2023-12-31", 3)];
        let mut covered = Vec::new();
        let merged = lay_over(&below, &above, &mut covered);
        let expected = [
            figure("2020-01-01", "2021-05-31", 0),
            figure("2021-06-01", "2022-03-31", 2),
            figure("2022-04-01", "2022-12-31", 1),
            figure("2023-01-01", "2023-12-31", 3),
            figure("2024-01-01", "", 1),
        ];
        assert_eq!(merged, expected);
        assert_eq!(covered, [(2, 0), (2, 1), (3, 1)]);
    }

    #[test]
    fn what_always_holds_covers_everything() {
        let below = [figure("2020-01-01", "2021-12-31", 0), figure("2022-01-01", "", 1)];
        let merged = lay_over(&below, &[figure("", "", 2)], &mut Vec::new());
        assert_eq!(merged, [figure("", "", 2)]);
        let merged = lay_over(&[figure("", "", 0)], &[figure("2022-01-01", "", 1)], &mut Vec::new());
        assert_eq!(merged, [figure("", "2021-12-31", 0), figure("2022-01-01", "", 1)]);
    }
}
