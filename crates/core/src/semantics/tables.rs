//! Tables: their signature, header and rows.

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::Map;
use crate::program::table::{Column, Line, Row, Test};
use crate::program::{self, EntityId, NodeId, Region, TableId, Type, Value};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::declare::Head;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, FactTable, Item, Progress, Stop, Tree};
use crate::sort;
use crate::syntax::tree::{self, Comparison, Hit, KeyColumn, RangeBound, TableForm, ValueColumn};

/// The most key columns of a table.
const MOST_KEYS: usize = 60;

/// What the rows of a table have in common.
struct Shape<'s> {
    tree: &'s tree::Table,
    results: &'s [(Option<String>, Type)],
    columns: &'s [Column],
}

/// Whether the header is missing or could not be read, which has been reported.
fn has_lost_its_header(table: &tree::Table) -> bool {
    table.keys.is_empty() && table.annex.is_none()
}

impl<'a> Analysis<'a> {
    /// Declares a table: its arguments and results, and the derived values that read a table of facts.
    pub(crate) fn declare_table_signature(&mut self, tree: &'a tree::Table, id: TableId, entity: EntityId) {
        let results = self.table_results(tree);
        let columns = self.check_key_columns(tree);
        let arguments = match &tree.form {
            TableForm::Function(arguments) => self.table_arguments(tree, arguments, id),
            TableForm::Facts(_) => Ok(Vec::new()),
        };
        let failed = results.is_err() || columns.is_err() || arguments.is_err();
        let results = results.unwrap_or_default();
        self.program.tables.push(program::Table {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            arguments: arguments.unwrap_or_default(),
            results: results.clone(),
            hit: tree.hit.0,
            columns: Vec::new(),
            rows: Vec::new(),
            variants: Vec::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        });
        self.table_trees.push((id, tree));
        let progress = if failed { Progress::Failed } else { Progress::Declared };
        match &tree.form {
            TableForm::Function(_) => self.add_item(Item::Table(id), Tree::Table(tree), entity, progress),
            TableForm::Facts(_) if results.is_empty() => {
                self.names.lost.insert(tree.name.text.clone());
            }
            TableForm::Facts(_) => self.declare_fact_values(tree, id, entity, &results, progress),
        }
    }

    /// The results with their names, each once, and of a type that the hit mode can combine.
    fn table_results(&mut self, tree: &tree::Table) -> Result<Vec<(Option<String>, Type)>, Stop> {
        let mut results = Vec::new();
        let mut places: Map<&str, Span> = Map::new();
        let mut failed = None;
        for result in &tree.results {
            if let Some(name) = &result.name
                && let Some(earlier) = places.insert(&name.text, name.span)
            {
                failed = Some(self.report(problems::duplicate(name.span, &name.text, earlier)));
            }
            match self.resolve_type(&result.ty) {
                Ok(ty) if !self.fits_hit(tree.hit.0, ty) => {
                    let problem = problems::hit_needs(self, tree.hit.1, tree.hit.0, result.ty.span, ty);
                    failed = Some(self.report(problem));
                }
                Ok(ty) => results.push((result.name.as_ref().map(|name| name.text.clone()), ty)),
                Err(stop) => failed = Some(stop),
            }
        }
        failed.map_or(Ok(results), Err)
    }

    fn fits_hit(&self, hit: Hit, ty: Type) -> bool {
        match hit {
            Hit::Unique | Hit::First => !matches!(ty, Type::Record(_) | Type::List(_)),
            Hit::Sum => ty.is_numeric(),
            Hit::Highest | Hit::Lowest => {
                ty.is_numeric() || matches!(ty, Type::Date | Type::Month) || self.is_ordered_case(ty)
            }
        }
    }

    /// Each key column once, and not too many of them to be proved complete.
    pub(crate) fn check_key_columns(&mut self, tree: &tree::Table) -> Result<(), Stop> {
        let mut places: Map<&str, Span> = Map::new();
        let mut stop = Ok(());
        for key in &tree.keys {
            let (name, span) = match key {
                KeyColumn::Name(name) => (name.text.as_str(), name.span),
                KeyColumn::Region(span) => ("region", *span),
            };
            if let Some(earlier) = places.insert(name, span) {
                stop = Err(self.report(problems::duplicate(span, name, earlier)));
            }
        }
        if tree.keys.len() > MOST_KEYS {
            stop = Err(self.report(problems::table_too_wide(tree.name.span)));
        }
        stop
    }

