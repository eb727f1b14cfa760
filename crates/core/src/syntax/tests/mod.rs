//! The parser against small policies.

mod random;

use super::*;

pub(super) const ENGLISH: &str = include_str!("dibao.en.hm");
pub(super) const CHINESE: &str = include_str!("orphan.zh.hm");
pub(super) const EVERYTHING: &str = include_str!("everything.hm");

pub(super) fn read(text: &str) -> File {
    let parsed = parse(SourceId(0), text);
    let said: Vec<String> = parsed.diagnostics.iter().map(|d| format!("{d:?}")).collect();
    assert!(said.is_empty(), "{text}\n{}", said.join("\n"));
    parsed.file
}

#[test]
fn the_policies_of_the_brief_are_read() {
    assert_eq!(read(EVERYTHING).statements.len(), 15);
    assert_eq!(read(ENGLISH).statements.len(), 9);
    let chinese = read(CHINESE);
    assert_eq!(chinese.statements.len(), 2);
}

#[test]
fn deep_nesting_fits_a_small_stack_and_is_fast() {
    let deep = |open: &str, inner: &str, close: &str| {
        let levels = 63 / open.matches(['(', '[']).count().max(1);
        format!("define x = {}{inner}{}", open.repeat(levels), close.repeat(levels))
    };
    let data = |open: &str, close: &str| {
        format!("test \"t\" {{ given {{ a: {}1{} }} }}", open.repeat(61), close.repeat(61))
    };
    let constructs = [
        ("parentheses", deep("(", "1", ")")),
        ("sums", deep("(1 + 2 * ", "3", ")")),
        ("calls", deep("f(", "1", ")")),
        ("second arguments", deep("f(a, ", "1", ")")),
        ("aggregates", deep("sum(m where a, ", "1", ")")),
        ("builtins", deep("clamp(1, 2, ", "1", ")")),
        ("rounding", deep("round(", "1", ", up to 1)")),
        ("rank", deep("rank(", "1", ", m, highest first)")),
        ("only", deep("only(", "m", ")")),
        ("conditions", deep("(if a then b else ", "c", ")")),
        ("conditions in conditions", deep("(if ", "c", " then a else b)")),
        ("lists", deep("a in [", "1", "]")),
        ("ranges", deep("a in [1, 2..(", "1", ")]")),
        ("mistakes", deep("f(a, (if x ", "1", "))")),
        ("records", data("{ a: ", " }")),
        ("data lists", data("[", "]")),
        ("negations", deep("(not a and not ", "b", ")")),
        ("if none", deep("min(m) if none (", "b", ")")),
    ];
    for (name, text) in constructs {
        // The best of several tries: what a busy machine takes away is not the parser's time.
        let once = move |_| {
            let started = std::time::Instant::now();
            let parsed = parse(SourceId(0), &text);
            let _ = format::format(&text, format::FormatOptions::default());
            (started.elapsed(), parsed.diagnostics.len())
        };
        let work = move || (0..5).map(once).min().unwrap();
        let (taken, problems) =
            std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
        assert_eq!(problems, usize::from(name == "mistakes"), "{name}");
        // What is promised is a second; an alternative that is tried anew at each level takes ages.
        assert!(taken.as_millis() < 1000, "{name}: {taken:?}");
    }
}

/// The first problem of a text, in both languages, with the first help.
fn said(text: &str) -> [String; 3] {
    let problem = parse(SourceId(0), text).diagnostics.into_iter().next().unwrap();
    let help = problem.help.first().map(|help| help.en.clone()).unwrap_or_default();
    [problem.message.en, problem.message.zh, help]
}

