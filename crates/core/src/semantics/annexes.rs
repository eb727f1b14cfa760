//! Puts the rows of annexes in the place of written entries, so that they are checked like those.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Span, Text, nearest};
use crate::layers::Annexes;
use crate::syntax::sheet::{Cell, Heading, Sheet, headings};
use crate::syntax::tree::{
    self, DurationUnit, Entry, Expr, ExprKind, Figure, File, Name, Quoted, Statement, TypeKind, Validity,
};

/// How many problems of all annexes are reported.
const MOST_PROBLEMS: usize = 200;

/// What a cell may say instead of a case's name, and all that may head a column.
struct Known {
    /// The names and labels of enums and tiers, and what each of their cases is called.
    types: HashMap<String, Cases>,
    parameters: HashMap<String, Declared>,
    /// Names and labels that may head columns that belong to something else.
    headings: Vec<String>,
    currency: String,
}

#[derive(Clone, Default)]
struct Cases {
    label: Option<String>,
    /// Names, labels and aliases, each with the name.
    names: HashMap<String, String>,
}

/// What a parameter is declared to be.
#[derive(Clone)]
struct Declared {
    label: Option<String>,
    keys: Vec<String>,
    ty: TypeKind,
}

/// Which columns of an annex a parameter reads.
#[derive(Default)]
struct Columns {
    region: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
    source: Option<usize>,
    keys: Vec<usize>,
    value: usize,
}

/// Fills parameters and their amendments from annexes. Of one that cannot be read only that is said.
pub fn fill_annexes(files: &mut [File], annexes: &Annexes) -> Vec<Diagnostic> {
    let has_annex = |statement: &Statement| match statement {
        Statement::Parameter(parameter) => parameter.annex.is_some(),
        Statement::Amend(amend) => amend.annex.is_some(),
        _ => false,
    };
    if !files.iter().flat_map(|file| &file.statements).any(has_annex) {
        return Vec::new();
    }
    let known = Known::of(files);
    let mut problems = Vec::new();
    for file in files {
        let mut faults = Vec::new();
        for statement in &mut file.statements {
            let (name, annex, entries) = match statement {
                Statement::Parameter(parameter) => {
                    (&parameter.name, &parameter.annex, &mut parameter.entries)
                }
                Statement::Amend(tree::Amend {
                    name,
                    annex,
                    amendment: tree::Amendment::Parameter(entries),
                    ..
                }) => (&*name, &*annex, entries),
                _ => continue,
            };
            let Some(annex) = annex else { continue };
            let before = problems.len();
            match (annexes.get(&annex.path.span), known.parameters.get(&name.text)) {
                (Some(sheet), Some(declared)) => {
                    known.fill(sheet, &name.text, declared, entries, &mut problems);
                }
                // What is amended does not exist, which is said there.
                (Some(_), None) => {}
                (None, _) => faults.push(annex.path.span),
            }
            if problems.len() > before {
                faults.push(annex.path.span);
            }
        }
        file.faults.extend(faults);
    }
    problems
}

impl Known {
    fn of(files: &[File]) -> Self {
        let mut known = Self {
            types: HashMap::new(),
            parameters: HashMap::new(),
            headings: headings().map(str::to_owned).collect(),
            currency: "CNY".to_owned(),
        };
        for statement in files.iter().flat_map(|file| &file.statements) {
            known.note(statement);
        }
        known
    }

    fn note(&mut self, statement: &Statement) {
        match statement {
            Statement::Policy(policy) => {
                if let Some(currency) = &policy.currency {
                    self.currency.clone_from(&currency.text);
                }
            }
            Statement::Enum(of) => self.note_type(&of.name, of.label.as_ref(), of.cases.iter()),
            Statement::Tier(tier) => {
                let cases = tier.arms.iter().map(|arm| &arm.case).chain([&tier.otherwise]);
                self.note_type(&tier.name, tier.label.as_ref(), cases);
            }
            Statement::For(of) => of.statements.iter().for_each(|inner| self.note(inner)),
            Statement::Parameter(parameter) => {
                self.head(&parameter.name, parameter.label.as_ref());
                let declared = Declared {
                    label: parameter.label.as_ref().map(|label| label.text.clone()),
                    keys: parameter.keys.iter().map(|key| key.text.clone()).collect(),
                    ty: parameter.ty.kind.clone(),
                };
                self.parameters.entry(parameter.name.text.clone()).or_insert(declared);
            }
            _ => {}
        }
    }

