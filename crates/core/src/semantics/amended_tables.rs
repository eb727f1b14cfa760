//! Amendments of tables: a header and rows of their own, for the region of their file.

use crate::program::{self, Body, EntityId, Region, TableId, ValueId};
use crate::semantics::beside::{citations, index};
use crate::semantics::problems;
use crate::semantics::{Analysis, FactTable, Item, Progress, Stop, Tree};
use crate::sort;
use crate::syntax::tree::{self, Amend, Amendment, KeyColumn};

impl<'a> Analysis<'a> {
    /// A table that is called: the other one is looked up in its place.
    pub(crate) fn amend_called_table(&mut self, base: TableId, amend: &'a Amend) {
        let Amendment::Table(tree) = &amend.amendment else { return };
        let Some(arguments) = self.table_arguments.get(&base).cloned() else { return };
        let known: Vec<&str> = arguments.iter().map(|argument| argument.name.as_str()).collect();
        let columns = self.check_key_columns(tree).and_then(|()| self.check_same_columns(tree, &known));
        let earlier = self.program.tables.get(base.index()).map(|table| table.variants.clone());
        let region = self.region_of_layer(amend.span);
        self.check_prevailing_table(&earlier.unwrap_or_default(), amend);
        let Some(id) = self.add_amended_table(base, amend) else { return };
        if let Some(below) = self.program.tables.get_mut(base.index()) {
            below.variants.push((region, id));
        }
        self.table_arguments.insert(id, arguments);
        let progress = if columns.is_ok() { Progress::Declared } else { Progress::Failed };
        // A table that is called sees no instance.
        self.add_item(Item::Table(id), Tree::Table(tree), self.program.root, progress);
        self.used.insert(Item::Table(id));
        self.rests_on.or_default(Item::Table(base)).insert(Item::Table(id));
    }

    /// A table of facts: what reads it reads the other one in its region.
    pub(crate) fn amend_fact_table(&mut self, base: &FactTable, amend: &'a Amend) {
        let Amendment::Table(tree) = &amend.amendment else { return };
        let columns = self.check_key_columns(tree);
        let earlier = self.amended_tables.get(&base.id).map_or(&[][..], Vec::as_slice);
        let earlier: Vec<_> =
            earlier.iter().map(|(id, amend)| (self.region_of_layer(amend.span), *id)).collect();
        self.check_prevailing_table(&earlier, amend);
        let Some(id) = self.add_amended_table(base.id, amend) else { return };
        self.amended_tables.or_default(base.id).push((id, amend));
        if columns.is_err() {
            for value in &base.values {
                self.progress.insert(Item::Value(*value), Progress::Failed);
            }
        }
    }

    fn add_amended_table(&mut self, base: TableId, amend: &'a Amend) -> Option<TableId> {
        let Amendment::Table(tree) = &amend.amendment else { return None };
        let id = TableId(index(self.program.tables.len()));
        let below = self.program.tables.get(base.index())?;
        let mut cited = below.citations.clone();
        cited.extend(citations(&amend.sources));
        let table = program::Table {
            columns: Vec::new(),
            rows: Vec::new(),
            variants: Vec::new(),
            citations: cited,
            span: amend.span,
            ..below.clone()
        };
        self.program.tables.push(table);
        self.table_trees.push((id, tree));
        Some(id)
    }

    /// Of two amendments of a table for one region, the file of the one must use that of the other.
    fn check_prevailing_table(&mut self, earlier: &[(Option<Region>, TableId)], amend: &Amend) {
        let region = self.region_of_layer(amend.span);
        for (_, known) in earlier.iter().filter(|(other, _)| *other == region) {
            let tree = self.table_trees.iter().find(|(id, _)| id == known);
            let place = tree.map_or(amend.name.span, |(_, tree)| tree.name.span);
            if !self.layers.order.uses(amend.span.source, place.source) {
                self.report(problems::conflicting(amend.name.span, &amend.name.text, place));
            }
        }
    }

    /// Tables for larger regions first: of those that hold in a region, the last counts.
    pub(crate) fn sort_amended_tables(&mut self) {
        for table in &mut self.program.tables {
            sort::by_key(&mut table.variants, |(region, _)| super::variants::depth(region.as_ref()));
        }
    }

    fn check_same_columns(&mut self, tree: &tree::Table, known: &[&str]) -> Result<(), Stop> {
        let columns = || {
            tree.keys.iter().filter_map(|key| match key {
                KeyColumn::Name(name) => Some(name),
                KeyColumn::Region(_) => None,
            })
        };
        for column in columns() {
            if !known.contains(&column.text.as_str()) {
                let near = self.suggestion(&column.text, known.iter().copied());
                let problem = problems::unknown_name(column.span, &column.text, near.as_deref());
                return Err(self.report(problem));
            }
        }
        match known.iter().find(|name| !columns().any(|column| column.text == **name)) {
            Some(missing) => {
                let name = tree::Name { text: (*missing).to_owned(), span: tree.name.span };
                Err(self.missing_column(&name))
            }
            None => Ok(()),
        }
    }

    /// The bodies that read the amended tables of a table of facts.
    pub(crate) fn lower_amended_fact_tables(
        &mut self,
        id: ValueId,
        base: TableId,
        result: u32,
        entity: EntityId,
    ) -> Result<Vec<Body>, Stop> {
        let mut bodies = Vec::new();
        for (table, amend) in self.amended_tables.get(&base).cloned().unwrap_or_default() {
            let Amendment::Table(tree) = &amend.amendment else { continue };
            let body = self.lower_fact_reading(id, tree, table, result, entity)?;
            let validity = program::figures::Validity {
                region: self.region_of_layer(amend.span),
                ..program::figures::Validity::default()
            };
            bodies.push(Body { validity, citations: citations(&amend.sources), ..body });
        }
        Ok(bodies)
    }
}