#[test]
fn messages_say_what_a_person_would() {
    for (text, en, zh, help) in [
        (
            "parameter x: money {\n from 2023-01-01:\n from 2024-01-01: 5 yuan\n}",
            "expected a figure after `from 2023-01-01:`",
            "“from 2023-01-01:”之后应有数额",
            "",
        ),
        (
            "参数 标准：金额 {\n 自 2023年1月1日：\n}",
            "expected a figure after `自 2023年1月1日：`",
            "“自 2023年1月1日：”之后应有数额",
            "",
        ),
        (
            "entity p {\n a: bool defalt no\n}",
            "`defalt` was not expected here",
            "此处不应是“defalt”",
            "did you mean `default`?",
        ),
        (
            "tier t {\n a when x bellow 5\n otherwise b\n}",
            "`bellow` was not expected here",
            "此处不应是“bellow”",
            "did you mean `below`?",
        ),
        (
            "benefit b {\n amount 5\n paid weekly\n}",
            "expected `monthly`, `yearly`, `daily` or `once` after `paid`, found `weekly`",
            "“paid”之后应有“按月”、“按年”、“按日”或“一次性”，而写的是“weekly”",
            "say what is paid for each month, and that it is paid monthly",
        ),
        (
            "待遇 乙 {\n 当救助类型 为 低保\n 金额 5元\n}",
            "`当救助类型` was not expected here",
            "此处不应是“当救助类型”",
            "put a blank between the words: `当 救助类型`",
        ),
        (
            "define x = a b",
            "expected an operator after `define x = a`, found `b`",
            "“define x = a”之后应有运算符，而写的是“b”",
            "two values next to each other need an operator between them, such as `and`, `below`, `is` or `*`",
        ),
        (
            "define x = f (a)",
            "expected an operator after `define x = f`, found `(`",
            "“define x = f”之后应有运算符，而写的是“(”",
            "in a call the parenthesis touches the name: `f(x)`",
        ),
        (
            "define x = if a then b",
            "expected `else` after `define x = if a then b`",
            "“define x = if a then b”之后应有“否则”",
            "",
        ),
        (
            "define x = if a then if b then c else d else e",
            "expected a value or a condition after `define x = if a then`, found `if`",
            "“define x = if a then”之后应有一个值或条件，而写的是“if”",
            "put the inner `if` with its operand in parentheses",
        ),
        (
            "define x = a is b or c",
            "`c` is a value here, not a condition",
            "“c”在此是值，不是条件",
            "write `a in [b, c]`",
        ),
        (
            "parameter x: money { from 2023/1/1: 5 yuan }",
            "`2023/1/1` looks like a date but is not written as one",
            "“2023/1/1”形似日期，但写法不对",
            "write 2023-01-01; put blanks around signs to calculate",
        ),
        (
            "benfit x { amount 5 }",
            "no statement starts with `benfit`",
            "没有以“benfit”开头的语句",
            "did you mean `benefit`?",
        ),
        (
            "parameter x: money { 1,000 yuan }",
            "`1,000` is not a number: a comma ends a number",
            "“1,000”不是数：数到逗号为止",
            "write `1000`, or a blank behind each comma if these are several numbers",
        ),
    ] {
        assert_eq!(said(text), [en, zh, help], "{text}");
    }
}

/// A tree as text without the places in it.
pub(super) fn shape(file: &File) -> String {
    let debug = format!("{:?}", file.statements);
    let mut shape = String::new();
    let mut rest = debug.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        shape.push_str(before);
        rest = after
            .split_once("end: ")
            .map_or("", |(_, end)| end.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest = rest.strip_prefix(" }").unwrap_or(rest);
    }
    shape + rest
}

fn same(one: &str, other: &str) {
    assert_eq!(shape(&read(one)), shape(&read(other)), "{one}\n{other}");
}

