//! `huimin schedule --cases`

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use huimin::CaseError;
use huimin::boundary::{ScheduleReply, SpanPlan};
use huimin::diagnostic::{Code, Text};
use huimin::schedule::{Options, Timeline};
use serde::Serialize;

use crate::arguments::Schedule;
use crate::cases::{Cases, Entry, Piece, Reading};
use crate::exit::{Exit, Failure};
use crate::in_order::{in_order, threads};
use crate::keys::Keys;
use crate::ledger::{self, Read};
use crate::output::Output;
use crate::results::{create, progress};
use crate::show::{Payments, case_errors};

/// What was asked for.
pub struct Asked<'a> {
    pub arguments: &'a Schedule,
    /// The file of cases.
    pub cases: &'a Path,
    pub plan: SpanPlan,
    pub options: Options,
}

/// Schedules all cases of a file, on several threads, and writes the schedules in the order of the cases. A
/// case with something wrong gives a line with its errors, and the run goes on.
pub fn run(asked: &Asked<'_>, ledger: Option<Read>, output: &mut Output) -> Result<Exit, Failure> {
    let (arguments, policy) = (asked.arguments, asked.plan.policy());
    let ledger = match ledger.map(Read::by_case).transpose() {
        Ok(ledger) => ledger,
        Err(errors) => return Ok(case_errors(&errors, output)),
    };
    if ledger.is_some() && policy.key_path().is_none() {
        return Err(Failure::Findings(Text::new(
            "the policy has no key that tells cases apart, so a ledger cannot say to which one was paid",
            "政策没有区分个案的标识，发放台账无法写明发给哪个个案",
        )));
    }
    let (mut cases, reading) = Cases::open(asked.cases, policy)?;
    cases.each_taking(asked.plan.span().months().count());
    let standard = Path::new("-");
    let path = arguments.out.as_deref().unwrap_or(standard);
    let read = [Some(asked.cases), Some(&*arguments.file), arguments.ledger.as_deref()];
    let mut out = create(path, &read.into_iter().flatten().collect::<Vec<_>>())?;
    let progress = progress(asked.cases, output);
    let worker = Worker { asked, reading: &reading, ledger: ledger.as_ref() };
    let (mut payments, mut met, mut keys) = (Payments::default(), HashMap::new(), Keys::default());
    let outcome = in_order(
        threads(arguments.threads),
        || cases.next(),
        || |piece: Piece| worker.schedule(&piece),
        |scheduled: Scheduled| {
            let mut lines = String::new();
            for mut line in scheduled.lines {
                match (&line.key, &ledger) {
                    (Some(key), Some(_)) => {
                        if let Some(earlier) = met.insert(key.clone(), line.number) {
                            line = Line::of(line.number, line.key, Err(vec![paid_already(earlier)]));
                        }
                    }
                    (Some(key), None) => keys.meet(key, line.number),
                    (None, _) => {}
                }
                payments.join(line.payments);
                lines.push_str(&line.text);
            }
            progress.set_position(scheduled.bytes);
            progress.set_message(payments.cases().to_string());
            // Whole lines, past every buffer of ours: however the run ends, what was scheduled is there.
            let written = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
            written.map_err(|error| Failure::writing(path, &error))
        },
    );
    progress.finish_and_clear();
    // What was scheduled is told even if the rest could not be read or written.
    output.note(&payments.show(policy, output.language()));
    keys.warn(asked.cases, output);
    outcome?;
    let without_case = ledger.map(|ledger| ledger.without_case(&met)).unwrap_or_default();
    case_errors(&without_case, output);
    Ok(Exit::found(payments.has_errors() || !without_case.is_empty()))
}

/// What the threads need to schedule piece after piece.
struct Worker<'r> {
    asked: &'r Asked<'r>,
    reading: &'r Reading,
    ledger: Option<&'r ledger::Cases>,
}

/// What came of a piece.
struct Scheduled {
    lines: Vec<Line>,
    bytes: u64,
}

/// What came of a case: the line to write, and what it adds up to.
struct Line {
    number: u64,
    key: Option<String>,
    text: String,
    payments: Payments,
}

/// A line as it is written.
#[derive(Serialize)]
struct Written<'l> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'l str>,
    #[serde(flatten)]
    reply: &'l ScheduleReply,
}

impl Worker<'_> {
    fn schedule(&self, piece: &Piece) -> Scheduled {
        let entries = self.reading.timelines(self.asked.plan.policy(), piece);
        Scheduled { lines: entries.map(|entry| self.line(entry)).collect(), bytes: piece.bytes }
    }

    fn line(&self, entry: Entry<Timeline>) -> Line {
        let Entry { line, key, case } = entry;
        let scheduled = case.and_then(|timeline| {
            let Some(ledger) = self.ledger else {
                return self.asked.plan.schedule(&timeline, None, self.asked.options);
            };
            // Without a key nothing can be known of what was paid.
            let key = key.as_deref().ok_or_else(|| vec![no_key()])?;
            let nothing = huimin::schedule::Ledger::default();
            let paid = ledger.of(key).unwrap_or(&nothing);
            let scheduled = self.asked.plan.schedule(&timeline, Some(paid), self.asked.options);
            scheduled.map_err(|errors| ledger.placed(errors))
        });
        Line::of(line, key, scheduled)
    }
}

impl Line {
    fn of(number: u64, key: Option<String>, scheduled: Result<huimin::Schedule, Vec<CaseError>>) -> Self {
        let mut payments = Payments::default();
        match &scheduled {
            Ok(schedule) => payments.add(schedule),
            Err(_) => payments.add_rejected(),
        }
        let reply = ScheduleReply::from(scheduled);
        let written = Written { line: number, key: key.as_deref(), reply: &reply };
        let mut text = serde_json::to_string(&written).unwrap_or_default();
        text.push('\n');
        Self { number, key, text, payments }
    }
}

fn no_key() -> CaseError {
    let message = Text::new(
        "the case does not give its key, so what was paid for it is not known",
        "个案没有写明标识，无法得知已发金额",
    );
    CaseError::new(Code::UnknownInstance, message, String::new())
}

fn paid_already(earlier: u64) -> CaseError {
    let message = Text::new(
        format!("the case of line {earlier} has the same key: what was paid belongs to it"),
        format!("第 {earlier} 行的个案标识相同：已发金额属于该个案"),
    );
    CaseError::new(Code::LedgerOverlap, message, String::new())
}
