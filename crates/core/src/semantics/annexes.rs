//! Puts the rows of annexes in the place of written entries and rows, so that they are checked like those.

use super::annexed_tables::Head;
use crate::diagnostic::{Code, Diagnostic, Span, Text, nearest};
use crate::layers::Annexes;
use crate::map::{Map, Set};
use crate::syntax::sheet::{Cell, Heading, Sheet, headings};
use crate::syntax::tree::{
    self, DurationUnit, Entry, Expr, ExprKind, Figure, File, Name, Quoted, Statement, TypeKind, Validity,
};

/// How many problems of all annexes are reported.
pub(super) const MOST_PROBLEMS: usize = 200;

/// What a cell may say instead of a case's name, and all that may head a column.
pub(super) struct Known {
    /// The names and labels of enums and tiers, and what each of their cases is called.
    types: Map<String, Cases>,
    parameters: Map<String, Declared>,
    pub(super) tables: Map<String, Head>,
    /// What the facts and derived values of all entities are, by their names.
    pub(super) facts: Map<String, Option<TypeKind>>,
    /// The names behind labels of facts and derived values; none where several have one label.
    pub(super) fact_labels: Map<String, Option<String>>,
    /// Names and labels that may head columns that belong to something else.
    headings: Set<String>,
    currency: String,
}

#[derive(Clone, Default)]
pub(super) struct Cases {
    label: Option<String>,
    /// Names, labels and aliases, each with the name.
    names: Map<String, String>,
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

/// Columns by what heads them.
#[derive(Default)]
pub(super) struct Headed {
    words: [Option<usize>; 6],
    pub names: Map<String, usize>,
}

impl Headed {
    pub fn at(&self, heading: Heading) -> Option<usize> {
        self.words.get(heading as usize).copied().flatten()
    }

    pub fn named(&self, name: &str, label: Option<&String>) -> Option<usize> {
        self.names.get(name).or_else(|| label.and_then(|label| self.names.get(label))).copied()
    }
}

/// Fills parameters, tables and their amendments from annexes. Of one that cannot be read only that is said.
pub fn fill_annexes(files: &mut [File], annexes: &Annexes) -> Vec<Diagnostic> {
    if annexes.is_empty() && !files.iter().any(|file| has_annex(&file.statements)) {
        return Vec::new();
    }
    let mut filling = Filling { known: Known::of(files), annexes, faults: Vec::new(), problems: Vec::new() };
    for file in files {
        filling.statements(&mut file.statements);
        file.faults.append(&mut filling.faults);
    }
    filling.problems
}

fn has_annex(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Parameter(tree::Parameter { annex, .. })
        | Statement::Amend(tree::Amend { annex, .. })
        | Statement::Table(tree::Table { annex, .. }) => annex.is_some(),
        Statement::For(of) => has_annex(&of.statements),
        _ => false,
    })
}

/// The work in progress.
struct Filling<'a> {
    known: Known,
    annexes: &'a Annexes,
    /// The places of what could not be filled, in the file being filled.
    faults: Vec<Span>,
    problems: Vec<Diagnostic>,
}

