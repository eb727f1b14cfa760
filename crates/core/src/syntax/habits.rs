//! What people write out of habit for words of the language. A word of another meaning is often spelled
//! nearer to it than the word that is meant: 大于 (above) is one character away from 低于 (below).

use super::grammar::Rule;
use super::keywords;
use super::scan::continues_word;

/// A word or sign of the language in the spelling of each language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    pub en: &'static str,
    pub zh: &'static str,
}

/// How much of `written` is such a habit, and what is meant by it; `fits` says which words could stand there.
pub(super) fn meant(written: &str, fits: impl Fn(Rule) -> bool) -> Option<(usize, Meant)> {
    let rows = HABITS.iter().filter(|(rule, _)| fits(*rule));
    let known = rows.flat_map(|(rule, habits)| habits.iter().map(|habit| (*rule, *habit)));
    let begun = known.filter_map(|(rule, habit)| Some((begun_with(written, habit)?, rule, habit)));
    let (length, rule, habit) = begun.max_by_key(|(length, ..)| *length)?;
    let meant = spelling(rule)?;
    // A word is answered in its own language, a sign in that of the reader.
    let alike = |word| Meant { en: word, zh: word };
    let meant = match habit.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => alike(meant.en),
        Some(first) if continues_word(first) => alike(meant.zh),
        _ => meant,
    };
    Some((length, meant))
}

/// The comparison in everyday words that stands within a name, as 大于等于 in 年龄大于等于标准, and what is meant.
pub(crate) fn comparison_within(name: &str) -> Option<(&'static str, &'static str)> {
    let compares =
        [Rule::operator_below, Rule::operator_at_most, Rule::operator_above, Rule::operator_at_least];
    let rows = HABITS.iter().filter(|(rule, _)| compares.contains(rule));
    let known = rows.flat_map(|(rule, habits)| habits.iter().map(|habit| (*rule, *habit)));
    let within = known.filter(|(_, habit)| !habit.is_ascii() && name.contains(habit));
    let (rule, habit) = within.max_by_key(|(_, habit)| habit.len())?;
    Some((habit, spelling(rule)?.zh))
}

/// A sign that stands right after another one, the two as they are known elsewhere, and what they mean here.
pub(super) fn meant_by_signs(before: &str, found: &str) -> Option<(&'static str, &'static str)> {
    let written: String =
        before.chars().next_back().into_iter().chain(found.chars()).map(half_width).collect();
    SIGNS.iter().find(|(habit, _)| *habit == written).copied()
}

fn half_width(sign: char) -> char {
    match sign {
        '＝' => '=',
        '＜' => '<',
        '＞' => '>',
        '－' | '−' => '-',
        other => other,
    }
}

/// The length of these words where a text begins with them, however many blanks stand between them.
fn begun_with(written: &str, habit: &str) -> Option<usize> {
    let mut rest = written;
    for (at, word) in habit.split(' ').enumerate() {
        if at > 0 {
            rest = rest.trim_start_matches([' ', '\t', '\u{3000}']);
        }
        rest.get(..word.len()).filter(|begun| begun.eq_ignore_ascii_case(word))?;
        rest = rest.get(word.len()..)?;
        // 大于60, as 低于60, needs no blank.
        let figure = !word.is_ascii() && rest.starts_with(char::is_numeric);
        if word.ends_with(continues_word) && rest.starts_with(continues_word) && !figure {
            return None;
        }
    }
    Some(written.len() - rest.len())
}

fn spelling(rule: Rule) -> Option<Meant> {
    match rule {
        Rule::times => Some(Meant { en: "*", zh: "×" }),
        Rule::over => Some(Meant { en: "/", zh: "÷" }),
        Rule::plus => Some(Meant { en: "+", zh: "＋" }),
        Rule::minus => Some(Meant { en: "-", zh: "－" }),
        _ => {
            let word = keywords::of_rule(rule)?;
            Some(Meant { en: word.en?, zh: word.zh? })
        }
    }
}

/// Signs of other languages, in half width, and those of this one.
const SIGNS: &[(&str, &str)] =
    &[("==", "="), ("=<", "<="), ("<>", "≠"), ("->", "=>"), ("≤=", "≤"), ("≥=", "≥")];