#[test]
fn both_languages_give_one_tree() {
    same(
        "policy p \"标签\" { region \"36\" currency CNY source \"文\" }",
        "政策 p “标签” ｛ 地区 “36” 货币 CNY 依据 “文” ｝",
    );
    same("enum e ordered { a \"甲\" alias \"x\", b }", "类别 e 有序 { a “甲” 别名 “x” \n b、 }");
    same(
        "entity p { a: bool \"甲\" ask \"?\" default no key alias \"b\" source \"s\"  b: list of q default empty \
         c: whole at least 0 below 10  d: money per month  e: months 1..<9, f: text }",
        "对象 p { a：是否 “甲” 问 “?” 默认 否 标识 别名 “b” 依据 “s”  b：多个 q 默认 空 \
         c：整数 不低于0 少于10  d：金额 每月  e：月数 1．．＜9，f：文本 }",
    );
    same(
        "parameter x \"甲\" by k, l: money per year { in \"36\" from 2023-01-01 to 2023-12-31: a b 1.4万 yuan, c d unknown source \"s\" }",
        "参数 x “甲” 按 k、l：金额 每年 { 属于 “36” 自2023年1月1日 至２０２３年１２月３１日：a b 1.4万元，c d 未定 依据 “s” }",
    );
    same(
        "define f(a: number) \"l\": number = if a below 1 then 2 else if a at most 3 then 4 else 5",
        "定义 f（a：数） “l”：数 ＝ 若 a 低于 1 则 2 否则 若 a ≤ 3 则 4 否则 5",
    );
    same("define f { from 2023-01-01: a to 2022-12-31: b }", "定义 f { 自 2023-01-01：a 至 2022-12-31：b }");
    same(
        "tier t \"l\" { a \"b\" when x and not y source \"s\" otherwise c }",
        "认定 t “l” { a “b” 当 x 且 非 y 依据 “s” 否则 c }",
    );
    same(
        "benefit b { when x amount y round half up to 0.1 yuan paid once start as_of stop month_after(as_of) reason \"r\" source \"s\" }",
        "待遇 b { 当 x 金额 y 取整 四舍五入到0.1元 发放 一次性 起发 基准日 停发 次月（基准日） 理由 “r” 依据 “s” }",
    );
    same("require a else name \"m\" source \"s\"", "要求 a 否则 name “m” 依据 “s”");
    same(
        "for h { define a = b\n table t: number hit first {\n region | x => from 2023-01-01 | y\n any | above 1 at most 2, a => 5 | unknown source \"s\" # c\n 60 以上 | 1..2 => 5%|6\n } }",
        "对 h { 定义 a ＝ b\n 表 t：数 命中 首个 {\n 地区 ｜ x ⇒ 自2023年1月1日 ｜ y\n\n 任意 ｜ 超过1不超过2、a ⇒ 5 ｜ 未定 依据 “s”\n at least 60 | 1..2 => 5％|6\n } }",
    );
    same(
        "test \"l\" on 2023-06-01 in \"36\" { given { m: [{ a: 1, pin b: yes }] } pin c = 5 with p(k) = 6 yuan/month \
         expect a is b expect c is unknown needs d.e, f expect g is unknown expect h lacks p, q expect error e }",
        "示例 “l” 于 2023年6月1日 属于 “36” { 给定 { m：【{ a：1，固定 b：是 }】 } 固定 c ＝ 5 设 p（k） ＝ 6元每月 \
         预期 a 为 b 预期 c 为 未定 需要 d.e、f 预期 g 为 未定 预期 h 缺少 p、q 预期 错误 e }",
    );
    same(
        "define x = sum(m where a, b) + count(m) * min(a, b) if none -1 / round(c, down to 1) - rank(a, m, lowest first)",
        "定义 x = 合计（m 其中 a，b）＋计数（m）×取低（a、b） 无则 －1 ÷ 取整（c，舍到 1）－名次（a，m，低者在先）",
    );
    same(
        "define x = a in [b, 1..3] or a not in [below 5] or c is not known or d is not e or p on 2023-01 > 5 months",
        "定义 x = a 属于【b、1..3】 或 a 不属于【低于 5】 或 c 不为 已知 或 d ≠ e 或 p 于 2023年1月 超过 5个月",
    );
}

fn expression(text: &str) -> String {
    let wrapped = format!("define x = {text}");
    match read(&wrapped).statements.as_slice() {
        [Statement::Define(define)] => plain(&define.bodies[0].value),
        other => panic!("{other:?}"),
    }
}