    /// The arguments in the order of the header's key columns; the signature keeps the order written.
    fn table_arguments(
        &mut self,
        tree: &tree::Table,
        arguments: &[tree::Argument],
        id: TableId,
    ) -> Result<Vec<(String, Type)>, Stop> {
        let declared = self.resolve_arguments(&tree.name, arguments)?;
        let columns: Vec<&tree::Name> = tree
            .keys
            .iter()
            .filter_map(|key| match key {
                KeyColumn::Name(name) => Some(name),
                KeyColumn::Region(_) => None,
            })
            .collect();
        if has_lost_its_header(tree) {
            return Err(Stop::Reported);
        }
        let mut signature = Vec::new();
        let unnamed: Vec<&str> = declared
            .iter()
            .map(|argument| argument.name.as_str())
            .filter(|name| !columns.iter().any(|column| column.text == *name))
            .collect();
        for column in &columns {
            if !declared.iter().any(|argument| argument.name == column.text) {
                let near =
                    self.suggestion(&column.text, declared.iter().map(|argument| argument.name.as_str()));
                let only = if let [only] = unnamed.as_slice() { Some((*only).to_owned()) } else { None };
                let near = near.or(only);
                return Err(self.report(problems::unknown_name(column.span, &column.text, near.as_deref())));
            }
        }
        for (argument, written) in declared.iter().zip(arguments) {
            match columns.iter().position(|column| column.text == argument.name) {
                Some(position) => signature.push((argument.ty, position)),
                None => return Err(self.missing_column(&written.name)),
            }
        }
        let mut ordered = Vec::new();
        for column in &columns {
            let declared = declared.iter().filter(|argument| argument.name == column.text);
            ordered.extend(declared.map(|argument| (argument.name.clone(), argument.ty)));
        }
        self.table_arguments.insert(id, declared);
        self.table_signatures.insert(id, signature);
        Ok(ordered)
    }

    pub(crate) fn missing_column(&mut self, name: &tree::Name) -> Stop {
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
        let mut values = Vec::new();
        for (number, (result, ty)) in results.iter().enumerate() {
            let mut name = tree.name.clone();
            if let Some(result) = result {
                name.text = format!("{}.{result}", name.text);
            }
            let label = tree.label.as_ref();
            let head = Head { name: &name, label, sources: &tree.sources, span: tree.span };
            let value = head.derived(entity, *ty);
            values.extend(self.declare_value(
                value,
                &name,
                Tree::FactTable(tree, id, index(number)),
                progress,
            ));
        }
        let place = tree.name.span;
        self.fact_tables.or_insert((entity, &tree.name.text), FactTable { id, values, place });
    }

    /// Lowers the header and rows.
    pub(crate) fn lower_table_rows(&mut self, id: TableId, tree: &'a tree::Table) -> Result<(), Stop> {
        let Some(table) = self.program.tables.get(id.index()) else { return Err(Stop::Reported) };
        let (arguments, results) = (table.arguments.clone(), table.results.clone());
        let columns = self.lower_columns(tree, &results)?;
        let scope = Scope::of_row(Item::Table(id), arguments);
        let shape = Shape { tree, results: &results, columns: &columns };
        let mut rows = Vec::with_capacity(tree.rows.len());
        let mut stop = None;
        for row in &tree.rows {
            match self.lower_row(&scope, &shape, row) {
                Ok(row) => rows.push(row),
                Err(needs @ Stop::Needs(_)) => return Err(needs),
                Err(reported) => stop = Some(reported),
            }
        }
        if let Some(stop) = stop {
            return Err(stop);
        }
        let columns = sort_columns(&columns, &mut rows);
        if let Some(table) = self.program.tables.get_mut(id.index()) {
            table.columns = columns;
            table.rows = rows;
        }
        Ok(())
    }

    fn lower_columns(
        &mut self,
        tree: &tree::Table,
        results: &[(Option<String>, Type)],
    ) -> Result<Vec<Column>, Stop> {
        let mut columns = Vec::with_capacity(tree.values.len());
        let mut places: Map<(u32, Option<Date>), Span> = Map::new();
        for value in &tree.values {
            let (column, span) = self.lower_column(value, results)?;
            if let Some(earlier) = places.insert((column.result, column.from), span) {
                return Err(self.report(problems::column_twice(span, earlier)));
            }
            columns.push(column);
        }
        if has_lost_its_header(tree) {
            return Err(Stop::Reported);
        }
        for (number, (name, _)) in results.iter().enumerate() {
            if !columns.iter().any(|column| column.result == index(number)) {
                let name = tree::Name { text: name.clone().unwrap_or_default(), span: tree.name.span };
                return Err(self.missing_column(&name));
            }
        }
        Ok(columns)
    }