    fn note_type<'c>(
        &mut self,
        name: &Name,
        label: Option<&Quoted>,
        cases: impl Iterator<Item = &'c tree::Case>,
    ) {
        self.head(name, label);
        let mut known = Cases { label: label.map(|label| label.text.clone()), names: HashMap::new() };
        for case in cases {
            let others = case.label.iter().chain(&case.aliases).map(|other| &other.text);
            for text in std::iter::once(&case.name.text).chain(others) {
                known.names.entry(text.clone()).or_insert_with(|| case.name.text.clone());
            }
        }
        self.types.entry(name.text.clone()).or_insert(known);
    }

    fn head(&mut self, name: &Name, label: Option<&Quoted>) {
        self.headings.push(name.text.clone());
        self.headings.extend(label.map(|label| label.text.clone()));
    }

    fn fill(
        &self,
        sheet: &Sheet,
        name: &str,
        declared: &Declared,
        entries: &mut Vec<Entry>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Some(columns) = self.columns(sheet, name, declared, problems) else { return };
        for row in sheet.rows() {
            if problems.len() >= MOST_PROBLEMS {
                return;
            }
            match self.entry(sheet, row, declared, &columns) {
                Ok(entry) => entries.extend(entry),
                Err(problem) => problems.push(*problem),
            }
        }
    }

    /// Finds the columns by their headings.
    fn columns(
        &self,
        sheet: &Sheet,
        name: &str,
        declared: &Declared,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Columns> {
        let before = problems.len();
        let mut found: HashMap<String, usize> = HashMap::new();
        let mut named: [Option<usize>; 6] = [None; 6];
        for (at, cell) in sheet.header().iter().enumerate() {
            let text = sheet.text(cell).into_owned();
            let heading = sheet.heading(cell);
            if heading == Some(Heading::Note) {
                continue;
            }
            if text.is_empty() || !self.headings.contains(&text) {
                problems.push(self.unknown_column(cell.span, &text));
                continue;
            }
            let earlier = match heading.and_then(|heading| named.get_mut(heading as usize)) {
                Some(place) => place.replace(at),
                None => found.insert(text.clone(), at),
            };
            if let Some(earlier) = earlier.and_then(|at| sheet.header().get(at)) {
                problems.push(twice(cell.span, &text, earlier.span));
            }
        }
        let at = |heading: Heading| named.get(heading as usize).copied().flatten();
        let by_name = |name: &str, label: Option<&String>| {
            found.get(name).or_else(|| label.and_then(|label| found.get(label))).copied()
        };
        let mut columns = Columns {
            region: at(Heading::Region),
            from: at(Heading::From),
            to: at(Heading::To),
            source: at(Heading::Source),
            ..Columns::default()
        };
        let header = sheet.place(sheet.header());
        for key in &declared.keys {
            let label = self.types.get(key).and_then(|of| of.label.as_ref());
            match by_name(key, label) {
                Some(at) => columns.keys.push(at),
                None => problems.push(missing_column(header, key)),
            }
        }
        match by_name(name, declared.label.as_ref()).or(at(Heading::Value)) {
            Some(at) => columns.value = at,
            None => problems.push(missing_column(header, name)),
        }
        (problems.len() == before).then_some(columns)
    }

    fn unknown_column(&self, span: Span, text: &str) -> Diagnostic {
        if text.is_empty() {
            let message = Text::new("this column has no heading", "此列没有表头");
            return Diagnostic::error(Code::AnnexColumn, span, message);
        }
        let message =
            Text::new(format!("nothing is called `{text}` here"), format!("没有名为“{text}”的列可用"));
        let problem = Diagnostic::error(Code::AnnexColumn, span, message);
        match nearest(text, self.headings.iter().map(String::as_str)) {
            Some(near) => {
                problem.help(Text::new(format!("did you mean `{near}`?"), format!("是否指“{near}”？")))
            }
            None => problem.help(Text::new(
                "head a column that is not to be read with `note`",
                "不需要读取的列，表头请写“备注”",
            )),
        }
    }

    /// A row as an entry; none where its figure is empty.
    fn entry(
        &self,
        sheet: &Sheet,
        row: &[Cell],
        declared: &Declared,
        columns: &Columns,
    ) -> Result<Option<Entry>, Box<Diagnostic>> {
        let filled = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
        let Some(value) = filled(Some(columns.value)) else { return Ok(None) };
        let quoted = |cell: &Cell| Quoted { text: sheet.text(cell).into_owned(), span: cell.span };
        let day = |at: Option<usize>| match filled(at) {
            Some(cell) => sheet.day(cell).map(|day| Some((day, cell.span))),
            None => Ok(None),
        };
        let validity = Validity {
            region: filled(columns.region).map(quoted),
            from: day(columns.from)?,
            to: day(columns.to)?,
            span: sheet.place(row),
        };
        let mut keys = Vec::with_capacity(columns.keys.len());
        for (at, key) in columns.keys.iter().zip(&declared.keys) {
            let Some(cell) = row.get(*at) else { return Ok(None) };
            if cell.is_empty() {
                return Err(Box::new(no_key(sheet.place(row), key)));
            }
            keys.push(Name { text: self.case(key, &sheet.text(cell)), span: cell.span });
        }
        let value = self.value(sheet, value, &declared.ty)?;
        Ok(Some(Entry {
            validity,
            figures: vec![Figure { keys, value }],
            sources: filled(columns.source).map(quoted).into_iter().collect(),
            span: sheet.place(row),
        }))
    }

    /// The name of a case by its name, label or alias; what is none is found out later.
    fn case(&self, of: &str, text: &str) -> String {
        let known = self.types.get(of).and_then(|cases| cases.names.get(text));
        known.cloned().unwrap_or_else(|| text.to_owned())
    }

    /// A figure. A plain number takes the declared unit.
    fn value(&self, sheet: &Sheet, cell: &Cell, ty: &TypeKind) -> Result<Expr, Box<Diagnostic>> {
        let span = cell.span;
        let text = sheet.text(cell);
        if let TypeKind::Named(of) = ty
            && let Some(case) = self.types.get(&of.text).and_then(|cases| cases.names.get(&*text))
        {
            return Ok(Expr { kind: ExprKind::Name(case.clone()), span });
        }
        if matches!(ty, TypeKind::Text) && !matches!(&*text, "unknown" | "未定") {
            return Ok(Expr { kind: ExprKind::Text(text.into_owned()), span });
        }
        let literal = sheet.literal(cell)?;
        let ExprKind::Number { value, percent: false } = literal.kind else { return Ok(literal) };
        let count = value.to_i64();
        let kind = match (ty, count) {
            (TypeKind::Money(period), _) => {
                ExprKind::Money { value, currency: self.currency.clone(), period: *period }
            }
            (TypeKind::Months, Some(count)) => ExprKind::Duration { count, unit: DurationUnit::Month },
            (TypeKind::Days, Some(count)) => ExprKind::Duration { count, unit: DurationUnit::Day },
            _ => literal.kind,
        };
        Ok(Expr { kind, span })
    }
}

fn twice(span: Span, text: &str, earlier: Span) -> Diagnostic {
    let message = Text::new(format!("a second column `{text}`"), format!("“{text}”有两列"));
    Diagnostic::error(Code::AnnexColumn, span, message)
        .label(earlier, Text::new("the first one", "第一列在此"))
}

fn missing_column(header: Span, name: &str) -> Diagnostic {
    let message =
        Text::new(format!("the annex has no column for `{name}`"), format!("附表中没有“{name}”一列"));
    Diagnostic::error(Code::AnnexColumn, header, message).help(Text::new(
        "head it with the name or the label; the figures may also be headed `value`",
        "表头请写名称或标签；数额一列也可写“数值”",
    ))
}

fn no_key(row: Span, key: &str) -> Diagnostic {
    let message = Text::new(
        format!("this row does not say for which case of `{key}` it is"),
        format!("此行没有写明“{key}”中的哪一项"),
    );
    Diagnostic::error(Code::MissingKey, row, message)
}
