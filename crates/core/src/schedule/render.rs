//! Schedules as plain text: each month with what falls due and why it differs, then what it all comes to.

use super::outcome::{Change, ChangeKind, Payment, Schedule, ScheduledMonth, Standing, Total};
use crate::decide::decision::{Amount, EntryRef, ResultKind, Shown, Status};
use crate::decide::{render_text, show};
use crate::diagnostic::{Language, Text};

/// A schedule as plain text in one language. Months alike that follow one another are told together.
#[must_use]
pub fn render_schedule(schedule: &Schedule, language: Language) -> String {
    let page = Page { language };
    let mut text = page.heading(schedule);
    let mut months = schedule.months.iter().peekable();
    let mut before = None;
    while let Some(first) = months.next() {
        let (lines, mut last) = (page.month(first), first);
        let tiers = page.tiers(before, first);
        while let Some(next) = months.next_if(|next| page.goes_on((first, last), next, &lines)) {
            last = next;
        }
        before = Some(last);
        text.push('\n');
        text.push_str(&page.title(first, last));
        text.push_str(&tiers);
        text.push_str(&lines);
    }
    text.push_str(&page.totals(schedule));
    text
}

#[derive(Clone, Copy)]
struct Page {
    language: Language,
}

impl Page {
    fn say<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        self.language.choose(en, zh)
    }

    fn of(self, text: &Text) -> String {
        text.in_language(self.language).to_owned()
    }

    fn heading(self, schedule: &Schedule) -> String {
        let title = self.of(&show::title(&schedule.policy.name, schedule.policy.label.as_deref()));
        let (from, to) = (self.of(&show::month(schedule.from)), self.of(&show::month(schedule.to)));
        let span = match self.language {
            Language::English => format!("{from} to {to}"),
            Language::Chinese => format!("{from}至{to}"),
        };
        let region = schedule.region.as_ref();
        let region = region.map(|region| format!("{}{region}", self.say(", region ", "，地区 ")));
        format!("{title}\n{span}{}\n", region.unwrap_or_default())
    }

    // Months.

    fn title(self, first: &ScheduledMonth, last: &ScheduledMonth) -> String {
        let mut title = self.of(&show::month(first.month));
        if first.month != last.month {
            let to = self.of(&show::month(last.month));
            title.push_str(&format!("{}{to}", self.say(" to ", "至")));
        }
        if first.ahead {
            title.push_str(self.say(" (ahead)", "（未到）"));
        }
        title.push('\n');
        title
    }

    /// Whether a month may be told together with an earlier one.
    fn goes_on(
        self,
        (first, last): (&ScheduledMonth, &ScheduledMonth),
        next: &ScheduledMonth,
        lines: &str,
    ) -> bool {
        let tells = next.decision.explanation.is_some();
        let changed = next.payments.iter().any(|payment| !payment.because.is_empty());
        let same_tiers = || self.tiers(Some(last), next).is_empty();
        !tells && !changed && first.ahead == next.ahead && same_tiers() && self.month(next) == lines
    }

    /// The tiers that are not as in the month before.
    fn tiers(self, before: Option<&ScheduledMonth>, month: &ScheduledMonth) -> String {
        let mut text = String::new();
        for tier in month.decision.results.iter().filter(|result| result.kind == ResultKind::Tier) {
            let mut earlier = before.into_iter().flat_map(|before| &before.decision.results);
            let earlier = earlier.find(|result| result.name == tier.name && result.of == tier.of);
            if earlier.is_some_and(|earlier| (&earlier.status, &earlier.case) == (&tier.status, &tier.case)) {
                continue;
            }
            let whose = self.whose((&tier.name, tier.label.as_deref()), &tier.of, None);
            let came_to = match (tier.status, &tier.case) {
                (Status::Decided, Some(case)) => self.of(&show::title(&case.name, case.label.as_deref())),
                (Status::Undecided, _) => self.say("not decided", "未定").to_owned(),
                _ => self.say("cannot be decided", "无法认定").to_owned(),
            };
            text.push_str(&format!("  {whose}{}{came_to}\n", self.say(": ", "：")));
        }
        text
    }

    fn month(self, month: &ScheduledMonth) -> String {
        let mut text = String::new();
        for error in &month.decision.errors {
            text.push_str(&format!("  {}{}\n", self.say("error: ", "错误："), self.of(&error.message)));
        }
        let told = month.payments.iter().filter(|payment| is_worth_telling(payment));
        for payment in told {
            text.push_str(&self.payment(payment, month));
        }
        if text.is_empty() {
            text.push_str(self.say("  nothing falls due\n", "  无应发金额\n"));
        }
        if month.decision.explanation.is_some() {
            let explained = render_text(&month.decision, self.language);
            for line in explained.lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                text.push_str(&format!("{indent}{line}\n"));
            }
        }
        text
    }

    fn payment(self, payment: &Payment, month: &ScheduledMonth) -> String {
        let mut parts = vec![self.standing(payment)];
        for (word, amount) in [
            (("paid", "已发"), &payment.paid),
            (("back-pay", "补发"), &payment.back_pay),
            (("overpaid", "多发"), &payment.overpaid),
        ] {
            parts.extend(amount.as_ref().map(|amount| self.counted(word, amount)));
        }
        let whose =
            self.whose((&payment.name, payment.label.as_deref()), &payment.of, payment.key.as_deref());
        let colon = self.say(": ", "：");
        let mut text = format!("  {whose}{colon}{}\n", parts.join(self.say(", ", "，")));
        if matches!(payment.standing, Standing::Undecided | Standing::Error) {
            text.push_str(&self.missing(payment, month));
        }
        for change in &payment.because {
            text.push_str(&format!("    {}\n", self.change(change)));
        }
        text
    }

    fn standing(self, payment: &Payment) -> String {
        let word = match payment.standing {
            Standing::Due | Standing::Absent => {
                let due = payment.due.as_ref();
                return due.map(|due| self.counted(("due", "应发"), due)).unwrap_or_default();
            }
            Standing::Refused => self.say("not granted", "不发放"),
            Standing::Excluded => self.say("another benefit is granted instead", "另享其他待遇，不发放"),
            Standing::NotBegun => self.say("not paid yet", "尚未起发"),
            Standing::Ended => self.say("no longer paid", "已停发"),
            Standing::OtherMonth => self.say("falls due in another month", "不在本月发放"),
            Standing::Undecided => self.say("not decided", "未定"),
            Standing::Error => self.say("cannot be decided", "无法认定"),
        };
        word.to_owned()
    }

    /// What a payment needs to be decided, or why it cannot be.
    fn missing(self, payment: &Payment, month: &ScheduledMonth) -> String {
        let result = month.decision.results.iter();
        let mut result = result.filter(|result| result.name == payment.name && result.of == payment.of);
        let Some(result) = result.next() else { return String::new() };
        if let Some(error) = &result.error {
            // An error of the whole month has been told.
            let told = !month.decision.errors.is_empty();
            return if told { String::new() } else { format!("    {}\n", self.of(&error.message)) };
        }
        let lacks = result.lacks.iter().map(|missing| self.of(&show::missing(missing)).to_owned());
        let missing: Vec<String> = result.needs.iter().cloned().chain(lacks).collect();
        format!("    {}{}\n", self.say("needs ", "需要"), missing.join(self.say(", ", "、")))
    }

    fn counted(self, (en, zh): (&str, &str), amount: &Amount) -> String {
        format!("{}{}{}", self.say(en, zh), self.say(" ", ""), self.of(&amount.display))
    }

    fn whose(self, (name, label): (&str, Option<&str>), of: &str, key: Option<&str>) -> String {
        let mut whose = self.of(&show::title(name, label));
        if let Some(of) = key.or(Some(of)).filter(|of| !of.is_empty()) {
            whose.push_str(&match self.language {
                Language::English => format!(" ({of})"),
                Language::Chinese => format!("（{of}）"),
            });
        }
        whose
    }

    // Why.

    fn change(self, change: &Change) -> String {
        let name = self.whose((&change.name, change.label.as_deref()), &change.of, None);
        let after = self.shown(change.after.as_ref());
        match change.kind {
            ChangeKind::Start => return format!("{}{after}", self.say("begins in ", "起发月份：")),
            ChangeKind::Stop => return format!("{}{after}", self.say("ended before ", "停发月份：")),
            _ => {}
        }
        let before = self.shown(change.before.as_ref());
        let colon = self.say(": ", "：");
        let mut text = format!("{name}{colon}{before} → {after}");
        let mut about: Vec<String> = change.entry.iter().filter_map(|entry| self.since(entry)).collect();
        about.extend(change.citations.iter().cloned());
        if !about.is_empty() {
            let (open, close) = (self.say(" (", "（"), self.say(")", "）"));
            text.push_str(&format!("{open}{}{close}", about.join(self.say("; ", "；"))));
        }
        text
    }

    fn since(self, entry: &EntryRef) -> Option<String> {
        let from = self.of(&show::day(entry.from?));
        Some(match self.language {
            Language::English => format!("since {from}"),
            Language::Chinese => format!("自{from}起"),
        })
    }

    fn shown(self, value: Option<&Shown>) -> String {
        value.map_or_else(|| self.say("unknown", "未知").to_owned(), |value| self.of(&value.text))
    }

    // What it comes to.

    fn totals(self, schedule: &Schedule) -> String {
        if schedule.totals.is_empty() {
            return String::new();
        }
        let mut text = format!("\n{}\n", self.say("In total", "合计"));
        let mut told = schedule.totals.iter().filter(|total| comes_to_something(total)).peekable();
        if told.peek().is_none() {
            text.push_str(self.say("  nothing\n", "  无\n"));
        }
        told.for_each(|total| text.push_str(&self.total(total)));
        text
    }

    fn total(self, total: &Total) -> String {
        let mut parts = vec![self.counted(("due", "应发"), &total.due)];
        for (word, amount) in [
            (("paid", "已发"), &total.paid),
            (("back-pay", "补发"), &total.back_pay),
            (("overpaid", "多发"), &total.overpaid),
        ] {
            parts.extend(amount.as_ref().map(|amount| self.counted(word, amount)));
        }
        if total.open > 0 {
            parts.push(match self.language {
                Language::English if total.open == 1 => "1 month not decided".to_owned(),
                Language::English => format!("{} months not decided", total.open),
                Language::Chinese => format!("{}个月未定", total.open),
            });
        }
        let whose = self.whose((&total.name, total.label.as_deref()), &total.of, total.key.as_deref());
        format!("  {whose}{}{}\n", self.say(": ", "："), parts.join(self.say(", ", "，")))
    }
}

/// Whether a month's line says more than that nothing was granted and nothing paid.
fn is_worth_telling(payment: &Payment) -> bool {
    let nothing = is_nothing(payment.due.as_ref()) && is_nothing(payment.paid.as_ref());
    !nothing || payment.due.is_none() || !payment.because.is_empty()
}

/// Whether a total says more than that a benefit was never due and never paid.
fn comes_to_something(total: &Total) -> bool {
    total.open > 0 || !is_nothing(Some(&total.due)) || !is_nothing(total.paid.as_ref())
}

fn is_nothing(amount: Option<&Amount>) -> bool {
    amount.is_none_or(|amount| amount.coins == Some(0))
}
