//! The columns of an annex by what heads them.

use super::known::Known;
use super::problems::twice;
use crate::diagnostic::{Code, Diagnostic, Span, Text, nearest};
use crate::map::Map;
use crate::syntax::sheet::{Heading, Sheet};

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

impl Known {
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
}
