//! Definitions with arguments, and the arguments of tables.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::map::Map;
use crate::program::{EntityId, Function, FunctionId, Type};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::names::Global;
use crate::semantics::problems::{self, text};
use crate::semantics::{Analysis, Argument, Item, Progress, Stop, Tree};
use crate::syntax::tree;

/// The most arguments of a definition or a table.
const MOST_ARGUMENTS: usize = 100;

impl<'a> Analysis<'a> {
    /// Declares a definition with arguments.
    pub(crate) fn declare_function(&mut self, tree: &'a tree::Define, entity: EntityId) {
        let id = FunctionId(index(self.program.functions.len()));
        let arguments = self.resolve_arguments(&tree.name, &tree.arguments);
        let ty = tree.ty.as_ref().map(|written| self.resolve_type(written)).transpose();
        let (Ok(arguments), Ok(ty)) = (arguments, ty) else {
            self.names.lost.insert(tree.name.text.clone());
            return;
        };
        self.refuse_result_range(tree);
        let progress = if ty.is_some() { Progress::Declared } else { Progress::Untyped };
        if !self.declare_global(&tree.name, Global::Function(id)) {
            return;
        }
        self.program.functions.push(Function {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            entity,
            arguments: arguments.iter().map(|argument| (argument.name.clone(), argument.ty)).collect(),
            ty: ty.unwrap_or(Type::Bool),
            bodies: Vec::new(),
            citations: citations(&tree.sources),
            span: tree.span,
        });
        self.function_arguments.insert(id, arguments);
        self.add_item(Item::Function(id), Tree::Define(tree), entity, progress);
    }

    /// The result of a definition with arguments is not checked against a range, so none is taken.
    fn refuse_result_range(&mut self, tree: &tree::Define) {
        let Some(written) = &tree.ty else { return };
        let place = written.ranges.iter().map(|range| range.limit.span).reduce(Span::to);
        if let Some(place) = place {
            self.report(
                Diagnostic::error(
                    Code::BadLiteral,
                    place,
                    text(
                        "the result of a definition with arguments has no range",
                        "带参数的定义，其结果不写范围",
                    ),
                )
                .help(text("use `clamp(…)`, `max(…)` or `min(…)` in it", "请在其中使用“限于”“取高”或“取低”")),
            );
        }
    }

    /// Arguments as declared; each name once.
    pub(crate) fn resolve_arguments(
        &mut self,
        owner: &tree::Name,
        arguments: &[tree::Argument],
    ) -> Result<Vec<Argument>, Stop> {
        if let Some(first) = arguments.get(MOST_ARGUMENTS) {
            return Err(self.report(problems::too_many_arguments(
                first.name.span,
                &owner.text,
                MOST_ARGUMENTS,
            )));
        }
        let mut seen = Map::new();
        let mut resolved = Vec::new();
        let mut failed = None;
        for argument in arguments {
            let name = &argument.name;
            if let Some(earlier) = seen.insert(name.text.as_str(), name.span) {
                failed = Some(self.report(problems::duplicate(name.span, &name.text, earlier)));
            }
            match self.resolve_type(&argument.ty) {
                Ok(Type::List(_)) => failed = Some(self.report(problems::list_argument(argument.ty.span))),
                Ok(ty) => resolved.push(Argument {
                    name: name.text.clone(),
                    ty,
                    whole: matches!(argument.ty.kind, tree::TypeKind::Whole),
                    bounds: self.resolve_bounds(&argument.ty, ty),
                }),
                Err(stop) => failed = Some(stop),
            }
        }
        failed.map_or(Ok(resolved), Err)
    }
}
