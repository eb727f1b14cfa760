//! `huimin run`

use huimin::boundary::{Decider, Told};
use huimin::{Plan, Policy};

use crate::arguments::Run;
use crate::cases::{Cases, Entry, Piece, Reading};
use crate::exit::{Exit, Failure};
use crate::in_order::{in_order, threads};
use crate::keys::Keys;
use crate::output::Output;
use crate::policy;
use crate::results::{create, progress};
use crate::show::Summary;

/// Decides all cases of a file, on several threads, and writes the decisions in the order of the cases. A
/// case with something wrong is a decision with errors, and the run goes on.
pub fn run(arguments: &Run, output: &mut Output) -> Result<Exit, Failure> {
    let policy = match policy::sound(&arguments.file, output)? {
        Ok(policy) => policy,
        Err(exit) => return Ok(exit),
    };
    let plan = match policy::plan(&policy, arguments.on, arguments.region.as_deref(), output) {
        Ok(plan) => plan,
        Err(exit) => return Ok(exit),
    };
    let (mut cases, reading) = Cases::open(&arguments.cases, &policy)?;
    let mut out = create(&arguments.out, &[&arguments.cases, &arguments.file])?;
    let progress = progress(&arguments.cases, output);
    let (mut summary, mut keys) = (Summary::default(), Keys::default());
    let outcome = in_order(
        threads(arguments.threads),
        || cases.next(),
        || {
            let mut worker =
                Worker { policy: &policy, plan: &plan, reading: &reading, decider: plan.decider() };
            move |piece: Piece| worker.decide(&piece)
        },
        |decided: Decided| {
            summary.join(decided.summary);
            decided.keys.iter().for_each(|(line, key)| keys.meet(key, *line));
            progress.set_position(decided.bytes);
            progress.set_message(summary.cases().to_string());
            // Whole lines, past every buffer of ours: however the run ends, what was decided is there.
            let written = out.write_all(decided.lines.as_bytes()).and_then(|()| out.flush());
            written.map_err(|error| Failure::writing(&arguments.out, &error))
        },
    );
    progress.finish_and_clear();
    // What was decided is told even if the rest could not be read or written.
    output.note(&summary.show(&policy, output.language()));
    keys.warn(&arguments.cases, output);
    outcome.map(|()| Exit::found(summary.has_errors()))
}

/// What one thread needs to decide piece after piece.
struct Worker<'r> {
    policy: &'r Policy,
    plan: &'r Plan,
    reading: &'r Reading,
    decider: Decider,
}

/// The decisions of a piece.
struct Decided {
    lines: String,
    /// The keys of the cases, and where each stands.
    keys: Vec<(u64, String)>,
    summary: Summary,
    bytes: u64,
}

impl Worker<'_> {
    fn decide(&mut self, piece: &Piece) -> Decided {
        let mut decided = Decided {
            lines: String::new(),
            keys: Vec::new(),
            summary: Summary::default(),
            bytes: piece.bytes,
        };
        for entry in self.reading.entries(self.policy, piece) {
            self.line(entry, &mut decided);
        }
        decided
    }

    /// Writes a line: that of the case, what tells the case apart, and the decision.
    fn line(&mut self, entry: Entry, decided: &mut Decided) {
        let Decided { lines, keys, summary, .. } = decided;
        lines.push_str("{\"line\":");
        lines.push_str(&entry.line.to_string());
        if let Some(key) = entry.key {
            lines.push_str(",\"key\":");
            lines.push_str(&serde_json::to_string(&key).unwrap_or_default());
            keys.push((entry.line, key));
        }
        lines.push_str(",\"decision\":");
        match entry.case {
            Ok(case) => match self.decider.tell_into(&case, lines) {
                Told::Quickly(answers) => summary.add_answers(self.policy, answers),
                Told::Traced(decision) => summary.add(&decision),
            },
            Err(errors) => {
                let decision = self.plan.rejected(errors);
                lines.push_str(&serde_json::to_string(&decision).unwrap_or_default());
                summary.add(&decision);
            }
        }
        lines.push_str("}\n");
    }
}
