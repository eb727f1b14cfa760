//! Puts the rows of annexes in the place of written entries and rows, so that they are checked like those.

mod headings;
mod known;
mod parameters;
mod problems;
mod rows;
mod tables;

use self::known::Known;
use crate::diagnostic::{Diagnostic, Span};
use crate::layers::Annexes;
use crate::syntax::tree::{self, Entry, File, Name, Statement};

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
    super::say_once(&mut filling.problems);
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
