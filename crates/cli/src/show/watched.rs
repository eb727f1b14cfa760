//! What came of the alerts and targets of a run.

use huimin::Decision;
use huimin::decide::decision::{AlertEntry, Answer, TargetEntry, TargetState};
use huimin::diagnostic::Language;

/// Counts by alert and target.
#[derive(Debug, Default)]
pub struct Watches {
    alerts: Vec<AlertTally>,
    targets: Vec<TargetTally>,
}

/// Of how many cases an alert is raised, or not known.
#[derive(Debug)]
struct AlertTally {
    title: String,
    raised: u64,
    /// How many instances of all cases it is raised for.
    instances: usize,
    not_raised: u64,
    unknown: u64,
}

/// How many cases meet a target.
#[derive(Debug)]
struct TargetTally {
    title: String,
    binding: bool,
    met: u64,
    pending: u64,
    missed: u64,
    unknown: u64,
}

impl Watches {
    /// Counts a decision; one that failed as a whole has nothing to count.
    pub fn add(&mut self, decision: &Decision) {
        if self.alerts.is_empty() && self.targets.is_empty() {
            self.alerts = decision.alerts.iter().map(AlertTally::of).collect();
            self.targets = decision.targets.iter().map(TargetTally::of).collect();
        }
        self.alerts.iter_mut().zip(&decision.alerts).for_each(|(tally, alert)| tally.add(alert));
        self.targets.iter_mut().zip(&decision.targets).for_each(|(tally, target)| tally.add(target));
    }

    /// The counts as text.
    pub fn show(&self, language: Language) -> String {
        let alerts = self.alerts.iter().map(|tally| tally.show(language));
        alerts.chain(self.targets.iter().map(|tally| tally.show(language))).collect()
    }
}

impl AlertTally {
    fn of(alert: &AlertEntry) -> Self {
        let title = alert.label.clone().unwrap_or_else(|| alert.name.clone());
        Self { title, raised: 0, instances: 0, not_raised: 0, unknown: 0 }
    }

    fn add(&mut self, alert: &AlertEntry) {
        self.instances = self.instances.saturating_add(alert.counts.raised);
        match alert.raised {
            Answer::Yes => self.raised += 1,
            Answer::No => self.not_raised += 1,
            Answer::Unknown => self.unknown += 1,
        }
    }

    fn show(&self, language: Language) -> String {
        let Self { title, raised, instances, not_raised, unknown } = self;
        crate::output::printable(&match language {
            Language::English => format!(
                "  {title}: alert raised in {raised} cases, {instances} times; not raised {not_raised}, undecided {unknown}\n"
            ),
            Language::Chinese => format!(
                "  {title}：预警触发 {raised} 个个案，共 {instances} 次；未触发 {not_raised}，未定 {unknown}\n"
            ),
        })
    }
}

impl TargetTally {
    fn of(target: &TargetEntry) -> Self {
        let title = target.label.clone().unwrap_or_else(|| target.name.clone());
        Self { title, binding: target.must.is_some(), met: 0, pending: 0, missed: 0, unknown: 0 }
    }

    fn add(&mut self, target: &TargetEntry) {
        match target.state {
            TargetState::Met => self.met += 1,
            TargetState::Pending => self.pending += 1,
            TargetState::Missed | TargetState::Short => self.missed += 1,
            TargetState::Undecided | TargetState::Error => self.unknown += 1,
        }
    }

    fn show(&self, language: Language) -> String {
        let Self { title, binding, met, pending, missed, unknown } = self;
        let [en, zh] = if *binding {
            ["missed", "未达标"]
        } else {
            ["short of what is hoped for", "未达力争目标"]
        };
        crate::output::printable(&match language {
            Language::English => format!(
                "  {title}: target met {met}, {en} {missed}, not met yet {pending}, undecided {unknown}\n"
            ),
            Language::Chinese => {
                format!("  {title}：指标达标 {met}，{zh} {missed}，未到期 {pending}，未定 {unknown}\n")
            }
        })
    }
}