/// Words and signs of everyday speech and of other languages, by what they mean here.
const HABITS: &[(Rule, &[&str])] = &[
    (
        Rule::operator_below,
        &[
            "小于",
            "小於",
            "低过",
            "少过",
            "不到",
            "不足",
            "不及",
            "未满",
            "未达",
            "未达到",
            "达不到",
            "less than",
            "lower than",
            "smaller than",
            "fewer than",
            "under",
            "before",
            "earlier than",
        ],
    ),
    (
        Rule::operator_at_most,
        &[
            "小于等于",
            "小于或等于",
            "小于或者等于",
            "不大于",
            "未超过",
            "没有超过",
            "less than or equal to",
            "no more than",
            "not more than",
            "not above",
            "not over",
            "not exceeding",
            "does not exceed",
            "do not exceed",
            "up to",
            "不得超过",
            "不得高于",
            "不得多于",
            "最多",
            "至多",
        ],
    ),
    (
        Rule::operator_above,
        &[
            "大于",
            "大於",
            "高过",
            "多过",
            "超出",
            "more than",
            "greater than",
            "higher than",
            "larger than",
            "over",
            "exceed",
            "exceeds",
            "exceeding",
            "after",
            "later than",
        ],
    ),
    (
        Rule::operator_at_least,
        &[
            "大于等于",
            "大于或等于",
            "大于或者等于",
            "不小于",
            "不早过",
            "greater than or equal to",
            "more than or equal to",
            "no less than",
            "not less than",
            "not below",
            "not under",
            "no fewer than",
            "no lower than",
            "reach",
            "reaches",
            "不得低于",
            "不得少于",
            "最少",
            "至少",
        ],
    ),
    (Rule::operator_is, &["等于", "是", "应为", "应是", "equals", "equal to"]),
    (Rule::operator_is_not, &["不等于", "不是", "isnt", "not equal to"]),
    (Rule::operator_in, &["在", "介于", "between", "one of", "among"]),
    (Rule::operator_not_in, &["不在"]),
    (Rule::operator_and, &["和", "与", "及", "以及", "同时", "而且", "并", "but", "as well as", "&&", "&"]),
    (Rule::operator_or, &["或是", "抑或", "||"]),
    (Rule::operator_not, &["不", "不是", "没有", "未", "!", "！"]),
    (Rule::operator_if, &["如果", "假如"]),
    (Rule::operator_else, &["otherwise"]),
    (Rule::times, &["乘", "乘以", "x", "ｘ", "Ｘ", "times", "multiplied by", "·", "of", "的"]),
    (Rule::over, &["除以", "divided by"]),
    (Rule::plus, &["加", "加上", "plus"]),
    (Rule::minus, &["减", "减去", "扣除", "minus", "—", "–", "―"]),
    (Rule::statement_policy, &["program", "programme", "module"]),
    (Rule::statement_enum, &["枚举", "分类", "种类"]),
    (Rule::statement_entity, &["实体", "主体", "struct", "class"]),
    (Rule::statement_parameter, &["常量", "const", "constant"]),
    (Rule::statement_define, &["变量", "令", "let", "var", "function", "def"]),
    (Rule::statement_table, &["对照表"]),
    (Rule::statement_tier, &["分档"]),
    (Rule::statement_benefit, &["补贴", "津贴", "补助", "救助", "grant", "allowance"]),
    (Rule::statement_alert, &["预警规则", "警示", "warning"]),
    (Rule::statement_target, &["目标", "indicator"]),
    (Rule::statement_check, &["校验", "检查", "assert"]),
    (Rule::statement_for, &["对于", "针对"]),
    (Rule::statement_test, &["测试", "样例", "例", "case", "example"]),
    (Rule::statement_amend, &["修改", "变更", "调整", "modify", "override", "change"]),
    (Rule::statement_use, &["导入", "包含", "import", "include"]),
    (Rule::clause_when, &["如果", "若", "条件", "if"]),
    (Rule::clause_start, &["开始", "起始", "begin", "begins"]),
    (Rule::clause_stop, &["结束", "终止", "停止", "end", "ends"]),
    (Rule::clause_paid, &["支付", "发放方式", "pay", "payment", "payable"]),
    (Rule::clause_source, &["来源", "出处", "文号", "根据", "citation", "basis"]),
    (Rule::clause_measure, &["指标值", "实际值", "完成值", "measure", "indicator"]),
    (Rule::clause_must, &["目标", "目标值", "应当", "要求", "should", "shall", "goal", "target"]),
    (Rule::clause_due, &["期限", "时限", "截止", "到期", "before", "deadline", "due"]),
    (Rule::clause_severity, &["等级", "颜色", "level", "colour", "color"]),
    (Rule::clause_advise, &["提醒", "提示", "advice", "suggest"]),
    (Rule::clause_orange, &["amber"]),
    (Rule::clause_reason, &["原因", "说明", "because"]),
    (Rule::clause_otherwise, &["else", "其他", "其余"]),
    (Rule::clause_expect, &["期望", "期待", "结果", "应得", "assert"]),
    (Rule::clause_to, &["到", "until", "till", "through"]),
    (Rule::clause_monthly, &["per month", "every month", "each month", "每月"]),
    (Rule::clause_yearly, &["per year", "every year", "each year", "annually", "每年"]),
    (Rule::clause_daily, &["per day", "every day", "each day", "每日", "每天"]),
];

#[cfg(test)]
mod tests {
    use super::{HABITS, Rule, begun_with, comparison_within, keywords, meant, meant_by_signs, spelling};

    #[test]
    fn a_habit_means_a_word_of_the_language() {
        for (rule, habits) in HABITS {
            assert!(spelling(*rule).is_some(), "{rule:?}");
            for habit in *habits {
                let same = keywords::spelled(habit).any(|keyword| keyword.rule == *rule);
                assert!(!same, "`{habit}` is already a spelling of {rule:?}");
            }
        }
    }

    #[test]
    fn the_opposite_is_never_meant() {
        let zh = |written| meant(written, |_| true).map(|(_, meant)| meant.zh);
        assert_eq!(zh("大于 低保标准"), Some("超过"));
        assert_eq!(zh("大于等于 3"), Some("不低于"));
        assert_eq!(zh("不小于 3"), Some("不低于"));
        assert_eq!(zh("不大于 3"), Some("不超过"));
        assert_eq!(zh("less  than\tor equal to x"), Some("at most"));
        assert_eq!(zh("lessthan"), None);
        assert_eq!(meant("大于", |rule| rule == Rule::operator_and).map(|(_, meant)| meant.zh), None);
        assert_eq!(begun_with("overdue", "over"), None);
        assert_eq!(begun_with("more   than x", "more than"), Some(11));
        assert_eq!(begun_with("大于60", "大于"), Some("大于".len()));
        assert_eq!(begun_with("大于标准", "大于"), None);
        assert_eq!(comparison_within("年龄大于等于标准"), Some(("大于等于", "不低于")));
        assert_eq!(comparison_within("年龄"), None);
    }

    #[test]
    fn doubled_signs_are_one() {
        assert_eq!(meant_by_signs("a =", "="), Some(("==", "=")));
        assert_eq!(meant_by_signs("a ＝", "＜"), Some(("=<", "<=")));
        assert_eq!(meant_by_signs("a", "="), None);
    }
}