impl Filling<'_> {
    fn statements(&mut self, statements: &mut [Statement]) {
        for statement in statements {
            match statement {
                Statement::For(of) => self.statements(&mut of.statements),
                Statement::Parameter(tree::Parameter { name, annex: Some(annex), entries, .. }) => {
                    self.parameter(name, annex, entries);
                }
                Statement::Table(table) => self.table(table),
                Statement::Amend(tree::Amend { name, annex, amendment, .. }) => match (amendment, annex) {
                    (tree::Amendment::Parameter(entries), Some(annex)) => {
                        self.parameter(name, annex, entries)
                    }
                    (tree::Amendment::Table(table), _) => self.table(table),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn parameter(&mut self, name: &Name, annex: &tree::Annex, entries: &mut Vec<Entry>) {
        let before = self.problems.len();
        match (self.annexes.get(&annex.path.span), self.known.parameters.get(&name.text)) {
            (Some(sheet), Some(declared)) => {
                self.known.fill(sheet, &name.text, declared, entries, &mut self.problems);
            }
            // What is amended does not exist, which is said there.
            (Some(_), None) => {}
            (None, _) => self.faults.push(annex.path.span),
        }
        if self.problems.len() > before {
            self.faults.push(annex.path.span);
        }
    }

    fn table(&mut self, table: &mut tree::Table) {
        let Some(annex) = &table.annex else { return };
        let before = self.problems.len();
        match (self.annexes.get(&annex.path.span), self.known.tables.get(&table.name.text)) {
            (Some(sheet), Some(head)) => self.known.fill_table(sheet, head, table, &mut self.problems),
            (Some(_), None) => {}
            (None, _) => self.faults.push(table.span),
        }
        if self.problems.len() > before {
            self.faults.push(table.span);
        }
    }
}

impl Known {
    fn of(files: &[File]) -> Self {
        let mut known = Self {
            types: Map::new(),
            parameters: Map::new(),
            tables: Map::new(),
            facts: Map::new(),
            fact_labels: Map::new(),
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
                self.note_fact(&tier.name, tier.label.as_ref(), Some(TypeKind::Named(tier.name.clone())));
                let cases = tier.arms.iter().map(|arm| &arm.case).chain([&tier.otherwise]);
                self.note_type(&tier.name, tier.label.as_ref(), cases);
            }
            Statement::Entity(entity) => self.note_fields(&entity.fields),
            Statement::Amend(tree::Amend { amendment: tree::Amendment::Entity(fields), .. }) => {
                self.note_fields(fields);
            }
            Statement::Define(define) => {
                let ty = define.ty.as_ref().map(|ty| ty.kind.clone());
                self.note_fact(&define.name, define.label.as_ref(), ty);
            }
            Statement::Table(table) => self.note_table(table),
            Statement::For(of) => of.statements.iter().for_each(|inner| self.note(inner)),
            Statement::Parameter(parameter) => {
                self.head(&parameter.name, parameter.label.as_ref());
                let declared = Declared {
                    label: parameter.label.as_ref().map(|label| label.text.clone()),
                    keys: parameter.keys.iter().map(|key| key.text.clone()).collect(),
                    ty: parameter.ty.kind.clone(),
                };
                self.parameters.or_insert(parameter.name.text.clone(), declared);
            }
            _ => {}
        }
    }

    fn note_fields(&mut self, fields: &[tree::Field]) {
        for field in fields {
            self.note_fact(&field.name, field.label.as_ref(), Some(field.ty.kind.clone()));
        }
    }

    fn note_fact(&mut self, name: &Name, label: Option<&Quoted>, ty: Option<TypeKind>) {
        self.head(name, label);
        self.facts.or_insert(name.text.clone(), ty);
        if let Some(label) = label {
            let known = self.fact_labels.or_insert_with(label.text.clone(), || Some(name.text.clone()));
            if known.as_ref() != Some(&name.text) {
                *known = None;
            }
        }
    }

    fn note_type<'c>(
        &mut self,
        name: &Name,
        label: Option<&Quoted>,
        cases: impl Iterator<Item = &'c tree::Case>,
    ) {
        self.head(name, label);
        let mut known = Cases { label: label.map(|label| label.text.clone()), names: Map::new() };
        for case in cases {
            let others = case.label.iter().chain(&case.aliases).map(|other| &other.text);
            for text in std::iter::once(&case.name.text).chain(others) {
                known.names.or_insert_with(text.clone(), || case.name.text.clone());
            }
        }
        self.types.or_insert(name.text.clone(), known);
    }

    pub(super) fn head(&mut self, name: &Name, label: Option<&Quoted>) {
        self.headings.insert(name.text.clone());
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
        let headed = self.headed(sheet, problems);
        // All columns may stand in the one that cannot be read, separated by something else than commas.
        if problems.len() > before && sheet.header().len() == 1 {
            return None;
        }
        let by_name = |name: &str, label: Option<&String>| headed.named(name, label);
        let at = |heading: Heading| headed.at(heading);
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

    /// The columns by what heads them, each heading known and there once.
    pub(super) fn headed(&self, sheet: &Sheet, problems: &mut Vec<Diagnostic>) -> Headed {
        let mut headed = Headed::default();
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
            let earlier = match heading.and_then(|heading| headed.words.get_mut(heading as usize)) {
                Some(place) => place.replace(at),
                None => headed.names.insert(text.clone(), at),
            };
            if let Some(earlier) = earlier.and_then(|at| sheet.header().get(at)) {
                problems.push(twice(cell.span, &text, earlier.span));
            }
        }
        headed
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
            None if text.contains([';', '；', '\t', '，']) => problem.help(Text::new(
                "columns are separated by commas: save the sheet as CSV with commas, in UTF-8",
                "各列之间应为半角逗号：请把表格另存为“CSV UTF-8（逗号分隔）”",
            )),
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

    /// The name of a case by its name, label or alias.
    pub(super) fn known_case(&self, of: &str, text: &str) -> Option<&str> {
        self.types.get(of)?.names.get(text).map(String::as_str)
    }

    /// The name of a case by its name, label or alias; what is none is found out later.
    fn case(&self, of: &str, text: &str) -> String {
        self.known_case(of, text).unwrap_or(text).to_owned()
    }

    /// Gives a plain number the declared unit.
    pub(super) fn give_unit(&self, expr: &mut Expr, ty: &TypeKind) {
        let ExprKind::Number { value, percent: false } = expr.kind else { return };
        expr.kind = match (ty, value.to_i64()) {
            (TypeKind::Money(period), _) => {
                ExprKind::Money { value, currency: self.currency.clone(), period: *period }
            }
            (TypeKind::Months, Some(count)) => ExprKind::Duration { count, unit: DurationUnit::Month },
            (TypeKind::Days, Some(count)) => ExprKind::Duration { count, unit: DurationUnit::Day },
            _ => return,
        };
    }

    /// A figure. A plain number takes the declared unit.
    pub(super) fn value(&self, sheet: &Sheet, cell: &Cell, ty: &TypeKind) -> Result<Expr, Box<Diagnostic>> {
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
        let mut literal = sheet.literal(cell)?;
        self.give_unit(&mut literal, ty);
        Ok(literal)
    }
}

fn twice(span: Span, text: &str, earlier: Span) -> Diagnostic {
    let message = Text::new(format!("a second column `{text}`"), format!("“{text}”有两列"));
    Diagnostic::error(Code::AnnexColumn, span, message)
        .label(earlier, Text::new("the first one", "第一列在此"))
}

pub(super) fn missing_column(header: Span, name: &str) -> Diagnostic {
    let message =
        Text::new(format!("the annex has no column for `{name}`"), format!("附表中没有“{name}”一列"));
    Diagnostic::error(Code::AnnexColumn, header, message).help(Text::new(
        "head it with the name or the label; the figures may also be headed `value`",
        "表头请写名称或标签；数额一列也可写“数值”",
    ))
}

pub(super) fn no_key(row: Span, key: &str) -> Diagnostic {
    let message = Text::new(
        format!("this row does not say for which case of `{key}` it is"),
        format!("此行没有写明“{key}”中的哪一项"),
    );
    Diagnostic::error(Code::MissingKey, row, message)
}
