//! The catalogue of diagnostic codes.
//!
//! To add a code, add a line to its group with the next number. A number is never given to another
//! problem, because people search for it and programs compare it.

use std::fmt;
use std::str::FromStr;

use super::{Language, Severity};

macro_rules! codes {
    ($($number:ident $severity:ident $variant:ident $name:literal: $en:literal, $zh:literal;)*) => {
        /// The kind of a diagnostic, with a stable number, a name, and a title in both languages.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $(
                #[doc = concat!("`", stringify!($number), "`: ", $en, "; ", $zh)]
                $variant,
            )*
        }

        impl Code {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The number that people search for, such as `H0101`.
            pub const fn number(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($number),)*
                }
            }

            /// The name in kebab case, such as `unknown-name`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What such a diagnostic is unless the one who reports it decides otherwise.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            // Who asks for no titles has none of them to load.
            const fn title_in_english(self) -> &'static str {
                match self {
                    $(Self::$variant => $en,)*
                }
            }

            const fn title_in_chinese(self) -> &'static str {
                match self {
                    $(Self::$variant => $zh,)*
                }
            }
        }
    };
}

codes! {
    // H00xx: reading the text.
    H0001 Error TooLarge "too-large": "the text is larger than the limit", "文本超过大小上限";
    H0002 Error NotUtf8 "not-utf8": "the text is not UTF-8", "文本不是 UTF-8 编码";
    H0003 Error EmptyFile "empty-file": "the file holds no statement", "文件中没有语句";
    H0004 Error NestingTooDeep "nesting-too-deep": "nested too deeply", "嵌套层次过深";
    H0005 Error UnclosedBracket "unclosed-bracket": "a bracket is not closed", "括号没有闭合";
    H0006 Error UnclosedString "unclosed-string": "a quoted text is not closed", "引号没有闭合";
    H0007 Error UnexpectedToken "unexpected-token": "something else was expected here", "此处应为其他内容";
    H0008 Error UnknownStatement "unknown-statement": "no statement starts like this", "没有以此开头的语句";
    H0009 Error NearMissDate "near-miss-date": "this looks like a date but is not written as one", "形似日期，但写法不对";
    H0010 Error BadDate "bad-date": "the calendar has no such date", "日历上没有这一天";
    H0011 Error BadNumber "bad-number": "not a number", "不是数";
    H0012 Error NumberTooLarge "number-too-large": "the number is too large", "数过大";
    H0013 Error MixedAndOr "mixed-and-or": "`and` and `or` are mixed without parentheses", "“且”与“或”混用而没有加括号";
    H0014 Error IsWithOr "is-with-or": "`is` compares with one value only", "“为”只能与一个值比较";
    H0015 Error ComparisonChain "comparison-chain": "comparisons cannot be chained", "比较不能连写";
    H0016 Error NamesRunTogether "names-run-together": "words are written without spaces between them", "词与词之间没有空格";
    H0017 Error ReservedWord "reserved-word": "a reserved word is used as a name", "保留词不能用作名称";

    // H01xx: names.
    H0101 Error UnknownName "unknown-name": "the name is not declared", "名称未声明";
    H0102 Error DuplicateName "duplicate-name": "the name is declared twice", "名称重复声明";
    H0103 Error UnknownEntity "unknown-entity": "the entity is not declared", "对象未声明";
    H0104 Error UnknownType "unknown-type": "there is no such type", "没有这种类型";
    H0105 Error UnknownField "unknown-field": "the entity has no such field", "对象没有这一项";
    H0106 Error UnknownCase "unknown-case": "the enum has no such case", "类别中没有这一项";
    H0107 Error AmbiguousCase "ambiguous-case": "several enums have a case of this name", "多个类别含有同名的项";
    H0108 Warning Shadowed "shadowed": "the name hides another", "名称遮蔽了另一个名称";
    H0109 Warning UnusedName "unused-name": "the name is never used", "名称从未使用";
    H0110 Error Cycle "cycle": "the definitions depend on each other in a circle", "定义循环依赖";
    H0111 Error WrongArgumentCount "wrong-argument-count": "too many or too few arguments", "传入的值个数不对";
    H0112 Error NoRootEntity "no-root-entity": "there is no entity to decide about", "没有认定的对象";
    H0113 Error SeveralRoots "several-roots": "several entities are contained in no other", "有多个顶层对象";
    H0114 Error EntityCycle "entity-cycle": "an entity contains itself", "对象包含自身";

    // H02xx: types, units and periods.
    H0201 Error TypeMismatch "type-mismatch": "the value is of another type", "类型不符";
    H0202 Error PeriodMismatch "period-mismatch": "the amounts are for different periods", "金额的期间不同";
    H0203 Error CurrencyMismatch "currency-mismatch": "the amounts are in different currencies", "金额的币种不同";
    H0204 Error NotAList "not-a-list": "the value is not a list", "不是列表";
    H0205 Error SeveralValues "several-values": "several values stand where one is needed", "此处应为单个值，却有多个";
    H0206 Error ConditionExpected "condition-expected": "a condition is expected here", "此处应为条件";
    H0207 Error BadOperands "bad-operands": "the operator does not apply to these values", "运算不适用于这些值";
    H0208 Error PaidPeriod "paid-period": "the amount's period does not fit how it is paid", "金额的期间与发放方式不符";
    H0209 Error BadLiteral "bad-literal": "the value cannot be written like this", "值的写法不对";
    H0210 Error RangeViolation "range-violation": "the value is outside its declared range", "值超出声明的范围";
    H0211 Error IsKnownAsValue "is-known-as-value": "`is known` may not decide a value", "“已知”不能用来决定结果";
    H0212 Error PartOfNothing "part-of-nothing": "the value has no such part", "值没有这一部分";

    // H03xx: figures, tables and what is proved of them.
    H0301 Error MayDivideByZero "may-divide-by-zero": "the divisor may be zero", "除数可能为零";
    H0302 Error NotWholeCoins "not-whole-coins": "the amount may not be a whole number of coins", "金额可能不足一个最小货币单位";
    H0303 Error OverlappingEntries "overlapping-entries": "two entries hold on the same days", "两条规定的有效期重叠";
    H0304 Error EntryOrder "entry-order": "an entry ends before it begins", "截止日早于起始日";
    H0305 Error NoEntries "no-entries": "there is nothing between the braces", "大括号内没有内容";
    H0306 Error MissingKey "missing-key": "a case, a key or a column is missing", "缺少类别或列";
    H0307 Error DuplicateKey "duplicate-key": "a case has two values", "同一类别有两个取值";
    H0308 Error TableGap "table-gap": "no row covers this case", "表中没有涵盖此情形的行";
    H0309 Error TableOverlap "table-overlap": "two rows cover the same case", "表中两行涵盖同一情形";
    H0310 Warning UnreachableRow "unreachable-row": "the row can never apply", "此行永远不会适用";
    H0311 Error TooLargeAfterInlining "too-large-after-inlining": "the policy is too large once definitions are expanded", "定义展开后政策过大";
    H0312 Warning EmptyAggregate "empty-aggregate": "the list may be empty", "列表可能为空";
    H0313 Error BadRoundStep "bad-round-step": "the rounding step is not a fixed amount above zero", "取整单位应为大于零的固定值";
    H0314 Error TableTooWide "table-too-wide": "the table has too many columns to be checked", "表的列数过多，无法核查";
    H0315 Warning UnreachableArm "unreachable-arm": "the arm can never apply", "此分支永远不会适用";
    H0316 Warning ForeignRegion "foreign-region": "the region lies outside the policy's", "地区不在政策适用范围内";

    // H04xx: tests.
    H0401 Error TestWithoutExpectation "test-without-expectation": "the test expects nothing", "示例没有写明预期";
    H0402 Error PinNotDerived "pin-not-derived": "only a derived value can be pinned", "只能固定推算得出的值";
    H0403 Error UnknownErrorName "unknown-error-name": "there is no error of this name", "没有这个名称的错误";
    H0404 Error TestWithoutDate "test-without-date": "the test names no date", "示例没有写明日期";

    // H05xx: cases, reported when deciding.
    H0501 Error CaseSyntax "case-syntax": "the case is not valid JSON", "个案不是合法的 JSON";
    H0502 Error CaseWrongType "case-wrong-type": "the fact is of another type", "事实的类型不符";
    H0503 Error CaseUnknownField "case-unknown-field": "the policy knows no such fact", "政策中没有这一事实";
    H0504 Error CaseMissingList "case-missing-list": "the list is absent", "缺少列表";
    H0505 Error CaseNotWholeCoins "case-not-whole-coins": "the amount is not a whole number of coins", "金额不足一个最小货币单位";
    H0506 Error CaseOutOfRange "case-out-of-range": "the fact is outside its declared range", "事实超出声明的范围";
    H0507 Error CaseDuplicateField "case-duplicate-field": "the fact is given twice", "事实重复给出";
    H0508 Error CaseTooLarge "case-too-large": "the case is larger than the limit", "个案超过大小上限";
    H0509 Error CaseDuplicateKey "case-duplicate-key": "two members have the same key", "两个成员的标识相同";
    H0510 Error RegionOutside "region-outside": "the case is outside the policy's region", "个案不在政策适用地区内";
    H0511 Error NoEntryForDate "no-entry-for-date": "no entry holds on this date yet", "此日期尚无数据";
    H0512 Error EntryExpired "entry-expired": "the entry has expired by this date", "数据在此日期已失效";
    H0513 Error DateOutOfRange "date-out-of-range": "the date is outside the years 1 to 9999", "日期不在公元1年至9999年之间";
    H0514 Error Overflow "overflow": "the number is too large to be computed exactly", "数过大，无法精确计算";
    H0515 Error DivisionByZero "division-by-zero": "division by zero", "除数为零";
    H0516 Error NegativeBenefit "negative-benefit": "the benefit is below zero", "待遇金额为负数";
    H0517 Error RequirementFailed "requirement-failed": "a requirement is not met", "不满足政策的要求";
    H0518 Error EmptyList "empty-list": "the list is empty", "列表为空";
    H0519 Error NoTableRow "no-table-row": "no row of the table applies", "表中没有适用的行";
    H0520 Error NotOnlyOne "not-only-one": "the list does not hold exactly one", "列表中不是恰好一个";
    H0521 Error StepLimit "step-limit": "the decision takes too many steps", "计算步数超过上限";
    H0522 Error ForeignCase "foreign-case": "the case was not made for this policy", "个案不是按本政策建立的";
    H0523 Error ChoiceNotEntitled "choice-not-entitled": "the benefit chosen is not among those somebody is entitled to", "选择的待遇不在符合条件的各项之中";

    // H0530 to H0549: months and money already paid.
    H0530 Error SpanReversed "span-reversed": "the last month is before the first", "结束月份早于起始月份";
    H0531 Error SpanTooLong "span-too-long": "the span has too many months", "月份跨度过长";
    H0532 Error UnknownInstance "unknown-instance": "the case has no such entry", "个案中没有这一条目";
    H0533 Error LedgerSyntax "ledger-syntax": "the ledger cannot be read", "发放台账无法读取";
    H0534 Error LedgerOverlap "ledger-overlap": "two entries are for the same month", "两条发放记录的月份重叠";
    H0535 Error LedgerOutsideSpan "ledger-outside-span": "the month is outside the span", "月份不在核算范围内";
    H0536 Error LedgerInFuture "ledger-in-future": "the month is in the future", "月份尚未到来";
    H0537 Error LedgerUnknownBenefit "ledger-unknown-benefit": "the policy has no such benefit", "政策中没有这项待遇";

    // H06xx: layers, annexes and compiled policies.
    H0601 Error MissingFile "missing-file": "a file that is used cannot be loaded", "引用的文件无法读取";
    H0602 Error CyclicUse "cyclic-use": "files use each other in a circle", "文件循环引用";
    H0603 Error BadPath "bad-path": "the path may not be used", "路径不可用";
    H0604 Error TooManyFiles "too-many-files": "the policy has too many files", "政策的文件过多";
    H0605 Error SameTextTwice "same-text-twice": "one text is used under two names", "同一文本以两个名称引用";
    H0606 Error UnknownAmended "unknown-amended": "what is amended does not exist", "修订的内容不存在";
    H0607 Error AmendedKind "amended-kind": "what is amended is something else", "修订的内容不是这一种";
    H0608 Error AmendedHere "amended-here": "what is amended is not in a file that is used", "修订的内容不在所引用的文件中";
    H0609 Error ConflictingAmendments "conflicting-amendments": "two files amend the same", "两个文件修订同一内容";
    H0620 Error NotCompiled "not-compiled": "the bytes are not a compiled policy", "不是编译后的政策";
    H0621 Error OtherFormat "other-format": "the compiled policy has another format", "编译后的政策格式版本不同";
    H0622 Error DamagedPolicy "damaged-policy": "the compiled policy is damaged", "编译后的政策已损坏";
    H0623 Error CompiledTooLarge "compiled-too-large": "the policy is too large for a compiled file", "政策过大，无法存为编译文件";
    H0624 Error BadAnnex "bad-annex": "the annex is not a table", "附表不是合格的表格";
    H0625 Error AnnexColumn "annex-column": "a column of the annex is missing or unknown", "附表的列缺失或无法识别";
    H0626 Error AnnexCell "annex-cell": "the cell of the annex cannot be read", "附表的单元格无法识别";

    // H07xx: between programmes.
    H0701 Error NotABenefit "not-a-benefit": "the name is not that of a benefit of the entity", "不是该对象的待遇名称";
    H0702 Error BenefitTwice "benefit-twice": "a benefit is listed twice", "待遇重复列出";
    H0703 Error TooFewBenefits "too-few-benefits": "an exclusive needs several benefits", "择一应有多项待遇";
    H0704 Error ContradictoryExclusives "contradictory-exclusives": "exclusives contradict each other", "各项择一相互矛盾";
    H0710 Error UnknownWatch "unknown-watch": "there is no such alert or target", "没有这项预警或指标";

    // H08xx: what figures must satisfy, and how long they hold.
    H0801 Error CheckFailed "check-failed": "figures do not satisfy a check", "数额不满足约束";
    H0802 Warning CheckUndecided "check-undecided": "a check lacks a figure", "约束缺少数额";
    H0803 Error CheckOnFacts "check-on-facts": "a check reads more than figures", "约束所依据的不只是数额";
    H0804 Warning CheckNeverApplies "check-never-applies": "a check has nothing to compare on any date", "约束在任何日期都没有可比较的数额";
    H0805 Error CheckImpossible "check-impossible": "a check cannot be worked out", "约束无法计算";
    H0806 Error CheckTooLarge "check-too-large": "a check compares too many figures", "约束需要比较的数额过多";
    H0807 Warning FigureExpired "figure-expired": "a figure has ended without another", "数额已到期而无后续";
    H0808 Warning FigureNotRenewed "figure-not-renewed": "a figure has not been renewed for long", "数额久未更新";

    // H09xx: rules over months.
    H0901 Error PreviousNotDerived "previous-not-derived": "only a derived value has one of the month before", "只有推算得出的值才有上期值";
    H0902 Error ClauseOfOtherTest "clause-of-other-test": "the clause belongs to a test of another kind", "此项属于另一种示例";
    H0903 Error MonthOutsideTest "month-outside-test": "the month is not among those of the test", "月份不在示例的范围内";
    H0904 Error NotAResult "not-a-result": "only results come to something each month", "只有认定和待遇逐月有结果";
}

