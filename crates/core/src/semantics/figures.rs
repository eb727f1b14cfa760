//! Parameters: figures by date, region and key, and when dated bodies hold.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::{Map, Set};
use crate::program::figures::{Entry, Figure, Series, Validity, key_cases, key_index};
use crate::program::{Body, EnumId, Parameter, ParameterId, Region, Type, Value};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::data::FactKind;
use crate::semantics::names::{Global, TypeName};
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Stop};
use crate::sort;
use crate::syntax::tree;

/// Figures as they stand, each with its line.
type Written = Vec<((Option<Region>, u32), (Figure, Span))>;

/// The lines of a parameter, or of an amendment of one, while they are read.
#[derive(Default)]
struct Lines {
    /// How many lines the parameter has already.
    before: usize,
    /// Where lines hold that name no region.
    region: Option<Region>,
    entries: Vec<Entry>,
    series: Written,
    /// Whether a figure names another number of cases than the parameter has keys.
    misfits: bool,
}

/// The lines of an amendment: as written, and sorted by region and key.
pub(crate) struct AmendedLines {
    pub entries: Vec<Entry>,
    pub series: Series,
}

/// A parameter with more combinations of keys is not looked through for those without a figure.
const MOST_COMBINATIONS: u32 = 1 << 16;

/// How many of them are named.
const MOST_NAMED: usize = 6;

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
            label: label(tree.label.as_ref()),
            keys: keys.clone().unwrap_or_default(),
            ty: ty.unwrap_or(Type::Number),
            entries: Vec::new(),
            series: Vec::new(),
            strata: Vec::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        };
        match (ty, keys) {
            (Ok(Type::Record(_) | Type::List(_)), _) => {
                self.failed_parameters.insert(id);
                self.bad_literal_type(&tree.ty);
            }
            (Ok(ty), Ok(keys)) => {
                let kind = FactKind {
                    ty,
                    whole: matches!(tree.ty.kind, tree::TypeKind::Whole),
                    bounds: self.resolve_bounds(&tree.ty, ty),
                };
                let lines = self.read_entries(&tree.entries, &kind, &keys, Lines::default());
                if lines.misfits {
                    self.failed_parameters.insert(id);
                }
                parameter.entries = lines.entries;
                parameter.series = self.sort_series(lines.series);
                self.parameter_kinds.insert(id, kind);
            }
            _ => {
                self.failed_parameters.insert(id);
            }
        }
        if tree.entries.is_empty() && !self.faulty {
            self.report(problems::empty(&tree.name, "figure", "数额").help(text(
                "write `unknown` where the notice names the rule without a figure",
                "文件只提规则而未写数额的，请写“未定”",
            )));
        }
        self.program.parameters.push(parameter);
    }

    fn bad_literal_type(&mut self, written: &tree::Type) -> Stop {
        self.report(Diagnostic::error(
            Code::TypeMismatch,
            written.span,
            text("a figure cannot be an entity or a list", "参数的数额不能是对象或列表"),
        ))
    }

    fn resolve_keys(&mut self, keys: &[tree::Name]) -> Result<Vec<EnumId>, Stop> {
        let mut resolved = Vec::with_capacity(keys.len());
        for key in keys {
            match self.names.types.get(&key.text) {
                Some(TypeName::Enum(id)) => resolved.push(*id),
                _ if self.is_lost(&key.text) => return Err(Stop::Reported),
                _ => {
                    let near = self.suggestion(&key.text, self.names.types.keys().map(String::as_str));
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

    /// The lines of an amendment, which hold in the region of its file.
    pub(crate) fn amended_lines(
        &mut self,
        id: ParameterId,
        amend: &tree::Amend,
        entries: &[tree::Entry],
    ) -> Option<AmendedLines> {
        let kind = self.parameter_kinds.get(&id)?.clone();
        let parameter = self.program.parameters.get(id.index())?;
        let (keys, before) = (parameter.keys.clone(), parameter.entries.len());
        let region = self.region_of_layer(amend.span);
        let lines = Lines { before, region, ..Lines::default() };
        let mut lines = self.read_entries(entries, &kind, &keys, lines);
        for entry in &mut lines.entries {
            entry.citations.splice(0..0, citations(&amend.sources));
        }
        Some(AmendedLines { entries: lines.entries, series: self.sort_series(lines.series) })
    }

    fn read_entries(
        &mut self,
        entries: &[tree::Entry],
        kind: &FactKind,
        keys: &[EnumId],
        mut lines: Lines,
    ) -> Lines {
        for entry in entries {
            self.read_entry(entry, kind, keys, &mut lines);
        }
        lines
    }

    fn read_entry(&mut self, entry: &tree::Entry, kind: &FactKind, keys: &[EnumId], lines: &mut Lines) {
        let mut validity = self.validity(&entry.validity);
        validity.region = validity.region.or_else(|| lines.region.clone());
        let number = index(lines.before.saturating_add(lines.entries.len()));
        let mut given = Map::new();
        for figure in &entry.figures {
            if figure.keys.len() != keys.len() {
                // Without keys, one word at the parameter is missing for all its figures.
                if !(lines.misfits && keys.is_empty()) {
                    self.wrong_keys(figure, keys, entry.span);
                }
                lines.misfits = true;
                continue;
            }
            let Ok(key) = self.resolve_figure_key(figure, keys) else { continue };
            if let Some(earlier) = given.insert(key, figure.value.span) {
                self.report(
                    Diagnostic::error(
                        Code::DuplicateKey,
                        figure.value.span,
                        text("a second figure for the same case", "同一类别写了两个数额"),
                    )
                    .label(earlier, text("the first one", "第一个在此")),
                );
                continue;
            }
            let Ok(value) = self.figure(&figure.value, kind) else { continue };
            let figure_of_series = Figure { from: validity.from, to: validity.to, value, entry: number };
            let key = (validity.region.clone(), key);
            lines.series.push((key, (figure_of_series, entry.span)));
        }
        lines.entries.push(Entry { validity, citations: citations(&entry.sources), span: entry.span });
    }

    /// A figure. Unlike a fact it may have parts of a coin.
    fn figure(&mut self, expr: &tree::Expr, kind: &FactKind) -> Result<Option<Value>, Stop> {
        let value = self.literal(expr, kind.ty, true)?;
        let Some(known) = &value else { return Ok(None) };
        let fractional = matches!(known, Value::Number(number) if !number.is_integer());
        if kind.whole && fractional {
            return Err(self.range_violation(expr.span, text("this must be a whole number", "此处应为整数")));
        }
        if !kind.bounds.iter().all(|bound| bound.admits(known)) {
            let message = text("this figure is outside the declared range", "此数额超出声明的范围");
            return Err(self.range_violation(expr.span, message));
        }
        Ok(value)
    }

    fn resolve_figure_key(&mut self, figure: &tree::Figure, keys: &[EnumId]) -> Result<u32, Stop> {
        let mut cases = Vec::with_capacity(keys.len());
        for (name, key) in figure.keys.iter().zip(keys) {
            match self.case_of(*key, &name.text) {
                Some(case) => cases.push(case),
                None => return Err(self.unknown_case(name.span, &name.text, *key)),
            }
        }
        Ok(key_index(&cases, &self.key_sizes(keys)))
    }

    fn wrong_keys(&mut self, figure: &tree::Figure, keys: &[EnumId], place: Span) {
        let span = figure.keys.first().map_or(place, |key| key.span);
        let names: Vec<String> = keys
            .iter()
            .filter_map(|key| self.program.enums.get(key.index()))
            .map(|ty| ty.name.clone())
            .collect();
        let message = match names.as_slice() {
            [] => text("this parameter has no keys: the figure stands alone", "此参数不分类别，只写数额"),
            [only] => text(
                format!("a case of `{only}` stands before each figure"),
                format!("每个数额前应写明“{only}”中的一项"),
            ),
            several => text(
                format!("a case of each of `{}` stands before each figure", several.join("`, `")),
                format!("每个数额前应依次写明“{}”中的各一项", several.join("”“")),
            ),
        };
        let problem = Diagnostic::error(Code::MissingKey, span, message);
        let by: Option<Vec<&str>> = figure.keys.iter().map(|key| self.enum_with(&key.text)).collect();
        self.report(match by {
            Some(by) if names.is_empty() => problem.help(text(
                format!("to have a figure for each case, write `by {}` after its name", by.join(", ")),
                format!("要为各项分别写明数额，请在参数名称之后写“按 {}”", by.join("、")),
            )),
            _ => problem,
        });
    }

    /// The enum that has a case of this name.
    fn enum_with(&self, case: &str) -> Option<&str> {
        let mut enums = self.program.enums.iter();
        enums.find(|ty| ty.cases.iter().any(|known| known.name == case)).map(|ty| ty.name.as_str())
    }

    /// Warns of cases for which a keyed parameter has no figure in any region and on any date.
    pub(crate) fn warn_of_cases_without_figures(&mut self) {
        let mut problems = Vec::new();
        for parameter in &self.program.parameters {
            let sizes = self.key_sizes(&parameter.keys);
            let combinations = sizes.iter().fold(1_u32, |all, size| all.saturating_mul(*size));
            if parameter.keys.is_empty() || parameter.series.is_empty() || combinations > MOST_COMBINATIONS {
                continue;
            }
            let given: Set<u32> = parameter.series.iter().map(|((_, key), _)| *key).collect();
            let missing: Vec<u32> = (0..combinations).filter(|key| !given.contains(key)).collect();
            let Some(place) = self.names.global_places.get(&parameter.name).copied() else { continue };
            if !missing.is_empty() {
                let names =
                    missing.iter().take(MOST_NAMED).map(|key| self.cases_of_key(&parameter.keys, *key));
                problems.push(without_figure(place, &names.collect::<Vec<_>>(), missing.len()));
            }
        }
        for problem in problems {
            self.report(problem);
        }
    }

    /// The cases that a position among the figures of a parameter stands for.
    fn cases_of_key(&self, keys: &[EnumId], key: u32) -> String {
        let cases = key_cases(key, &self.key_sizes(keys));
        let names = keys.iter().zip(cases).map(|(id, case)| {
            let of = self.program.enums.get(id.index()).and_then(|ty| ty.cases.get(case as usize));
            of.map_or("", |case| case.name.as_str())
        });
        names.collect::<Vec<_>>().join(" ")
    }

    /// How many cases each key has.
    pub(crate) fn key_sizes(&self, keys: &[EnumId]) -> Vec<u32> {
        keys.iter()
            .map(|key| self.program.enums.get(key.index()).map_or(0, |ty| index(ty.cases.len())))
            .collect()
    }

    /// Sorts the figures of each region and key, ends each before the next begins, and reports those
    /// that overlap.
    fn sort_series(&mut self, series: Written) -> Series {
        let mut sorted = Series::new();
        for (key, mut figures) in sort::groups(series) {
            sort::by_key(&mut figures, |(figure, _)| figure.from);
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
            sorted.push((key, figures.into_iter().map(|(figure, _)| figure).collect()));
        }
        sorted
    }

    /// A written validity, its ends in order.
    pub(crate) fn validity(&mut self, tree: &tree::Validity) -> Validity {
        if let (Some((from, start)), Some((to, span))) = (tree.from, tree.to)
            && to < from
        {
            let problem = Diagnostic::error(
                Code::EntryOrder,
                span,
                text(
                    format!("this ends on {to}, before it begins on {from}"),
                    format!("止于{to}，早于起始日{from}"),
                ),
            );
            let problem = problem.label(start, text("it begins here", "起始日在此"));
            self.report(problem);
        }
        Validity {
            region: tree.region.as_ref().map(|code| self.region(&code.text, code.span)),
            from: tree.from.map(|(date, _)| date),
            to: tree.to.map(|(date, _)| date),
        }
    }

    /// A region for which something is said; warns where the policy does not hold there.
    pub(crate) fn region(&mut self, code: &str, span: Span) -> Region {
        let region = Region::new(code);
        if let Some(own) = self.region_of_layer(span)
            && !region.is_within(&own)
            && !own.is_within(&region)
        {
            self.report(problems::foreign_region(span, region.code(), own.code()));
        }
        region
    }

    /// Of two bodies for one region and the same days, the file of the one must use that of the other.
    pub(crate) fn check_prevailing_bodies(&mut self, bodies: &[Body], name: &str) {
        let mut dated = self.until_next(bodies);
        sort::by(&mut dated, |(one, _), (other, _)| {
            (&one.region, one.from).cmp(&(&other.region, other.from))
        });
        let mut open: Vec<(Validity, Span)> = Vec::new();
        for (body, place) in dated {
            open.retain(|(earlier, _)| earlier.overlaps(&body));
            for (_, earlier) in &open {
                let prevails = |one: Span, other: Span| self.layers.order.uses(one.source, other.source);
                if !prevails(place, *earlier) && !prevails(*earlier, place) {
                    let (first, second) = if self.rank(*earlier) <= self.rank(place) {
                        (*earlier, place)
                    } else {
                        (place, *earlier)
                    };
                    self.report(problems::conflicting(second, name, first));
                }
            }
            open.push((body, place));
        }
    }

    /// When bodies hold, and their places: one without an end holds until the next of its file begins.
    fn until_next(&self, bodies: &[Body]) -> Vec<(Validity, Span)> {
        let place = |body: &Body| self.program.nodes.get(body.node).span;
        let begins = |body: &Body| (body.validity.region.clone(), place(body).source, body.validity.from);
        let mut all: Vec<_> = bodies.iter().map(begins).collect();
        sort::by(&mut all, Ord::cmp);
        let ended = |body: &Body| {
            let own = begins(body);
            let next = all.get(all.partition_point(|other| *other <= own));
            let next = next.filter(|next| (&next.0, next.1) == (&own.0, own.1)).and_then(|next| next.2);
            let to = body.validity.to.or_else(|| next?.add_days(-1).ok());
            (Validity { to, ..body.validity.clone() }, place(body))
        };
        bodies.iter().map(ended).collect()
    }

    /// Dated bodies must not overlap within one region.
    pub(crate) fn check_bodies(&mut self, bodies: &[tree::Body]) -> Result<(), Stop> {
        let region = |body: &tree::Body| body.validity.region.as_ref().map(|code| Region::new(&code.text));
        let from = |body: &tree::Body| body.validity.from.map(|(date, _)| date);
        let mut sorted: Vec<_> = bodies.iter().map(|body| (region(body), from(body), body)).collect();
        sort::by(&mut sorted, |one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        let mut stop = Ok(());
        for ((region, from, earlier), (next_region, next_from, later)) in
            sorted.iter().zip(sorted.iter().skip(1))
        {
            let ends = earlier.validity.to.map(|(date, _)| date);
            let overlap = from == next_from || ends.is_some() && ends >= *next_from;
            if region == next_region && overlap {
                stop = Err(self.report(overlapping(earlier.value.span, later.value.span)));
            }
        }
        stop
    }
}

pub(crate) fn overlapping(first: Span, second: Span) -> Diagnostic {
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

fn without_figure(place: Span, names: &[String], count: usize) -> Diagnostic {
    let (mut en, mut zh) = (format!("`{}`", names.join("`, `")), format!("“{}”", names.join("”“")));
    let more = count.saturating_sub(names.len());
    if more > 0 {
        en.push_str(&format!(" and {more} more"));
        zh.push_str(&format!("等{count}项"));
    }
    Diagnostic::warning(
        Code::MissingKey,
        place,
        text(format!("there is no figure for {en}"), format!("没有{zh}的数额")),
    )
    .help(text(
        "write `unknown` where the notice names the rule without a figure; to read a figure that is not there is an error",
        "文件只提规则而未写数额的，请写“未定”；读取未写的数额会出错",
    ))
}
