use super::super::tests::{CHINESE, ENGLISH, EVERYTHING, read, shape};
use super::*;

const LANGUAGES: [Option<Language>; 3] = [None, Some(Language::English), Some(Language::Chinese)];

fn formatted(text: &str, language: Option<Language>) -> String {
    format(text, FormatOptions { language }).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

/// The comments of a text in order.
fn comments(text: &str) -> Vec<String> {
    let lexemes = super::super::scan::scan(text, 64).ok().unwrap();
    let comments = lexemes.iter().filter(|lexeme| lexeme.kind == super::super::scan::LexemeKind::Comment);
    comments.map(|comment| comment.text(text).trim_end().to_owned()).collect()
}

/// What holds for every formatted text.
fn check(text: &str) {
    let tree = shape(&read(text));
    for language in LANGUAGES {
        let once = formatted(text, language);
        assert_eq!(shape(&read(&once)), tree, "{language:?}\n{text}\n{once}");
        assert_eq!(formatted(&once, language), once, "{language:?}\n{text}");
        assert_eq!(comments(&once), comments(text), "{text}");
        assert!(!once.contains("\n\n\n") && once.lines().all(|line| line.trim_end() == line), "{once}");
    }
    let english = formatted(&formatted(text, LANGUAGES[2]), LANGUAGES[1]);
    let chinese = formatted(&english, LANGUAGES[2]);
    assert_eq!(shape(&read(&chinese)), tree, "{chinese}");
    assert_eq!(formatted(&formatted(&chinese, LANGUAGES[1]), LANGUAGES[2]), chinese);
}

#[test]
fn formatting_changes_nothing_but_the_layout() {
    for text in [ENGLISH, CHINESE, EVERYTHING] {
        check(text);
        check(&text.replace('\n', "\r\n").replace("\r\r", "\r"));
    }
}

#[test]
fn everything_is_laid_out() {
    let lines =
        |text: &str, language| formatted(text, language).lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(
            "benefit b{when a=b and(c or d)\namount -1 yuan*f( x )# why\n\n\n\nround  half   up to 1yuan}",
            None
        ),
        [
            "benefit b { when a = b and (c or d)",
            "    amount -1 yuan * f(x)  # why",
            "",
            "    round half up to 1 yuan }",
        ]
    );
    assert_eq!(
        lines("定义 a＝合计（b 其中 c≥5元每月）÷１２ 且 d 属于【甲、乙】", LANGUAGES[1]),
        ["define a = sum(b where c >= 5 yuan per month) / 12 and d in [甲, 乙]"]
    );
    assert_eq!(
        lines(
            "define a = b at least 1 and c in [d, 1..3] or (e is not known)".replace("or", "and").as_str(),
            LANGUAGES[2]
        ),
        ["定义 a ＝ b 不低于 1 且 c 属于【d、1..3】且（e 不为 已知）"]
    );
    assert_eq!(
        lines(
            "parameter p: money per month {\nfrom 2023-01-05: 1.4万元/月\nto 2022-12-31: 1 month\n}",
            LANGUAGES[1]
        ),
        [
            "parameter p: money per month {",
            "    from 2023-01-05: 14000 yuan per month",
            "    to 2022-12-31:   1 month",
            "}",
        ]
    );
    assert_eq!(
        lines("table t: number {\n年龄 => x\n60 以上 => 1\n12以下 => 2\n}", LANGUAGES[1]),
        ["table t: number {", "    年龄        => x", "    at least 60 => 1", "    at most 12  => 2", "}"]
    );
}

#[test]
fn synonyms_of_the_language_stay() {
    let chinese = "定义 a ＝ b 年满 18 且 c 早于 2023年01月01日 且 d 少于 30日\n";
    assert_eq!(formatted(chinese, None), chinese);
    let translated = formatted(chinese, LANGUAGES[2]);
    assert_eq!(translated, chinese.replace("01月01日", "1月1日"));
}

#[test]
fn texts_with_mistakes_are_not_formatted() {
    assert!(format("define x = (", FormatOptions::default()).is_err());
}

mod random {
    use proptest::prelude::*;

    use super::*;

    /// Puts other blanks, line breaks and comments between the lexemes of a text.
    fn relaid(text: &str, gaps: &[u8]) -> String {
        let lexemes = super::super::super::scan::scan(text, 64).ok().unwrap();
        let mut relaid = String::new();
        let mut end = 0;
        for (at, lexeme) in lexemes.iter().enumerate() {
            let gap = &text[end as usize..lexeme.start as usize];
            relaid.push_str(match gaps[at % gaps.len()] {
                0 if !gap.is_empty() => "\n",
                1 if !gap.is_empty() => " # 注 ( \n\n",
                2 => "   ",
                3 if !gap.is_empty() => "\u{3000}\t",
                _ => gap,
            });
            relaid.push_str(lexeme.text(text));
            end = lexeme.end;
        }
        relaid + &text[end as usize..]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn any_layout_is_formatted(which in 0usize..3, gaps in prop::collection::vec(0u8..12, 1..200)) {
            let text = relaid([ENGLISH, CHINESE, EVERYTHING][which], &gaps);
            // A line break can end a row of a table too early.
            if super::super::super::parse(SourceId(0), &text).diagnostics.is_empty() {
                check(&text);
            }
        }
    }
}
