use proptest::prelude::*;

use super::super::{Code, SourceId, Span, Text};
use super::*;

const POLICY: &str = "\
对 家庭 {
    定义 人均月收入 ＝ 合计（成员.收入）÷ 人数
    待遇 低保金 {
        当  人均月收入 低于 低保标准 且 财产符合
    }
}
";

fn sources(texts: &[(&str, &str)]) -> SourceMap {
    let mut sources = SourceMap::default();
    for (name, text) in texts {
        sources.add(*name, *text);
    }
    sources
}

fn span_of(sources: &SourceMap, id: u16, wanted: &str) -> Span {
    let text = &sources.get(SourceId(id)).unwrap().text;
    let start = text.find(wanted).unwrap();
    Span::new(SourceId(id), start as u32, (start + wanted.len()) as u32)
}

fn unknown_name(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownName,
        span,
        Text::new("there is no `低保标准`", "没有名为 `低保标准` 的名称"),
    )
    .under(Text::new("not declared", "未声明"))
}

fn shown(diagnostic: &Diagnostic, sources: &SourceMap, language: Language) -> String {
    let text = render(std::slice::from_ref(diagnostic), sources, language, RenderOptions::default());
    format!("\n{text}")
}

#[test]
fn carets_stand_under_chinese() {
    let sources = sources(&[("南昌.hm", POLICY)]);
    let diagnostic = unknown_name(span_of(&sources, 0, "低保标准"))
        .label(span_of(&sources, 0, "人均月收入"), Text::new("compared with this", "与它比较"))
        .note(Text::new("names are whole words", "名称是完整的词\n词之间用空格分开"))
        .help(Text::new("declare it: `parameter 低保标准`", "先声明：`参数 低保标准`"));
    assert_eq!(
        shown(&diagnostic, &sources, Language::Chinese),
        "
错误[H0101]: 没有名为 `低保标准` 的名称
 --> 南昌.hm:4:21
  |
2 |     定义 人均月收入 ＝ 合计（成员.收入）÷ 人数
  |          ---------- 与它比较
3 |     待遇 低保金 {
4 |         当  人均月收入 低于 低保标准 且 财产符合
  |                             ^^^^^^^^ 未声明
  |
  = 说明: 名称是完整的词
          词之间用空格分开
  = 帮助: 先声明：`参数 低保标准`
"
    );
    assert_eq!(
        shown(&diagnostic, &sources, Language::English),
        "
error[H0101]: there is no `低保标准`
 --> 南昌.hm:4:21
  |
2 |     定义 人均月收入 ＝ 合计（成员.收入）÷ 人数
  |          ---------- compared with this
3 |     待遇 低保金 {
4 |         当  人均月收入 低于 低保标准 且 财产符合
  |                             ^^^^^^^^ not declared
  |
  = note: names are whole words
  = help: declare it: `parameter 低保标准`
"
    );
}

#[test]
fn several_files_and_several_diagnostics() {
    let sources = sources(&[("省.hm", "参数 标准：金额\n"), ("市.hm", "参数 标准：数\n")]);
    let twice = Diagnostic::error(
        Code::DuplicateName,
        span_of(&sources, 1, "标准"),
        Text::new("`标准` is declared twice", "`标准` 重复声明"),
    )
    .label(span_of(&sources, 0, "标准"), Text::new("first here", "先在这里声明"));
    let unused = Diagnostic::warning(
        Code::UnusedName,
        span_of(&sources, 0, "标准"),
        Text::new("`标准` is never used", "`标准` 从未使用"),
    );
    let text = render(&[twice, unused], &sources, Language::Chinese, RenderOptions::default());
    assert_eq!(
        format!("\n{text}"),
        "
错误[H0102]: `标准` 重复声明
 --> 市.hm:1:4
  |
1 | 参数 标准：数
  |      ^^^^
  |
 ::: 省.hm:1:4
  |
1 | 参数 标准：金额
  |      ---- 先在这里声明

警告[H0109]: `标准` 从未使用
 --> 省.hm:1:4
  |
1 | 参数 标准：金额
  |      ^^^^
"
    );
}

#[test]
fn long_lines_are_shown_around_the_place() {
    let text = format!("{{\n{}\"收入\": 915.001, {}\n}}\n", "1, ".repeat(400_000), "2, ".repeat(400_000));
    let sources = sources(&[("case.json", &text)]);
    let diagnostic = Diagnostic::error(
        Code::CaseNotWholeCoins,
        span_of(&sources, 0, "915.001"),
        Text::new("`915.001` is not a whole number of fen", "`915.001` 不足一分"),
    )
    .under(Text::new("three decimals", "三位小数"));
    assert_eq!(
        shown(&diagnostic, &sources, Language::English),
        "
error[H0505]: `915.001` is not a whole number of fen
 --> case.json:2:1200007
  |
  |
2 | ..., 1, 1, 1, 1, 1, 1, 1, 1, \"收入\": 915.001, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,...
  |                                      ^^^^^^^ three decimals
"
    );
}

#[test]
fn long_spans_are_shown_by_their_first_line() {
    let text = format!("对 家庭 {{\n{}", "    定义 甲 ＝ 1\n".repeat(100_000));
    let sources = sources(&[("a.hm", &text)]);
    let all = Span::new(SourceId(0), 11, text.len() as u32);
    let diagnostic = Diagnostic::error(Code::UnclosedBracket, all, Text::new("not closed", "没有闭合"));
    assert_eq!(
        shown(&diagnostic, &sources, Language::English),
        "
error[H0005]: not closed
 --> a.hm:1:6
  |
1 | 对 家庭 {
  |         ^
"
    );
}

#[test]
fn distant_places_are_shown_apart() {
    let text = format!("甲\n{}乙\n", "\n".repeat(1000));
    let sources = sources(&[("a.hm", &text)]);
    let diagnostic = Diagnostic::error(
        Code::Cycle,
        span_of(&sources, 0, "乙"),
        Text::new("`乙` depends on itself", "`乙` 依赖自身"),
    )
    .label(span_of(&sources, 0, "甲"), Text::new("through this", "经由此处"));
    assert_eq!(
        shown(&diagnostic, &sources, Language::Chinese),
        "
错误[H0110]: `乙` 依赖自身
    --> a.hm:1002:1
     |
1002 | 乙
     | ^^
     |
    ::: a.hm:1:1
     |
   1 | 甲
     | -- 经由此处
"
    );
}

#[test]
fn a_diagnostic_without_a_place_still_says_what_is_wrong() {
    let nowhere = Span::new(SourceId(5), 3, 9);
    let diagnostic = Diagnostic::error(Code::NotUtf8, nowhere, Text::new("not UTF-8", "不是 UTF-8"));
    assert_eq!(shown(&diagnostic, &SourceMap::default(), Language::Chinese), "\n错误[H0002]: 不是 UTF-8\n");
    let helped = diagnostic.help(Text::new("save it as UTF-8", "另存为 UTF-8"));
    assert_eq!(
        shown(&helped, &SourceMap::default(), Language::English),
        "
error[H0002]: not UTF-8
 |
 = help: save it as UTF-8
"
    );
}

#[test]
fn control_characters_cannot_reach_the_terminal() {
    let sources = sources(&[("\u{1b}[31m.hm", "甲 \u{1b}[2J 乙\u{7}")]);
    let evil = || Text::new("\u{1b}[2J", "\u{1b}[2J");
    let diagnostic =
        Diagnostic::error(Code::UnexpectedToken, Span::new(SourceId(0), 4, 8), evil()).under(evil());
    let diagnostic = diagnostic.note(evil()).help(evil());
    let text = shown(&diagnostic, &sources, Language::English);
    assert!(!text.contains(['\u{1b}', '\u{7}']), "{text}");
}

#[test]
fn colours_are_asked_for() {
    let sources = sources(&[("a.hm", POLICY)]);
    let options = RenderOptions { color: true, width: 80 };
    let text =
        render(&[unknown_name(span_of(&sources, 0, "低保标准"))], &sources, Language::Chinese, options);
    assert!(text.contains("\u{1b}["));
}

#[test]
fn the_size_is_bounded() {
    let line = "（".repeat(500_000);
    let sources = sources(&[("a.hm", &line)]);
    let long = || Text::new(line.as_str(), line.as_str());
    let mut diagnostic = Diagnostic::error(Code::UnclosedBracket, Span::new(SourceId(0), 0, 9), long());
    diagnostic = diagnostic.under(long()).note(long());
    for start in (0..1_000_000u32).step_by(1000) {
        diagnostic = diagnostic.label(Span::new(SourceId(0), start, start + 400_000), Text::new("a", "甲"));
    }
    let text = shown(&diagnostic, &sources, Language::Chinese);
    assert!(text.len() < 300_000, "{}", text.len());
}

fn any_source() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z （）低保标准\t\r\n。🎉e\u{301}\u{200d}]{0,30}",
        "\\PC{0,10}",
        Just("\n\n\n".to_owned()),
        (0usize..3000).prop_map(|count| "长".repeat(count)),
        (0usize..60).prop_map(|count| "\r\n".repeat(count)),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_spans_are_rendered(
        texts in prop::collection::vec(any_source(), 0..3),
        spans in prop::collection::vec((0u16..3, 0u32..20_000, 0u32..20_000, any::<bool>(), any::<bool>()), 1..6),
        width in 0usize..200,
        color: bool,
    ) {
        let named: Vec<_> = texts.iter().map(|text| ("源.hm", text.as_str())).collect();
        let sources = sources(&named);
        let mut diagnostic = unknown_name(Span::default());
        diagnostic.labels.clear();
        for (id, start, end, primary, labelled) in spans {
            // Offsets near the text are more telling than those far beyond it.
            let size = sources.get(SourceId(id)).map_or(9, |source| source.text.len() as u32 + 3);
            diagnostic.labels.push(super::super::Label {
                span: Span::new(SourceId(id), start % size, end % size),
                text: labelled.then(|| Text::new("a label", "标签")),
                primary,
            });
        }
        for language in [Language::English, Language::Chinese] {
            let text = render(&[diagnostic.clone()], &sources, language, RenderOptions { color, width });
            prop_assert!(text.contains("H0101"));
        }
        let _ = diagnostic.to_json(&sources);
    }
}