    fn lower_column(
        &mut self,
        value: &ValueColumn,
        results: &[(Option<String>, Type)],
    ) -> Result<(Column, Span), Stop> {
        match value {
            ValueColumn::From(date, span) => Ok((Column { result: 0, from: Some(*date) }, *span)),
            ValueColumn::Name(name) if results.len() <= 1 => {
                Ok((Column { result: 0, from: None }, name.span))
            }
            ValueColumn::Name(name) | ValueColumn::NameFrom(name, _) => {
                let from = match value {
                    ValueColumn::NameFrom(_, from) => Some(*from),
                    _ => None,
                };
                let found = results.iter().position(|(result, _)| result.as_deref() == Some(&name.text));
                match found {
                    Some(result) => Ok((Column { result: index(result), from }, name.span)),
                    None => {
                        let known = results.iter().filter_map(|(result, _)| result.as_deref());
                        let near = self.suggestion(&name.text, known);
                        let problem = problems::unknown_name(name.span, &name.text, near.as_deref());
                        Err(self.report(problem))
                    }
                }
            }
        }
    }

    fn lower_row(&mut self, scope: &Scope, shape: &Shape<'_>, row: &tree::Row) -> Result<Row, Stop> {
        let tree = shape.tree;
        if row.keys.len() != tree.keys.len() || row.values.len() != tree.values.len() {
            return Err(self.report(problems::wrong_cells(tree, row)));
        }
        let mut region = None;
        // Cells stand in the order of the arguments, which an amendment may write in another.
        let mut cells = vec![Vec::new(); scope.locals.len()];
        for (key, cell) in tree.keys.iter().zip(&row.keys) {
            match key {
                KeyColumn::Region(_) => region = self.region_of(cell)?,
                KeyColumn::Name(name) => {
                    let place = scope.locals.iter().position(|(local, _)| *local == name.text);
                    let Some((at, (_, ty))) = place.and_then(|at| Some((at, scope.locals.get(at)?))) else {
                        return Err(Stop::Reported);
                    };
                    let tests = self.lower_cell(cell, *ty)?;
                    if let Some(cell) = cells.get_mut(at) {
                        *cell = tests;
                    }
                }
            }
        }
        let mut values = Vec::with_capacity(shape.columns.len());
        for (column, expr) in shape.columns.iter().zip(&row.values) {
            let ty = shape.results.get(column.result as usize).map_or(Type::Bool, |(_, ty)| *ty);
            values.push(self.lower_result(scope, expr, ty)?);
        }
        let line = |line: &tree::RowLine| Line {
            from: line.from,
            citations: citations(&line.sources),
            span: line.span,
        };
        let lines = row.lines.iter().map(line).collect();
        Ok(Row { region, cells, values, citations: citations(&row.sources), lines, span: row.span })
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
            [tree::Item::Value(tree::Expr { kind: tree::ExprKind::Text(code), span })] => {
                Ok(Some(self.region(code, *span)))
            }
            [
                tree::Item::Value(tree::Expr {
                    kind: tree::ExprKind::Number { value, percent: false },
                    span,
                }),
            ] if value.is_integer() => Ok(Some(self.region(&value.to_string(), *span))),
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
                    self.require_order(from.span, &super::operators::same(".."), ty)?;
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
            self.require_order(bound.limit.span, &super::operators::sign(bound.comparison), ty)?;
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
}

/// Columns of one result in the order of their dates, the rows' values with them.
fn sort_columns(columns: &[Column], rows: &mut [Row]) -> Vec<Column> {
    let mut order: Vec<usize> = (0..columns.len()).collect();
    sort::by_key(&mut order, |at| columns.get(*at).map(|column| (column.result, column.from)));
    for row in rows {
        row.values = order.iter().filter_map(|at| row.values.get(*at).copied()).collect();
        row.lines = order.iter().filter_map(|at| row.lines.get(*at).cloned()).collect();
    }
    order.into_iter().filter_map(|at| columns.get(at).cloned()).collect()
}
