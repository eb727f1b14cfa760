//! Advice on the classes of tiers.

use super::{is_operator, last_word};
use crate::diagnostic::Text;
use crate::syntax::grammar::Rule;
use crate::syntax::stopped::Stopped;

pub(super) fn in_a_class(place: &Stopped<'_>, found: &str) -> Option<Text> {
    let before = place.before();
    let class = last_word(before);
    if place.is_conditional_otherwise() {
        return Some(Text::new(
            "behind `otherwise` stands a name alone, without a condition",
            "“否则”之后只写名称，不写条件",
        ));
    }
    if is_operator(found, Rule::operator_else) && is_operator(class, Rule::operator_or) {
        return Some(Text::new(
            "the last class stands behind `otherwise`: `otherwise poor`",
            "最后一项写作“否则 名称”",
        ));
    }
    if place.expects_name() && matches!(found, "(" | "（") {
        return Some(unnumbered());
    }
    if place.expects_name() && found.starts_with(['"', '“', '＂']) {
        return Some(Text::new(
            format!("the name comes first, then the label in quotes: `name {found} when …`"),
            format!("先写名称，再写引号中的标签：“名称 {found} 当 …”"),
        ));
    }
    if is_operator(found, Rule::clause_otherwise) {
        return Some(Text::new(
            format!("what holds otherwise stands behind the word: `{found} {class}`"),
            format!("“{found}”写在前面：“{found} {class}”"),
        ));
    }
    if !place.expects(Rule::clause_when) {
        return None;
    }
    if is_operator(class, Rule::clause_when) {
        return Some(Text::new(
            format!(
                "the class stands before the word: `class {class} …`, and the last one as `otherwise class`"
            ),
            format!("名称写在“{class}”之前：“名称 {class} …”，最后一项写作“否则 名称”"),
        ));
    }
    Some(match found {
        ":" | "：" | "=" | "＝" => {
            Text::new(format!("leave out `{found}` after `{class}`"), format!("“{class}”之后不写“{found}”"))
        }
        "、" | "." | "．" => unnumbered(),
        "(" | "（" => Text::new(
            "a name has no brackets; what it is called can be its label in quotes after the name",
            "名称中不写括号；通知的原话可写在名称之后的引号里，作为标签",
        ),
        _ => Text::new(
            "each class has its `when`; several conditions are joined by `and`",
            "每一档都应写明“当”；几个条件之间用“且”连接",
        ),
    })
}

fn unnumbered() -> Text {
    Text::new("classes are not numbered: begin with the name", "各档不编号，直接写名称")
}
