//! What all parts of an explanation have.

use super::Explaining;
use crate::decide::decision::{Explanation, ExplanationKind, Shown, Status};
use crate::decide::outcome::{Held, NoValue, Outcome};
use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::Type;

/// The most missing facts a part names.
const MOST_NEEDS: usize = 16;

impl Explaining<'_, '_> {
    pub(super) fn blank(&self, name: &str, label: Option<&str>, kind: ExplanationKind) -> Explanation {
        Explanation {
            name: name.to_owned(),
            label: label.map(str::to_owned),
            of: String::new(),
            kind,
            status: Status::Decided,
            value: None,
            steps: Vec::new(),
            needs: Vec::new(),
            error: None,
            citations: Vec::new(),
            entry: None,
            children: Vec::new(),
            repeated: false,
            cut: false,
        }
    }

    pub(super) fn fill(&self, explanation: &mut Explanation, ty: Type, outcome: &Outcome) {
        match outcome {
            Ok(_) => explanation.value = self.shown(ty, outcome),
            Err(NoValue::Unknown(unknown)) => {
                explanation.status = Status::Undecided;
                let missing = self.evaluator.lacks.list(unknown.lack, MOST_NEEDS);
                let (program, case) = (self.evaluator.program, self.evaluator.case);
                explanation.needs =
                    missing.facts.iter().map(|fact| case.path(program, fact.0, Some(fact.1))).collect();
            }
            Err(NoValue::Fault(fault)) => {
                explanation.status = Status::Error;
                explanation.error = Some(fault.report(self.evaluator.plan, self.evaluator.case));
            }
        }
    }

    pub(super) fn shown(&self, ty: Type, outcome: &Outcome) -> Option<Shown> {
        let (program, case) = (self.evaluator.program, self.evaluator.case);
        let text = show::outcome(program, case, ty, outcome);
        match outcome {
            Ok(Held::Value(value)) => Some(shown(text, show::exact(program, ty, value))),
            Ok(Held::Instance(_)) => {
                let path = text.en.clone();
                Some(shown(text, path))
            }
            Ok(Held::List(list)) if list.is_settled() => {
                let paths: Vec<_> = list
                    .elements
                    .iter()
                    .take(MOST_NEEDS)
                    .map(|element| case.path(program, element.instance, None))
                    .collect();
                Some(shown(text, paths.join(", ")))
            }
            Ok(Held::List(_)) | Err(_) => None,
        }
    }
}

pub(super) fn shown(text: Text, exact: String) -> Shown {
    Shown { text, exact }
}
