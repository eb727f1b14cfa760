//! Tables: their signature, header and rows.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::table::{Column, Row, Test};
use crate::program::{self, EntityId, NodeId, Region, TableId, Type, Value};
use crate::semantics::declare::{citations, derived, index};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Item, Progress, Stop, Tree};
use crate::syntax::tree::{self, Comparison, Hit, KeyColumn, RangeBound, TableForm, ValueColumn};

impl<'a> Analysis<'a> {
    /// Declares a table: its arguments and results, and the derived values that read a table of facts.
    pub(crate) fn declare_table_signature(&mut self, tree: &'a tree::Table, id: TableId, entity: EntityId) {
        let mut results = Vec::new();
        let mut failed = false;
        for result in &tree.results {
            match self.resolve_type(&result.ty) {
                Ok(ty) => results.push((result.name.as_ref().map(|name| name.text.clone()), ty)),
                Err(_) => failed = true,
            }
        }
        let arguments = match &tree.form {
            TableForm::Function(arguments) => self.table_arguments(tree, arguments, id),
            TableForm::Facts(_) => Ok(Vec::new()),
        };
        failed |= arguments.is_err();
        self.program.tables.push(program::Table {
            name: tree.name.text.clone(),
            label: tree.label.as_ref().map(|label| label.text.clone()),
            arguments: arguments.unwrap_or_default(),
            results: results.clone(),
            hit: tree.hit.0,
            columns: Vec::new(),
            rows: Vec::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        });
        let progress = if failed { Progress::Failed } else { Progress::Declared };
        match &tree.form {
            TableForm::Function(_) => self.add_item(Item::Table(id), Tree::Table(tree), entity, progress),
            TableForm::Facts(_) => self.declare_fact_values(tree, id, entity, &results, progress),
        }
    }

    /// The arguments in the order of the header's key columns; the signature keeps the order written.
    fn table_arguments(
        &mut self,
        tree: &tree::Table,
        arguments: &[tree::Argument],
        id: TableId,
    ) -> Result<Vec<(String, Type)>, Stop> {
        let declared = self.resolve_arguments(arguments)?;
        let columns: Vec<&tree::Name> = tree
            .keys
            .iter()
            .filter_map(|key| match key {
                KeyColumn::Name(name) => Some(name),
                KeyColumn::Region(_) => None,
            })
            .collect();
        let mut signature = Vec::new();
        for ((name, ty), argument) in declared.iter().zip(arguments) {
            match columns.iter().position(|column| column.text == *name) {
                Some(position) => signature.push((*ty, position)),
                None => return Err(self.missing_column(&argument.name)),
            }
        }
        let mut ordered = Vec::new();
        for column in &columns {
            match declared.iter().find(|(name, _)| *name == column.text) {
                Some(argument) => ordered.push(argument.clone()),
                None => {
                    let near = super::nearest(&column.text, declared.iter().map(|(name, _)| name.as_str()));
                    let problem = problems::unknown_name(column.span, &column.text, near);
                    return Err(self.report(problem));
                }
            }
        }
        self.table_signatures.insert(id, signature);
        Ok(ordered)
    }

    fn missing_column(&mut self, name: &tree::Name) -> Stop {
        self.report(Diagnostic::error(
            Code::MissingKey,
            name.span,
            text(
                format!("the table has no column `{}`", name.text),
                format!("表中没有“{}”这一列", name.text),
            ),
        ))
    }

    fn declare_fact_values(
        &mut self,
        tree: &'a tree::Table,
        id: TableId,
        entity: EntityId,
        results: &[(Option<String>, Type)],
        progress: Progress,
    ) {
        for (number, (result, ty)) in results.iter().enumerate() {
            let mut name = tree.name.clone();
            if let Some(result) = result {
                name.text = format!("{}.{result}", name.text);
            }
            let value = derived(&name, tree.label.as_ref(), entity, *ty, &tree.sources, tree.span);
            self.declare_value(value, &name, Tree::FactTable(tree, id, index(number)), progress);
        }
    }

