//! Parameters: figures by date, region and key, and when dated bodies hold.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::figures::{Entry, Figure, Validity, key_index};
use crate::program::{EnumId, Parameter, ParameterId, Region, Type};
use crate::semantics::declare::{citations, index};
use crate::semantics::names::{Global, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree;

type Series = BTreeMap<(Option<Region>, u32), Vec<(Figure, Span)>>;

impl Analysis<'_> {
    /// Declares a parameter and reads its figures.
    pub(crate) fn declare_parameter(&mut self, tree: &tree::Parameter) {
        let id = ParameterId(index(self.program.parameters.len()));
        if !self.declare_global(&tree.name, Global::Parameter(id)) {
            return;
        }
        let ty = self.resolve_type(&tree.ty);
        let keys = self.resolve_keys(&tree.keys);
        let mut parameter = Parameter {
            name: tree.name.text.clone(),
            label: tree.label.as_ref().map(|label| label.text.clone()),
            keys: keys.clone().unwrap_or_default(),
            ty: ty.unwrap_or(Type::Number),
            entries: Vec::new(),
            series: BTreeMap::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        };
        if let (Ok(ty), Ok(keys)) = (ty, keys) {
            let mut series = Series::new();
            for entry in &tree.entries {
                self.read_entry(tree, entry, ty, &keys, &mut parameter, &mut series);
            }
            parameter.series = self.sort_series(series);
        }
        if tree.entries.is_empty() {
            self.report(
                Diagnostic::error(
                    Code::NoEntries,
                    tree.name.span,
                    text(
                        format!("`{}` has no figure", tree.name.text),
                        format!("“{}”没有数额", tree.name.text),
                    ),
                )
                .help(text(
                    "write `unknown` where the notice names the rule without a figure",
                    "文件只提规则而未写数额的，请写“未定”",
                )),
            );
        }
        self.program.parameters.push(parameter);
    }

    fn resolve_keys(&mut self, keys: &[tree::Name]) -> Result<Vec<EnumId>, Stop> {
        let mut resolved = Vec::with_capacity(keys.len());
        for key in keys {
            match self.names.types.get(&key.text) {
                Some(TypeName::Enum(id)) => resolved.push(*id),
                _ => {
                    let near = super::nearest(&key.text, self.names.types.keys().map(String::as_str))
                        .map(str::to_owned);
                    let problem = Diagnostic::error(
                        Code::UnknownType,
                        key.span,
                        text(
                            format!("there is no enum `{}`", key.text),
                            format!("没有名为“{}”的类别", key.text),
                        ),
                    );
                    return Err(self.report(problems::with_suggestion(problem, near.as_deref())));
                }
            }
        }
        Ok(resolved)
    }

    fn read_entry(
        &mut self,
        tree: &tree::Parameter,
        entry: &tree::Entry,
        ty: Type,
        keys: &[EnumId],
        parameter: &mut Parameter,
        series: &mut Series,
    ) {
        let validity = self.validity(&entry.validity);
        let number = index(parameter.entries.len());
        let bounds = self.resolve_bounds(&tree.ty, ty);
        let whole = matches!(tree.ty.kind, tree::TypeKind::Whole);
        let mut given = BTreeMap::new();
        for figure in &entry.figures {
            let Ok(key) = self.resolve_figure_key(figure, keys, entry.span) else { continue };
            if let Some(earlier) = given.insert(key, figure.value.span) {
                self.report(
                    Diagnostic::error(
                        Code::DuplicateKey,
                        figure.value.span,
                        text("a second figure for the same key", "同一类别写了两个数额"),
                    )
                    .label(earlier, text("the first one", "第一个在此")),
                );
                continue;
            }
            // A figure of a parameter may have parts of a coin; a fact may not.
            let Ok(value) = self.literal(&figure.value, ty, true) else { continue };
            if let Some(known) = &value
                && (!bounds.iter().all(|bound| bound.admits(known)) || whole && !is_whole(known))
            {
                self.report(Diagnostic::error(
                    Code::RangeViolation,
                    figure.value.span,
                    text("this figure is outside the declared range", "此数额超出声明的范围"),
                ));
                continue;
            }
            let figure_of_series = Figure { from: validity.from, to: validity.to, value, entry: number };
            let key = (validity.region.clone(), key);
            series.entry(key).or_default().push((figure_of_series, entry.span));
        }
        parameter.entries.push(Entry { validity, citations: citations(&entry.sources), span: entry.span });
    }

    fn resolve_figure_key(
        &mut self,
        figure: &tree::Figure,
        keys: &[EnumId],
        place: Span,
    ) -> Result<u32, Stop> {
        if figure.keys.len() != keys.len() {
            let span = figure.keys.first().map_or(place, |key| key.span);
            return Err(self.report(Diagnostic::error(
                Code::MissingKey,
                span,
                text(
                    format!("a figure here needs {} key(s) before it, not {}", keys.len(), figure.keys.len()),
                    format!("每个数额前应写{}个类别，写了{}个", keys.len(), figure.keys.len()),
                ),
            )));
        }
        let mut cases = Vec::with_capacity(keys.len());
        for (name, key) in figure.keys.iter().zip(keys) {
            match self.case_of(*key, &name.text) {
                Some(case) => cases.push(case),
                None => return Err(self.unknown_case(name.span, &name.text, *key)),
            }
        }
        Ok(key_index(&cases, &self.key_sizes(keys)))
    }

    /// How many cases each key has.
    pub(crate) fn key_sizes(&self, keys: &[EnumId]) -> Vec<u32> {
        keys.iter()
            .map(|key| self.program.enums.get(key.index()).map_or(0, |ty| index(ty.cases.len())))
            .collect()
    }

    /// Sorts the figures of each region and key, ends each before the next begins, and reports those
    /// that overlap.
    fn sort_series(&mut self, series: Series) -> BTreeMap<(Option<Region>, u32), Vec<Figure>> {
        let mut sorted = BTreeMap::new();
        for (key, mut figures) in series {
            figures.sort_by_key(|(figure, _)| figure.from);
            let starts: Vec<_> =
                figures.iter().skip(1).map(|(figure, place)| (figure.from, *place)).collect();
            for ((figure, place), (next, next_place)) in figures.iter_mut().zip(&starts) {
                let open_until = next.and_then(|next| next.add_days(-1).ok());
                let overlaps = match (figure.from, *next, figure.to) {
                    (from, next, _) if from == next => true,
                    (_, Some(next), Some(to)) => to >= next,
                    _ => false,
                };
                if overlaps {
                    self.report(overlapping(*place, *next_place));
                }
                figure.to = figure.to.or(open_until);
            }
            sorted.insert(key, figures.into_iter().map(|(figure, _)| figure).collect());
        }
        sorted
    }

    /// A written validity, its ends in order.
    pub(crate) fn validity(&mut self, tree: &tree::Validity) -> Validity {
        if let (Some((from, _)), Some((to, span))) = (tree.from, tree.to)
            && to < from
        {
            self.report(Diagnostic::error(
                Code::EntryOrder,
                span,
                text(
                    format!("this ends on {to}, before it begins on {from}"),
                    format!("止于{to}，早于起始日{from}"),
                ),
            ));
        }
        Validity {
            region: tree.region.as_ref().map(|region| Region::new(&region.text)),
            from: tree.from.map(|(date, _)| date),
            to: tree.to.map(|(date, _)| date),
        }
    }

    /// Dated bodies must not overlap within one region.
    pub(crate) fn check_bodies(&mut self, bodies: &[tree::Body]) -> Result<(), Stop> {
        let mut stop = Ok(());
        for (position, later) in bodies.iter().enumerate() {
            for earlier in bodies.iter().take(position) {
                let region =
                    |body: &tree::Body| body.validity.region.as_ref().map(|region| region.text.clone());
                let from = |body: &tree::Body| body.validity.from.map(|(date, _)| date);
                if region(later) != region(earlier) {
                    continue;
                }
                let (first, second) =
                    if from(earlier) <= from(later) { (earlier, later) } else { (later, earlier) };
                let ends = first.validity.to.map(|(date, _)| date);
                if from(first) == from(second) || ends.is_some() && ends >= from(second) {
                    stop = Err(self.report(overlapping(first.value.span, second.value.span)));
                }
            }
        }
        stop
    }
}

fn is_whole(value: &crate::program::Value) -> bool {
    !matches!(value, crate::program::Value::Number(number) if !number.is_integer())
}

fn overlapping(first: Span, second: Span) -> Diagnostic {
    Diagnostic::error(
        Code::OverlappingEntries,
        second,
        text("two entries hold on the same days", "两条规定的有效期重叠"),
    )
    .label(first, text("the other one", "另一条在此"))
    .help(text(
        "end the earlier one the day before, or leave its end out",
        "请让前一条止于前一日，或不写截止日",
    ))
}
