//! Help and the errors of the command line, in the person's language.
//!
//! The English words stand beside the arguments they explain; the Chinese ones stand here.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};
use huimin::diagnostic::{Language, Text};

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::output::Output;

const CODES: Bilingual = Bilingual {
    en: "Exit codes:\n  0  everything is well\n  1  something is wrong with a policy, a test, a format or a case\n  2  the command line is wrong\n  3  a file cannot be read or written",
    zh: "退出码：\n  0  一切正常\n  1  政策、示例、格式或个案有问题\n  2  命令行有误\n  3  文件无法读取或写入",
};

const ABOUT: &[(&str, &str)] = &[
    ("huimin", "核查、测试、计算、批量运行和排版社会救助政策"),
    ("check", "核查政策并报告问题"),
    ("test", "运行政策中写明的示例"),
    ("decide", "对一个个案作出决定"),
    ("run", "对文件中的全部个案作出决定"),
    ("schedule", "逐月计算一段时期，并找出应补发的金额"),
    ("stack", "列出政策中哪些待遇可以同时享受，哪些不可以"),
    ("compile", "把政策写成一个编译文件，其他命令均可代替政策文件使用"),
    ("fmt", "就地排版政策文件"),
    ("schema", "输出政策个案或决定的 JSON Schema"),
    ("completions", "输出命令行补全脚本"),
];

/// Command (none for every command), argument, and what it is.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "lang", "全部输出所用的语言；对 fmt 也是关键词所用的语言 [默认：随系统]"),
    ("", "help", "显示帮助"),
    ("", "version", "显示版本"),
    ("check", "files", "政策文件，每个文件是一项独立的政策"),
    ("check", "on", "提醒到这一天已到期的数额 [有 --renewed-within 时默认：今天]"),
    ("check", "renewed_within", "提醒现行数额中超过多少个月未更新的"),
    ("test", "files", "政策文件，每个文件是一项独立的政策"),
    ("test", "format", "报告的形式"),
    ("decide", "file", "政策文件"),
    ("decide", "case", "个案（JSON）；`-` 表示标准输入"),
    ("decide", "on", "按哪一天计算，如 2023-06-01"),
    ("decide", "region", "按哪个地区计算 [默认：政策所属地区]"),
    ("decide", "explain", "说明每个结果的由来"),
    ("decide", "format", "报告的形式"),
    ("run", "file", "政策文件"),
    ("run", "cases", "个案：`.jsonl`，每行一个；或 `.csv`，表头为 members[0].income 形式的路径，每行一个"),
    ("run", "on", "按哪一天计算，如 2023-06-01"),
    ("run", "region", "按哪个地区计算 [默认：政策所属地区]"),
    ("run", "out", "决定写到哪里，每行一个 JSON 对象；`-` 表示标准输出"),
    ("run", "threads", "用几个线程计算 [默认：每个核心一个]"),
    ("schedule", "file", "政策文件"),
    ("schedule", "case", "个案（JSON），即第一个月的事实；`-` 表示标准输入"),
    (
        "schedule",
        "cases",
        "多个个案：`.jsonl`，每行一个个案，或 {\"case\": …, \"changes\": […]}；或 `.csv`，同 run",
    ),
    (
        "schedule",
        "changes",
        "自以后某月起的事实（JSON）：[{\"from\": \"2023-03\", \"facts\": {\"members[0].income\": 800}}]",
    ),
    (
        "schedule",
        "ledger",
        "已发金额：`.json`，或含月份（或自、至）、待遇、对象或标识、金额各列的 `.csv`；多个个案时另有个案一列",
    ),
    ("schedule", "from", "第一个月，如 2023-01"),
    ("schedule", "to", "最后一个月"),
    ("schedule", "region", "按哪个地区计算 [默认：政策所属地区]"),
    ("schedule", "today", "今天是哪一天：以后的月份尚不欠发 [默认：今天]"),
    ("schedule", "explain", "说明每月每个结果的由来"),
    ("schedule", "format", "报告的形式"),
    ("schedule", "out", "多个个案的核算写到哪里，每行一个 JSON 对象 [默认：标准输出]"),
    ("schedule", "threads", "用几个线程核算多个个案 [默认：每个核心一个]"),
    ("stack", "file", "政策文件"),
    ("stack", "format", "报告的形式"),
    ("compile", "file", "政策文件"),
    ("compile", "out", "写到哪里；`-` 表示标准输出"),
    ("fmt", "files", "政策文件；`-` 表示读标准输入、写标准输出"),
    ("fmt", "check", "只列出未排版的文件"),
    ("schema", "of", "什么的 JSON Schema：个案（case）或决定（decision）"),
];

