//! `huimin decide`

use huimin::DecideOptions;
use huimin::decide::decision::Status;
use huimin::decide::render_text;
use huimin::diagnostic::Text;

use crate::arguments::{Decide, Format};
use crate::cases::in_file;
use crate::exit::{Exit, Failure};
use crate::output::{Output, printable};
use crate::{input, policy};

/// Decides one case.
pub fn run(arguments: &Decide, output: &mut Output) -> Result<Exit, Failure> {
    if arguments.case.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return Err(Failure::Usage(Text::new(
            "`decide` reads one case as JSON; the cases of a table are for `run --cases`",
            "decide 读取一个 JSON 格式的个案；表格中的个案请用 run --cases 计算",
        )));
    }
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let plan = match policy::plan(&policy, arguments.on, arguments.region.as_deref(), output) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let decision = match plan.read_case(&input::read(&arguments.case)?) {
        Ok(case) => plan.decide(&case, DecideOptions { explain: arguments.explain }),
        Err(errors) => plan.rejected(in_file(errors, &arguments.case, 1)),
    };
    match arguments.format {
        Format::Json => output.line(&serde_json::to_string_pretty(&decision).unwrap_or_default())?,
        Format::Text => output.print(&printable(&render_text(&decision, output.language())))?,
    }
    let failed = decision.results.iter().any(|result| result.status == Status::Error);
    Ok(Exit::found(failed || !decision.errors.is_empty()))
}
