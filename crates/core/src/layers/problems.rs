//! What is said about files that are used, in both languages.

use super::path::BadPath;
use super::{LARGEST_POLICY, MOST_FILES};
use crate::diagnostic::{Code, Diagnostic, Span, Text};

/// How many steps of a circle are named, at the beginning and in all.
const FIRST_STEPS: usize = 5;
const MOST_STEPS: usize = 9;

pub fn not_given() -> Text {
    Text::new("there is no such file", "没有这个文件")
}

pub fn missing(span: Span, name: &str, why: &Text) -> Diagnostic {
    let message =
        Text::new(format!("`{name}` cannot be loaded: {}", why.en), format!("无法读取“{name}”：{}", why.zh));
    Diagnostic::error(Code::MissingFile, span, message)
}

pub fn bad_path(span: Span, why: BadPath) -> Diagnostic {
    let (en, zh) = match why {
        BadPath::Absolute => ("the path must start at this file's folder", "路径应从本文件所在的文件夹写起"),
        BadPath::Backslash => ("the parts of a path are separated by `/`", "路径各部分之间应写“/”"),
        BadPath::NoFile => ("the path names no file", "路径没有写明文件"),
        BadPath::Unreadable => ("no file has such a name", "没有这样的文件名"),
    };
    Diagnostic::error(Code::BadPath, span, Text::new(en, zh)).help(Text::new(
        "write it as in `use \"../national/dibao.huimin\"`",
        "请写成如“引用 “../全国/低保.huimin””的样子",
    ))
}

pub fn too_many(span: Span) -> Diagnostic {
    let message = Text::new(
        format!("the policy has more than {MOST_FILES} files"),
        format!("政策的文件超过{MOST_FILES}个"),
    );
    Diagnostic::error(Code::TooManyFiles, span, message)
}

pub fn too_large(span: Span) -> Diagnostic {
    let message = Text::new(
        format!("the files of the policy have more than {LARGEST_POLICY} bytes together"),
        format!("政策各文件合计超过 {LARGEST_POLICY} 字节"),
    );
    Diagnostic::error(Code::TooManyFiles, span, message)
}

pub fn same_text(span: Span, name: &str, earlier: &str, place: Option<Span>) -> Diagnostic {
    let message = Text::new(
        format!("`{name}` holds the same text as `{earlier}`"),
        format!("“{name}”与“{earlier}”内容完全相同"),
    );
    let problem = Diagnostic::error(Code::SameTextTwice, span, message);
    let problem = match place {
        Some(place) => problem.label(place, Text::new("used here by its other name", "另一名称在此引用")),
        None => problem,
    };
    problem.help(Text::new("call it by one name everywhere", "请在各处使用同一名称"))
}

/// Files that use each other in a circle: the name of each with the place where it uses the next.
pub fn circle(steps: &[(String, Span)]) -> Diagnostic {
    let mut names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    if names.len() > MOST_STEPS {
        let last = names.split_off(names.len() - (MOST_STEPS - FIRST_STEPS));
        names.truncate(FIRST_STEPS);
        names.push("…");
        names.extend(last);
    }
    names.extend(names.first().copied());
    let ring = names.join(" → ");
    let (closing, others) = match steps.split_last() {
        Some(((_, span), others)) => (*span, others),
        None => (Span::default(), steps),
    };
    let mut problem = Diagnostic::error(
        Code::CyclicUse,
        closing,
        Text::new(format!("a file cannot use itself: {ring}"), format!("文件不能循环引用：{ring}")),
    );
    for (name, span) in others.iter().take(FIRST_STEPS) {
        problem =
            problem.label(*span, Text::new(format!("`{name}` uses the next"), format!("“{name}”引用下一个")));
    }
    problem
}
