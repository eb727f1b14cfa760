//! What people write out of habit for functions and types of the language.

use super::{text, unknown_name};
use crate::diagnostic::{Diagnostic, Span, Text};
use crate::syntax::keywords::{self, KeywordKind};

/// A name that is a function's, where it was not read as one: nothing stands in parentheses, or not enough.
pub fn function_alone(span: Span, name: &str) -> Option<Diagnostic> {
    let word = keywords::spelled(name).find(|word| word.kind == KeywordKind::Function)?;
    let help = match word.en {
        Some("round") => text(
            "how and to what is written too: `round(x, half up to 1 yuan)`",
            "还要写明取整方式：“取整（金额，四舍五入到 1元）”",
        ),
        Some("rank") => text(
            "`rank` needs a value, a list and an order: `rank(income, people, highest first)`",
            "名次要写明排序值、列表和先后：“名次（收入，名单，高者在先）”",
        ),
        _ => text(
            format!("what a function is of stands in parentheses that touch it: `{name}(…)`"),
            format!("函数的内容写在紧接的括号里：“{name}（…）”"),
        ),
    };
    Some(unknown_name(span, name, None).help(help))
}

/// The function that a name of everyday speech or of a spreadsheet means.
pub fn meant_function(name: &str) -> Option<&'static str> {
    let small = name.to_ascii_lowercase();
    if let Some(word) = keywords::spelled(&small).find(|word| word.kind == KeywordKind::Function) {
        return word.en.filter(|_| small != name);
    }
    Some(match small.as_str() {
        "total" | "total_of" => "sum",
        "mean" | "avg" => "average",
        "maximum" | "greatest" | "larger" => "max",
        "minimum" | "least" | "smaller" => "min",
        "number_of" | "counta" | "len" | "size" | "length" => "count",
        "求和" | "总和" | "总计" | "加总" => "合计",
        "平均值" | "平均数" | "求平均" | "均值" => "平均",
        "最大值" | "最高值" | "取大" | "较大值" | "较高值" => "取高",
        "最小值" | "最低值" | "取小" | "较小值" | "较低值" => "取低",
        "四舍五入" | "取整数" | "进位" => "取整",
        _ => return None,
    })
}

/// A number or an amount in words.
pub fn figure_in_words(name: &str) -> Option<Text> {
    if name.starts_with("百分之") || name.starts_with("千分之") {
        return Some(text("a percentage is written `30%`", "百分数写作“30%”，千分数写作“0.5%”"));
    }
    if matches!(name, "无" | "不补" | "不发") {
        return Some(text(
            "nothing is `0` or `0 yuan`, and what is not known `unknown`",
            "没有的写“0”或“0元”，不知道的写“未定”",
        ));
    }
    let each = name.starts_with('每') && name.contains(char::is_numeric);
    each.then(|| {
        text(
            "an amount is written `915 yuan per month`; people have no unit",
            "金额写作“915元/月”，“每月”写在数额之后；每人、每户不写",
        )
    })
}

/// Whether a word means all that no other row of a table is about.
pub fn is_the_rest(written: &str) -> bool {
    matches!(written, "其他" | "其余" | "其它" | "不限" | "全部" | "所有" | "other" | "others" | "rest")
}

/// A unit for what is counted, after the amount for each: `人` in `10元/人`.
pub fn unit_of_an_amount(before: &str) -> Option<Text> {
    let amount = before.strip_suffix(['/', '／'])?.trim_end_matches(char::is_alphabetic);
    amount.ends_with(|c: char| c.is_numeric() || c == ' ').then_some(())?;
    let unit = before.strip_suffix(['/', '／'])?.ends_with(['元', '角', '分', 'n']);
    unit.then(|| {
        text(
            "people, meals and the like have no unit: write the amount alone, and multiply by their number",
            "人、餐、次等不带单位：只写数额，再乘以人数、餐数等",
        )
    })
}

/// What a comparison is called here, where everyday words for it stand within a name.
pub fn comparison_in_words(name: &str) -> Option<Text> {
    let (written, meant) = crate::syntax::comparison_within(name)?;
    Some(text(
        format!("put blanks between the words, and write `{meant}` instead of `{written}`"),
        format!("词与词之间留空格，“{written}”写作“{meant}”"),
    ))
}

/// The value that a word of everyday speech means.
pub fn meant_value(name: &str) -> Option<&'static str> {
    Some(match name {
        "true" | "TRUE" | "True" | "Yes" | "YES" => "yes",
        "false" | "FALSE" | "False" | "No" | "NO" => "no",
        "未知" | "不详" | "不明" | "待定" => "未定",
        "真" => "是",
        "假" => "否",
        _ => return None,
    })
}

/// The type that a word of everyday speech or of another language means.
pub fn meant_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "boolean" | "logical" | "yesno" => "bool",
        "string" | "str" | "varchar" => "text",
        "int" | "integer" => "whole",
        "float" | "double" | "decimal" | "numeric" | "percent" | "percentage" | "ratio" => "number",
        "amount" | "currency" | "yuan" => "money",
        "datetime" | "day" => "date",
        "布尔" | "布尔值" | "逻辑" | "真假" | "是或否" => "是否",
        "字符串" | "字符" | "文字" | "字串" => "文本",
        "整型" => "整数",
        "数字" | "数值" | "小数" | "浮点数" | "百分比" | "百分数" | "比例" | "比率" => {
            "数"
        }
        "元" | "钱" | "钱数" | "价格" | "货币" | "人民币" => "金额",
        "月金额" | "每月金额" | "金额每月" | "元每月" => "金额 每月",
        "年金额" | "每年金额" | "金额每年" | "元每年" => "金额 每年",
        "日金额" | "每日金额" | "金额每日" | "元每日" => "金额 每日",
        "年月日" | "时间" => "日期",
        "年月" => "月份",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{meant_function, meant_type};
    use crate::syntax::keywords::{self, KeywordKind};

    fn is(word: &str, kind: KeywordKind) -> bool {
        keywords::spelled(word).any(|keyword| keyword.kind == kind)
    }

    #[test]
    fn what_is_meant_is_a_word_of_the_language() {
        for habit in
            ["total", "mean", "maximum", "minimum", "len", "求和", "均值", "最大值", "取小", "四舍五入"]
        {
            assert!(is(meant_function(habit).unwrap(), KeywordKind::Function), "{habit}");
        }
        for habit in
            ["boolean", "str", "int", "float", "amount", "day", "布尔", "字符", "整型", "小数", "元", "年月"]
        {
            assert!(is(meant_type(habit).unwrap(), KeywordKind::Type), "{habit}");
        }
    }
}