    /// Lowers the header and rows, then proves that they cover every case exactly once.
    pub(crate) fn lower_table_rows(&mut self, id: TableId, tree: &'a tree::Table) -> Result<(), Stop> {
        let Some(table) = self.program.tables.get(id.index()) else { return Err(Stop::Reported) };
        let (arguments, results) = (table.arguments.clone(), table.results.clone());
        let columns = self.lower_columns(tree, &results)?;
        let scope = Scope::of_row(Item::Table(id), arguments.clone());
        let mut rows = Vec::with_capacity(tree.rows.len());
        let mut stop = None;
        for row in &tree.rows {
            match self.lower_row(&scope, tree, row, &arguments, &results, &columns) {
                Ok(row) => rows.push(row),
                Err(needs @ Stop::Needs(_)) => return Err(needs),
                Err(reported) => stop = Some(reported),
            }
        }
        if let Some(stop) = stop {
            return Err(stop);
        }
        let columns = self.sort_columns(columns, &mut rows);
        if let Some(table) = self.program.tables.get_mut(id.index()) {
            table.columns = columns;
            table.rows = rows;
        }
        self.prove_table(id, tree)
    }

    fn lower_columns(
        &mut self,
        tree: &tree::Table,
        results: &[(Option<String>, Type)],
    ) -> Result<Vec<Column>, Stop> {
        let mut columns = Vec::with_capacity(tree.values.len());
        for value in &tree.values {
            columns.push(match value {
                ValueColumn::From(date, _) => Column { result: 0, from: Some(*date) },
                ValueColumn::Name(_) if results.len() <= 1 => Column { result: 0, from: None },
                ValueColumn::Name(name) => {
                    let found = results.iter().position(|(result, _)| result.as_deref() == Some(&name.text));
                    match found {
                        Some(result) => Column { result: index(result), from: None },
                        None => {
                            let known = results.iter().filter_map(|(result, _)| result.as_deref());
                            let near = super::nearest(&name.text, known);
                            let problem = problems::unknown_name(name.span, &name.text, near);
                            return Err(self.report(problem));
                        }
                    }
                }
            });
        }
        for (number, (name, _)) in results.iter().enumerate() {
            if !columns.iter().any(|column| column.result == index(number)) {
                let name = tree::Name { text: name.clone().unwrap_or_default(), span: tree.name.span };
                return Err(self.missing_column(&name));
            }
        }
        Ok(columns)
    }

    fn lower_row(
        &mut self,
        scope: &Scope,
        tree: &tree::Table,
        row: &tree::Row,
        arguments: &[(String, Type)],
        results: &[(Option<String>, Type)],
        columns: &[Column],
    ) -> Result<Row, Stop> {
        if row.keys.len() != tree.keys.len() || row.values.len() != columns.len() {
            return Err(self.report(Diagnostic::error(
                Code::MissingKey,
                row.span,
                text(
                    format!(
                        "this row has {} + {} cells, the header has {} + {}",
                        row.keys.len(),
                        row.values.len(),
                        tree.keys.len(),
                        columns.len()
                    ),
                    format!(
                        "此行有{}+{}格，表头有{}+{}格",
                        row.keys.len(),
                        row.values.len(),
                        tree.keys.len(),
                        columns.len()
                    ),
                ),
            )));
        }
        let mut region = None;
        let mut cells = Vec::with_capacity(arguments.len());
        let mut types = arguments.iter().map(|(_, ty)| *ty);
        for (key, cell) in tree.keys.iter().zip(&row.keys) {
            match key {
                KeyColumn::Region(_) => region = self.region_of(cell)?,
                KeyColumn::Name(_) => {
                    let ty = types.next().unwrap_or(Type::Bool);
                    cells.push(self.lower_cell(cell, ty)?);
                }
            }
        }
        let mut values = Vec::with_capacity(columns.len());
        for (column, expr) in columns.iter().zip(&row.values) {
            let ty = results.get(column.result as usize).map_or(Type::Bool, |(_, ty)| *ty);
            values.push(self.lower_result(scope, expr, ty)?);
        }
        Ok(Row { region, cells, values, citations: citations(&row.sources), span: row.span })
    }