/// Arguments with the same name in one more command.
const MORE: &[(&str, &str, &str)] =
    &[("schema", "file", "政策文件；所有政策的决定形式相同"), ("completions", "shell", "命令行外壳")];

struct Bilingual {
    en: &'static str,
    zh: &'static str,
}

/// The command line in a language.
pub fn command(language: Language) -> Command {
    let command = Arguments::command();
    match language {
        Language::English => command.after_help(CODES.en),
        Language::Chinese => chinese(command.after_help(CODES.zh))
            .disable_help_flag(true)
            .disable_version_flag(true)
            .arg(flag("help", 'h', ArgAction::Help))
            .arg(flag("version", 'V', ArgAction::Version)),
    }
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    let help = in_chinese("", name).unwrap_or_default();
    Arg::new(name).long(name).short(short).action(action).help(help).help_heading("选项").global(true)
}

fn chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let about = ABOUT.iter().find(|(command, _)| *command == name).map(|(_, about)| *about);
    command
        .about(about)
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|argument| explained(&name, argument))
        .mut_subcommands(chinese)
}

/// An argument with its help in Chinese, the default and the choices included.
fn explained(command: &str, argument: Arg) -> Arg {
    let Some(help) = in_chinese(command, argument.get_id().as_str()) else {
        return argument;
    };
    let mut help = help.to_owned();
    let choices: Vec<_> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let defaults: Vec<_> =
        argument.get_default_values().iter().filter_map(|value| value.to_str()).map(str::to_owned).collect();
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    if !argument.get_action().takes_values() {
        return argument.help(help).help_heading(heading);
    }
    if let [default] = defaults.as_slice() {
        help.push_str(&format!(" [默认：{default}]"));
    }
    if !choices.is_empty() {
        help.push_str(&format!(" [可选：{}]", choices.join("、")));
    }
    argument.help(help).help_heading(heading).hide_possible_values(true).hide_default_value(true)
}

fn in_chinese(command: &str, argument: &str) -> Option<&'static str> {
    let known = ARGUMENTS.iter().chain(MORE);
    let mut found = known.filter(|(of, name, _)| *name == argument && (*of == command || of.is_empty()));
    found.next().map(|(_, _, help)| *help)
}

/// Shows help, a version or what is wrong with the command line.
pub fn report(error: &clap::Error, output: &mut Output) -> Exit {
    let exit = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Well,
        _ => Exit::Usage,
    };
    match (output.language(), wrong(error)) {
        (Language::Chinese, Some(text)) => {
            output.error(&Text::new("", text));
            output.note("试试“--help”。\n");
        }
        // clap writes help to standard output and errors to standard error.
        _ => drop(error.print()),
    }
    exit
}

/// What is wrong with the command line, in Chinese.
fn wrong(error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join("、")),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个参数"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数“{argument}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”缺少取值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("“{argument}”的取值“{value}”无效"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::ArgumentConflict => format!("参数“{argument}”重复或相互冲突"),
        _ => return None,
    };
    if error.kind() == ErrorKind::ValueValidation {
        match argument.split_once('<').map(|(_, name)| name) {
            Some("DATE>") => text.push_str("，应写作 2023-06-01"),
            Some("MONTH>") => text.push_str("，应写作 2023-06"),
            _ => {}
        }
    }
    if let Some(valid) = context(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        text.push_str(&format!("，可选：{valid}"));
    }
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(meant) = meant.into_iter().find_map(context) {
        text.push_str(&format!("；是否指“{meant}”？"));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Language::English).debug_assert();
        command(Language::Chinese).debug_assert();
    }

    #[test]
    fn every_word_of_help_has_its_chinese() {
        let command = command(Language::Chinese);
        let chinese = |text: Option<&clap::builder::StyledStr>| {
            text.is_some_and(|text| text.to_string().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        };
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            assert!(chinese(command.get_about()), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(chinese(argument.get_help()), "{} {}", command.get_name(), argument.get_id());
            }
        }
        let used = |name: &str| name.is_empty() || command.find_subcommand(name).is_some();
        assert!(ARGUMENTS.iter().chain(MORE).all(|(name, ..)| used(name)));
    }
}
