//! What is still needed, and what was assumed, as plain text.

use super::page::Page;
use crate::decide::decision::{Decision, Need};
use crate::diagnostic::Language;

impl Page<'_> {
    pub(super) fn needs(&mut self, decision: &Decision) {
        if decision.needs.is_empty() {
            return;
        }
        self.section("Still needed, the most decisive first", "尚需了解（最关键的在前）");
        for need in &decision.needs {
            let text = self.need(need);
            self.line(1, &text);
        }
    }

    fn need(&self, need: &Need) -> String {
        let title = self.title(&need.field, need.label.as_deref());
        let mut text = match self.language {
            Language::English => format!("{} — {title}", need.path),
            Language::Chinese => format!("{}——{title}", need.path),
        };
        if let Some(ask) = &need.ask {
            text.push_str(self.colon());
            text.push_str(ask);
        }
        text
    }

    pub(super) fn assumed(&mut self, decision: &Decision) {
        if decision.assumed.is_empty() {
            return;
        }
        self.section("Assumed, because nobody said otherwise", "按默认值认定（未另行填报）");
        for assumed in &decision.assumed {
            let label = assumed.label.as_deref().filter(|_| self.language == Language::Chinese);
            let mut text = assumed.path.clone();
            if let Some(label) = label {
                text.push_str(&format!("——{label}"));
            }
            text.push_str(self.colon());
            text.push_str(self.of(&assumed.value));
            self.line(1, &text);
        }
    }
}