    fn lower_result(&mut self, scope: &Scope, expr: &tree::Expr, ty: Type) -> Result<Option<NodeId>, Stop> {
        match expr.kind {
            tree::ExprKind::Unknown => Ok(None),
            _ => self.lower_as(scope, expr, ty).map(Some),
        }
    }

    /// A region cell: a code in quotes or digits, or `any`.
    fn region_of(&mut self, cell: &tree::Cell) -> Result<Option<Region>, Stop> {
        match cell.items.as_slice() {
            [tree::Item::Any(_)] => Ok(None),
            [tree::Item::Value(tree::Expr { kind: tree::ExprKind::Text(code), .. })] => {
                Ok(Some(Region::new(code)))
            }
            [
                tree::Item::Value(tree::Expr {
                    kind: tree::ExprKind::Number { value, percent: false }, ..
                }),
            ] if value.is_integer() => Ok(Some(Region::new(&value.to_string()))),
            _ => Err(self.report(Diagnostic::error(
                Code::BadLiteral,
                cell.span,
                text("a region's code or `any` is needed here", "此处应为地区代码或“任意”"),
            ))),
        }
    }

    fn lower_cell(&mut self, cell: &tree::Cell, ty: Type) -> Result<Vec<Test>, Stop> {
        let mut tests = Vec::with_capacity(cell.items.len());
        for item in &cell.items {
            tests.push(match item {
                tree::Item::Any(_) => Test::Any,
                tree::Item::Value(expr) => Test::Equal(self.cell_value(expr, ty)?),
                tree::Item::Between { from, to, inclusive } => {
                    self.require_order(from.span, "..", ty)?;
                    let upper = if *inclusive { Comparison::AtMost } else { Comparison::Below };
                    let bounds = vec![
                        (Comparison::AtLeast, self.cell_value(from, ty)?),
                        (upper, self.cell_value(to, ty)?),
                    ];
                    self.require_rising(from.span.to(to.span), &bounds)?;
                    Test::Within(bounds)
                }
                tree::Item::Bounds(bounds) => Test::Within(self.cell_bounds(bounds, ty)?),
            });
        }
        Ok(tests)
    }

    fn cell_bounds(&mut self, bounds: &[RangeBound], ty: Type) -> Result<Vec<(Comparison, Value)>, Stop> {
        let mut lowered = Vec::with_capacity(bounds.len());
        for bound in bounds {
            self.require_order(bound.limit.span, super::operators::sign(bound.comparison), ty)?;
            lowered.push((bound.comparison, self.cell_value(&bound.limit, ty)?));
        }
        Ok(lowered)
    }

    fn cell_value(&mut self, expr: &tree::Expr, ty: Type) -> Result<Value, Stop> {
        self.literal(expr, ty, false)?.ok_or(Stop::Reported)
    }

    fn require_rising(&mut self, span: Span, bounds: &[(Comparison, Value)]) -> Result<(), Stop> {
        if let [(_, low), (_, high)] = bounds
            && low.compare(high).is_some_and(std::cmp::Ordering::is_gt)
        {
            return Err(self.report(Diagnostic::error(
                Code::RangeViolation,
                span,
                text("this range runs backwards", "此范围前大后小"),
            )));
        }
        Ok(())
    }

    /// Columns of one result in the order of their dates, the rows' values with them.
    fn sort_columns(&mut self, columns: Vec<Column>, rows: &mut [Row]) -> Vec<Column> {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| columns.get(*at).map(|column| (column.result, column.from)));
        for row in rows {
            row.values = order.iter().filter_map(|at| row.values.get(*at).copied()).collect();
        }
        order.into_iter().filter_map(|at| columns.get(at).cloned()).collect()
    }

    /// Whether a table's rows must cover everything exactly once.
    pub(crate) fn needs_cover(hit: Hit) -> bool {
        hit != Hit::Sum
    }
}
