//! Alerts and targets as plain text.

use super::page::Page;
use crate::decide::decision::{
    AlertEntry, AlertInstance, Answer, CaseError, Decision, Severity, TargetEntry, TargetInstance,
    TargetState,
};
use crate::decide::show;
use crate::diagnostic::Language;

/// The most instances that are written out.
const MOST_WRITTEN: usize = 20;

impl Page<'_> {
    pub(super) fn alerts(&mut self, decision: &Decision) {
        if decision.alerts.is_empty() {
            return;
        }
        self.section("Alerts", "预警");
        for alert in &decision.alerts {
            self.alert(alert);
        }
    }

    fn alert(&mut self, alert: &AlertEntry) {
        let title = self.title(&alert.name, alert.label.as_deref());
        let state = match alert.raised {
            Answer::Yes => self.say("raised", "触发"),
            Answer::No => self.say("not raised", "未触发"),
            Answer::Unknown => self.say("not decided yet", "未定"),
        };
        let mut text = format!("{title}{}{state}", self.colon());
        if let (Some(severity), Answer::Yes) = (alert.severity, alert.raised) {
            text.push_str(self.say(", ", "，"));
            text.push_str(self.severity(severity));
        }
        let is_nested =
            alert.counts.all != 1 || alert.instances.iter().any(|instance| !instance.of.is_empty());
        if is_nested {
            text.push_str(&self.counted(alert.counts.raised, alert.counts.unknown, alert.counts.all));
        }
        self.line(1, &text);
        if alert.raised == Answer::Yes {
            for (word_en, word_zh, told) in [("advice", "建议", &alert.advice), ("to", "送", &alert.to)] {
                if let Some(told) = told {
                    let text = format!("{}{}{told}", self.say(word_en, word_zh), self.colon());
                    self.line(2, &text);
                }
            }
        }
        for instance in alert.instances.iter().take(MOST_WRITTEN) {
            self.alert_instance(instance);
        }
        self.and_more(alert.instances.len());
    }

    fn alert_instance(&mut self, instance: &AlertInstance) {
        if !instance.of.is_empty() {
            let whose = self.whose(&instance.of, instance.key.as_deref());
            let state = match instance.raised {
                Answer::Unknown => self.say(" (not decided yet)", "（未定）"),
                _ => "",
            };
            let text = format!("{whose}{state}");
            self.line(2, &text);
        }
        let depth = if instance.of.is_empty() { 2 } else { 3 };
        if let Some(reason) = &instance.reason {
            let text = format!("{}{}{}", self.say("reason", "理由"), self.colon(), self.of(reason));
            self.line(depth, &text);
        }
        self.still_open(depth, &instance.needs, instance.error.as_ref());
    }

    pub(super) fn targets(&mut self, decision: &Decision) {
        if decision.targets.is_empty() {
            return;
        }
        self.section("Targets", "指标");
        for target in &decision.targets {
            self.target(target);
        }
    }

    fn target(&mut self, target: &TargetEntry) {
        let title = self.title(&target.name, target.label.as_deref());
        let mut text = format!("{title}{}{}", self.colon(), self.state(target.state));
        if target.hoped_for == Some(Answer::Yes) && target.must.is_some() {
            text.push_str(self.say(", and what is hoped for", "，并达到力争目标"));
        }
        let own = target.instances.first().filter(|instance| instance.of.is_empty());
        if let Some(value) = own.and_then(|instance| instance.value.as_ref()) {
            let value = self.of(&value.text).to_owned();
            text.push_str(&match self.language {
                Language::English => format!(", {value}"),
                Language::Chinese => format!("，数值{value}"),
            });
        } else if own.is_none() {
            let TargetEntry { counts, .. } = target;
            text.push_str(&match self.language {
                Language::English => format!(", {} of {}", counts.met, counts.all),
                Language::Chinese => format!("，共{}个，达标{}个", counts.all, counts.met),
            });
        }
        let (aim, [en, zh]) = match (&target.must, &target.hope) {
            (None, Some(hope)) => (hope.as_str(), ["hoped for", "力争"]),
            (must, _) => (must.as_deref().unwrap_or_default(), ["must", "应"]),
        };
        let aim = aim.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&match self.language {
            Language::English => format!(" ({en} {aim}"),
            Language::Chinese => format!("（{zh} {aim}"),
        });
        if let Some(due) = target.due {
            text.push_str(&match self.language {
                Language::English => format!(", by {due}"),
                Language::Chinese => format!("，截至{}", show::day(due).zh),
            });
        }
        text.push_str(self.say(")", "）"));
        self.line(1, &text);
        for instance in target.instances.iter().take(MOST_WRITTEN) {
            self.target_instance(instance);
        }
        self.and_more(target.instances.len());
    }

    fn target_instance(&mut self, instance: &TargetInstance) {
        if instance.of.is_empty() {
            return self.still_open(2, &instance.needs, instance.error.as_ref());
        }
        let whose = self.whose(&instance.of, instance.key.as_deref());
        let mut text = format!("{whose}{}{}", self.colon(), self.state(instance.state));
        if let Some(value) = &instance.value {
            let value = self.of(&value.text).to_owned();
            text.push_str(self.say(", ", "，"));
            text.push_str(&value);
        }
        self.line(2, &text);
        self.still_open(3, &instance.needs, instance.error.as_ref());
    }

    fn state(&self, state: TargetState) -> &'static str {
        let chinese = self.language == Language::Chinese;
        match (state, chinese) {
            (TargetState::Met, false) => "met",
            (TargetState::Met, true) => "达标",
            (TargetState::Missed, false) => "missed",
            (TargetState::Missed, true) => "未达标",
            (TargetState::Pending, false) => "not met yet",
            (TargetState::Pending, true) => "尚未达标，未到期",
            (TargetState::Short, false) => "short of what is hoped for",
            (TargetState::Short, true) => "未达力争目标",
            (TargetState::Undecided, false) => "not decided yet",
            (TargetState::Undecided, true) => "未定",
            (TargetState::Error, false) => "error",
            (TargetState::Error, true) => "错误",
        }
    }

    fn severity(&self, severity: Severity) -> &'static str {
        let chinese = self.language == Language::Chinese;
        match (severity, chinese) {
            (Severity::Red, false) => "red",
            (Severity::Red, true) => "红色",
            (Severity::Orange, false) => "orange",
            (Severity::Orange, true) => "橙色",
            (Severity::Yellow, false) => "yellow",
            (Severity::Yellow, true) => "黄色",
            (Severity::Blue, false) => "blue",
            (Severity::Blue, true) => "蓝色",
        }
    }

    fn counted(&self, raised: usize, unknown: usize, all: usize) -> String {
        match (self.language, unknown) {
            (Language::English, 0) => format!(", {raised} of {all}"),
            (Language::English, unknown) => format!(", {raised} of {all}, {unknown} not decided"),
            (Language::Chinese, 0) => format!("，共{all}个，触发{raised}个"),
            (Language::Chinese, unknown) => format!("，共{all}个，触发{raised}个，未定{unknown}个"),
        }
    }

    fn whose(&self, of: &str, key: Option<&str>) -> String {
        match (key, self.language) {
            (None, _) => of.to_owned(),
            (Some(key), Language::English) => format!("{key} ({of})"),
            (Some(key), Language::Chinese) => format!("{key}（{of}）"),
        }
    }

    fn still_open(&mut self, indent: usize, needs: &[String], error: Option<&CaseError>) {
        if !needs.is_empty() {
            let needs = needs.join(self.say(", ", "、"));
            let text = format!("{}{}{needs}", self.say("needs", "需要"), self.colon());
            self.line(indent, &text);
        }
        if let Some(error) = error {
            let text = self.error(error);
            self.line(indent, &text);
        }
    }

    fn and_more(&mut self, listed: usize) {
        let more = listed.saturating_sub(MOST_WRITTEN);
        if more > 0 {
            let text = match self.language {
                Language::English => format!("… and {more} more"),
                Language::Chinese => format!("……及其他{more}个"),
            };
            self.line(2, &text);
        }
    }
}
