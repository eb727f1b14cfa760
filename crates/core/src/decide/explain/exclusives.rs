//! What exclusives say in the explanation of a benefit.

use super::parts::shown;
use super::{Explaining, Part};
use crate::decide::decision::{Clause, Step};
use crate::decide::formula::{Leaf, write};
use crate::decide::outcome::{Held, Outcome};
use crate::decide::show;
use crate::diagnostic::Text;
use crate::program::node::Part as Parts;
use crate::program::{Exclusive, ExclusiveId, InstanceId, Keep, Rival, Type, Value, ValueId};

impl Explaining<'_, '_> {
    /// A step for each exclusive that a benefit stands in.
    pub(super) fn exclusives(&mut self, part: &mut Part, (instance, value): (InstanceId, ValueId)) {
        let program = self.evaluator.program;
        for (id, exclusive) in (0..).map(ExclusiveId).zip(&program.exclusives) {
            if exclusive.benefits.iter().any(|rival| rival.value == value) {
                self.exclusive(part, (instance, value), id, exclusive);
            }
        }
    }

    fn exclusive(
        &mut self,
        part: &mut Part,
        (instance, value): (InstanceId, ValueId),
        id: ExclusiveId,
        exclusive: &Exclusive,
    ) {
        let program = self.evaluator.program;
        let (mut taking_part, mut sure) = (Vec::new(), 0);
        for rival in &exclusive.benefits {
            let stands = self.evaluator.clause(instance, rival.value, Some(rival.stands));
            if stands.as_ref().is_ok_and(|stands| stands.is_bool(false)) {
                continue;
            }
            taking_part.push(self.taking_part(instance, *rival, &stands, exclusive.keep));
            sure += usize::from(stands.is_ok());
            if rival.value != value {
                part.leaves.push(Leaf::Value(instance, rival.value));
            }
        }
        if let (Keep::Chosen(chosen), true) = (exclusive.keep, sure > 1) {
            part.leaves.extend(write(self.evaluator, chosen, &mut self.pieces).leaves);
        }
        let winner = self.evaluator.winner(instance, id);
        let ty = Type::Case(exclusive.cases);
        let value = winner
            .map(Value::Case)
            .map(|winner| shown(show::value(program, ty, &winner), show::exact(program, ty, &winner)));
        part.explanation.steps.push(Step {
            clause: Clause::Exclusive,
            case: None,
            formula: exclusive.name.clone(),
            figures: figures(exclusive, &taking_part),
            value,
            citations: exclusive.citations.clone(),
            layer: None,
            instead_of: None,
        });
    }

    /// A benefit that takes part, or may, with its amount where that decides.
    fn taking_part(&mut self, instance: InstanceId, rival: Rival, stands: &Outcome, keep: Keep) -> Text {
        let program = self.evaluator.program;
        let Some(derived) = program.values.get(rival.value.index()) else { return Text::default() };
        let mut text = show::title(&derived.name, derived.label.as_deref());
        if keep == Keep::Highest
            && let Ok(Held::Value(amount)) = self.evaluator.part_of(instance, rival.value, Parts::Claim)
        {
            let amount = show::value(program, derived.ty, &amount);
            text = Text::new(format!("{} {}", text.en, amount.en), format!("{} {}", text.zh, amount.zh));
        }
        if stands.is_err() {
            text = Text::new(format!("perhaps {}", text.en), format!("{}（未定）", text.zh));
        }
        text
    }
}

/// Among which benefits an exclusive decides, and how.
fn figures(exclusive: &Exclusive, taking_part: &[Text]) -> Text {
    let title = show::title(&exclusive.name, exclusive.label.as_deref());
    let joined =
        |mark: &str, of: fn(&Text) -> &str| taking_part.iter().map(of).collect::<Vec<_>>().join(mark);
    let (en, zh) = (joined(", ", |text| &text.en), joined("、", |text| &text.zh));
    let (how_en, how_zh) = match exclusive.keep {
        Keep::Highest => ("the highest of", "取最高"),
        Keep::First => ("the first of", "取首个"),
        Keep::Chosen(_) => ("the applicant's choice of", "按选择"),
    };
    match taking_part.len() {
        1 => Text::new(format!("{}: {en} alone", title.en), format!("{}：仅{zh}", title.zh)),
        _ => Text::new(format!("{}: {how_en} {en}", title.en), format!("{}，{how_zh}：{zh}", title.zh)),
    }
}