/// An expression with all its brackets.
fn plain(expr: &tree::Expr) -> String {
    use tree::ExprKind as K;
    let list = |parts: &[tree::Expr], mark: &str| {
        format!("({})", parts.iter().map(plain).collect::<Vec<_>>().join(mark))
    };
    match &expr.kind {
        K::Name(name) => name.clone(),
        K::Number { value, .. } => value.to_decimal(9).text,
        K::Sum { first, rest } => {
            let rest: String = rest.iter().map(|(sign, term)| format!(" {sign:?} {}", plain(term))).collect();
            format!("({}{rest})", plain(first))
        }
        K::Product { first, rest } => {
            let rest: String = rest.iter().map(|(sign, term)| format!(" {sign:?} {}", plain(term))).collect();
            format!("({}{rest})", plain(first))
        }
        K::And(parts) => list(parts, " and "),
        K::Or(parts) => list(parts, " or "),
        K::Not(inner) => format!("not {}", plain(inner)),
        K::Negate(inner) => format!("-{}", plain(inner)),
        K::Compare { comparison, left, right } => {
            format!("({} {comparison:?} {})", plain(left), plain(right))
        }
        K::Is { left, right, .. } => format!("({} is {})", plain(left), plain(right)),
        K::Member { base, name } => format!("{}.{}", plain(base), name.text),
        K::On { value, date } => format!("({} on {})", plain(value), plain(date)),
        K::Where { list, condition } => format!("({} where {})", plain(list), plain(condition)),
        K::In { value, items, .. } => format!("({} in {})", plain(value), items.len()),
        K::Call { name, arguments, if_none } => {
            let none = if_none.as_ref().map(|value| format!(" if none {}", plain(value))).unwrap_or_default();
            format!("{}{}{none}", name.text, list(arguments, ", "))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn operators_bind_as_the_brief_says() {
    for (written, bound) in [
        ("a + b - c * d / e", "(a Plus b Minus (c Times d Over e))"),
        ("a - (b + c) - d", "(a Minus (b Plus c) Minus d)"),
        ("(a + b) + c", "((a Plus b) Plus c)"),
        ("-a.b * c", "(-a.b Times c)"),
        ("a - -b", "(a Minus -b)"),
        ("not a below b + 1 and c", "(not (a Below (b Plus 1)) and c)"),
        ("a and b and c", "(a and b and c)"),
        ("a or (b and c) or d", "(a or (b and c) or d)"),
        ("m where a and b", "(m where (a and b))"),
        ("m where a where b", "((m where a) where b)"),
        ("a + b in [1] and c", "(((a Plus b) in 1) and c)"),
        ("f(a).b on c.d * e", "((f(a).b on c.d) Times e)"),
        ("f(a) if none -1 + b", "(f(a) if none -1 Plus b)"),
        ("a = b", "(a is b)"),
        ("a≥b and a<c", "((a AtLeast b) and (a Below c))"),
        ("2023 - 12 - 1", "(2023 Minus 12 Minus 1)"),
        ("a/b", "(a Over b)"),
    ] {
        assert_eq!(expression(written), bound, "{written}");
    }
}

#[test]
fn literals_are_exact_and_units_touch() {
    use crate::number::Rational;
    use tree::ExprKind as K;
    let number = |text: &str| Rational::parse_decimal(text).unwrap();
    let kind = |text: &str| match read(&format!("define x = {text}")).statements.remove(0) {
        Statement::Define(mut define) => format!("{:?}", define.bodies.remove(0).value.kind),
        other => panic!("{other:?}"),
    };
    let money = |value: &str, currency: &str, period| {
        format!("{:?}", K::Money { value: number(value), currency: currency.to_owned(), period })
    };
    use tree::Period::{Month, Year};
    for (written, expected) in [
        ("915元", money("915", "CNY", None)),
        ("９１５．５元／月", money("915.5", "CNY", Some(Month))),
        ("1.4万元/年", money("14000", "CNY", Some(Year))),
        ("3.5 亿元", money("350000000", "CNY", None)),
        ("915 yuan per month", money("915", "CNY", Some(Month))),
        ("915 yuan/month", money("915", "CNY", Some(Month))),
        ("915元每月", money("915", "CNY", Some(Month))),
        ("5角", money("0.5", "CNY", None)),
        ("50 fen", money("0.5", "CNY", None)),
        ("100 USD per year", money("100", "USD", Some(Year))),
        ("100 USD/年", money("100", "USD", Some(Year))),
        ("60%", format!("{:?}", K::Number { value: number("0.6"), percent: true })),
        ("1.4万", format!("{:?}", K::Number { value: number("14000"), percent: false })),
        ("007", format!("{:?}", K::Number { value: number("7"), percent: false })),
        ("6个月", format!("{:?}", K::Duration { count: 6, unit: tree::DurationUnit::Month })),
        ("1 year", format!("{:?}", K::Duration { count: 1, unit: tree::DurationUnit::Year })),
        ("30日", format!("{:?}", K::Duration { count: 30, unit: tree::DurationUnit::Day })),
    ] {
        assert_eq!(kind(written), expected, "{written}");
    }
    // With blanks, or with a longer name, the slash divides.
    for (written, bound) in [("915元 / 月", "月"), ("915元/月数", "月数")] {
        assert!(kind(written).starts_with("Product"), "{written}");
        assert!(kind(written).contains(bound));
    }
}

#[test]
fn words_are_keywords_only_as_whole_words() {
    same(
        "define 非农户口 = 当期收入 + 或有负债 * 金额 / 月",
        "define 非农户口 = 当期收入 + 或有负债 * 金额 / 月",
    );
    assert_eq!(
        expression("sum + 合计 + any + at + none + round"),
        "(sum Plus 合计 Plus any Plus at Plus none Plus round)"
    );
    same(
        "entity p { key: key key default: default default source source: text }",
        "对象 p { key：key 标识 \n default：default 默认 source \n source：文本 }",
    );
}

#[test]
fn texts_keep_what_is_between_the_quotes() {
    let texts = |text: &str| match read(&format!("policy p {text}")).statements.remove(0) {
        Statement::Policy(policy) => policy.label.unwrap().text,
        other => panic!("{other:?}"),
    };
    assert_eq!(texts(r#""a \"b\" \\ \n""#), r#"a "b" \ \n"#);
    assert_eq!(texts("“a \"b\" \\”"), "a \"b\" \\");
    assert_eq!(texts("＂a # b＂ # c"), "a # b");
}

/// Codes with the text at their places.
fn problems_of(text: &str) -> Vec<(String, String)> {
    let mut sources = crate::diagnostic::SourceMap::default();
    let id = sources.add("p", text);
    let of = |problem: &Diagnostic| {
        (format!("{:?}", problem.code), sources.slice(problem.span().unwrap()).to_owned())
    };
    parse(id, text).diagnostics.iter().map(of).collect()
}

#[test]
fn mistakes_have_codes_and_places() {
    for (text, code, place) in [
        ("parameter x: number { from 2023-1-1: 5 }", "NearMissDate", "2023-1-1"),
        ("parameter x: number { from 2023/1/1: 5 }", "NearMissDate", "2023/1/1"),
        ("define x = 2023.1.1", "NearMissDate", "2023.1.1"),
        ("define x = 2023-1", "NearMissDate", "2023-1"),
        ("define x = 2023年1月1日起", "NearMissDate", "2023年1月1日起"),
        ("define x = 2023年", "NearMissDate", "2023年"),
        ("define x = 2023-02-29", "BadDate", "2023-02-29"),
        ("define x = 2023年13月1日", "BadDate", "2023年13月1日"),
        ("define x = 2023-13", "BadDate", "2023-13"),
        ("parameter x: number { from 2023-01: 5 }", "BadDate", "2023-01"),
        ("define x = a and b or c", "MixedAndOr", "or"),
        ("define x = a or b and c or d and e", "MixedAndOr", "or"),
        ("define x = a is b or c or 5", "IsWithOr", "c"),
        ("define x = a below b below c", "ComparisonChain", "below"),
        ("define x = a is b in [c]", "ComparisonChain", "in"),
        ("define x = (a", "UnclosedBracket", "("),
        ("define x = a)", "UnclosedBracket", ")"),
        ("define x = \"a", "UnclosedString", "\"a"),
        ("define x = 5人", "BadNumber", "5人"),
        ("define x = 1.5 months", "BadNumber", "1.5 months"),
        (
            "define x = 11111111111111111111111111111111111111111",
            "NumberTooLarge",
            "11111111111111111111111111111111111111111",
        ),
        ("define or = 5", "ReservedWord", "or"),
        ("defin x = 5", "UnknownStatement", "defin"),
        ("define x = not not a", "UnexpectedToken", "not"),
        ("define x = - - a", "UnexpectedToken", "-"),
        ("define x = a + not b", "UnexpectedToken", "not"),
        ("define x = a if none 0", "UnexpectedToken", "if none 0"),
        ("parameter x: number { 5 from 2023-01-01: 6 }", "UnexpectedToken", "5"),
        ("define x { 5 }", "UnexpectedToken", "5"),
        ("benefit b { amount 5 amount 6 }", "UnexpectedToken", "amount 6"),
    ] {
        let found = problems_of(text);
        let first = found.first().cloned().unwrap_or_default();
        assert_eq!(first, (code.to_owned(), place.to_owned()), "{text}: {found:?}");
    }
}

#[test]
fn one_mistake_does_not_hide_another() {
    let text = "entity p {\n a bool\n b: bool\n c: bool asks \"x\"\n d: date\n}\nbenefit b {\n wen a\n amount 5\n paid never\n}\n\
                for p {\n define x = (a\n define y = 5 +\n tier t {\n a when\n b when c\n otherwise d\n }\n define z = 6\n}\n\
                tets \"x\" { }\ndefine w = 7\n";
    let parsed = parse(SourceId(0), text);
    let codes: Vec<String> =
        problems_of(text).into_iter().map(|(code, place)| format!("{code} {place}")).collect();
    assert_eq!(
        codes,
        [
            "UnexpectedToken bool",
            "UnexpectedToken asks",
            "UnexpectedToken wen",
            "UnexpectedToken never",
            "UnclosedBracket (",
            "UnexpectedToken ",
            "UnexpectedToken ",
            "UnknownStatement tets",
        ]
    );
    let read: Vec<String> = parsed.file.statements.iter().map(|s| format!("{s:?}")).collect();
    assert_eq!(read.len(), 4, "{read:#?}");
    assert!(read[0].contains("\"b\"") && read[0].contains("\"d\"") && !read[0].contains("\"a\""));
    assert!(read[2].contains("\"z\"") && read[2].contains("Tier"));
}

#[test]
fn limits_are_stated() {
    let problem = |text: &str| problems_of(text).remove(0).0;
    assert_eq!(problem(&"(".repeat(65)), "NestingTooDeep");
    assert_eq!(problem(&"a".repeat(LARGEST_SOURCE + 1)), "TooLarge");
    assert_eq!(problem(""), "EmptyFile");
    assert_eq!(problem(" # only this\n"), "EmptyFile");
    assert_eq!(problem(&format!("define x = a{}", ".a".repeat(400))), "NestingTooDeep");
    let bytes = parse_bytes(SourceId(0), b"define x\n = \xff").diagnostics.remove(0);
    assert_eq!((bytes.code, bytes.span().unwrap().start), (crate::diagnostic::Code::NotUtf8, 12));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "slow without optimisation")]
fn large_texts_are_refused_or_read_in_time() {
    for byte in [
        "(",
        ")",
        "{",
        "}",
        "\"",
        "a",
        "1",
        " ",
        "\n",
        "#",
        "-",
        ".",
        "|",
        "=",
        "自",
        "a\n",
        "define\n",
        "define x = 1\n",
        "+ a ",
        "\"\"",
        "a(",
        "()",
    ] {
        for size in [LARGEST_SOURCE - 20, 10 << 20] {
            let text = format!("define x = {}", byte.repeat(size / byte.len()));
            let started = std::time::Instant::now();
            let parsed = parse(SourceId(0), &text);
            let taken = started.elapsed();
            assert!(parsed.diagnostics.len() <= MOST_PROBLEMS);
            // Far above what it takes on an idle machine.
            let limit = if byte.chars().count() == 1 { 3 } else { 30 };
            assert!(taken.as_secs() < limit, "{byte:?}: {taken:?}");
        }
    }
}