impl Code {
    /// Whether it is reported of a case rather than of a policy.
    pub const fn is_of_case(self) -> bool {
        matches!(self.number().as_bytes(), [b'H', b'0', b'5', ..])
    }

    /// What the problem is, in general.
    pub const fn title(self, language: Language) -> &'static str {
        match language {
            Language::English => self.title_in_english(),
            Language::Chinese => self.title_in_chinese(),
        }
    }
}

impl fmt::Display for Code {
    /// The number.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.number())
    }
}

/// There is no code of this number or name.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
#[error("there is no such diagnostic code")]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads a number, `H0101`, or a name, `unknown-name`.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let known = Self::ALL.iter().find(|code| code.number() == text || code.name() == text);
        known.copied().ok_or(UnknownCode)
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ascend_and_names_follow_the_variants() {
        let numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
        for code in Code::ALL {
            let number = code.number().strip_prefix('H').unwrap();
            assert!(number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
            let mut kebab = String::new();
            for letter in format!("{code:?}").chars() {
                if letter.is_ascii_uppercase() && !kebab.is_empty() {
                    kebab.push('-');
                }
                kebab.push(letter.to_ascii_lowercase());
            }
            assert_eq!(code.name(), kebab);
        }
    }

    #[test]
    fn titles_follow_the_house_style() {
        for code in Code::ALL {
            let (en, zh) = (code.title(Language::English), code.title(Language::Chinese));
            assert!(!en.is_empty() && !en.ends_with('.') && !en.starts_with(char::is_uppercase), "{en}");
            assert!(!zh.is_empty() && !zh.ends_with('。') && zh.contains(|c: char| !c.is_ascii()), "{zh}");
        }
    }

    #[test]
    fn codes_are_read_by_number_and_by_name() {
        for code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(*code));
            assert_eq!(code.name().parse(), Ok(*code));
        }
        assert_eq!("H9999".parse::<Code>(), Err(UnknownCode));
        assert_eq!(Code::Shadowed.severity(), Severity::Warning);
    }
}
