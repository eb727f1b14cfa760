//! What a policy's texts say that cells and headings of annexes may name.

use crate::diagnostic::Diagnostic;
use crate::map::{Map, Set};
use crate::syntax::sheet::{Cell, Sheet, headings};
use crate::syntax::tree::{
    self, DurationUnit, Expr, ExprKind, File, Name, Quoted, Statement, TableForm, TypeKind,
};

/// What a cell may say instead of a case's name, and all that may head a column.
pub(super) struct Known {
    /// The names and labels of enums and tiers, and what each of their cases is called.
    pub(super) types: Map<String, Cases>,
    pub(super) parameters: Map<String, Declared>,
    pub(super) tables: Map<String, Head>,
    /// What the facts and derived values of all entities are, by their names.
    pub(super) facts: Map<String, Option<TypeKind>>,
    /// The names behind labels of facts and derived values; none where several have one label.
    pub(super) fact_labels: Map<String, Option<String>>,
    /// Names and labels that may head columns that belong to something else.
    pub(super) headings: Set<String>,
    currency: String,
}

#[derive(Clone, Default)]
pub(super) struct Cases {
    pub(super) label: Option<String>,
    /// Names, labels and aliases, each with the name.
    names: Map<String, String>,
}

/// What a parameter is declared to be.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) label: Option<String>,
    pub(super) keys: Vec<String>,
    pub(super) ty: TypeKind,
}

/// What the statement of a table says of its columns.
pub(super) struct Head {
    pub(super) label: Option<String>,
    /// The arguments of a table that is called.
    pub(super) arguments: Option<Vec<(String, TypeKind)>>,
    pub(super) results: Vec<(Option<String>, TypeKind)>,
}

impl Known {
    pub(super) fn of(files: &[File]) -> Self {
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

    fn note_table(&mut self, table: &tree::Table) {
        self.head(&table.name, table.label.as_ref());
        let arguments = match &table.form {
            TableForm::Function(arguments) => {
                arguments.iter().for_each(|argument| self.head(&argument.name, None));
                let typed =
                    arguments.iter().map(|argument| (argument.name.text.clone(), argument.ty.kind.clone()));
                Some(typed.collect())
            }
            TableForm::Facts(_) => None,
        };
        table.results.iter().filter_map(|result| result.name.as_ref()).for_each(|name| self.head(name, None));
        let results = table
            .results
            .iter()
            .map(|result| (result.name.as_ref().map(|name| name.text.clone()), result.ty.kind.clone()));
        let head = Head {
            label: table.label.as_ref().map(|label| label.text.clone()),
            arguments,
            results: results.collect(),
        };
        self.tables.or_insert(table.name.text.clone(), head);
    }

    /// The name of a case by its name, label or alias.
    pub(super) fn known_case(&self, of: &str, text: &str) -> Option<&str> {
        self.types.get(of)?.names.get(text).map(String::as_str)
    }

    /// The name of a case by its name, label or alias; what is none is found out later.
    pub(super) fn case(&self, of: &str, text: &str) -> String {
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
