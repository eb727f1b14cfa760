// Compiled by `tsc`, and run nowhere: what TypeScript knows of the package.
import { HuiminError, Plan, Policy, format, load, type Decision, type DiagnosticData } from 'huimin';

await load();

const { policy, diagnostics } = Policy.compile([{ name: 'a.huimin', text: '' }]);
for (const { code, place, message } of diagnostics satisfies DiagnosticData[]) {
  const line: number | undefined = place?.line;
  const texts: string[] = [code, message.en, message.zh];
  console.log(line, texts);
}

// @ts-expect-error: there may be no policy.
policy.plan({ on: '2023-06-01' });

if (policy !== undefined) {
  using plan: Plan = policy.plan({ on: '2023-06-01', region: '360100' });
  const decision: Decision = plan.decide({ members: [{ income: '915.50' }] }, { explain: true });
  for (const { kind, status, amount, case: outcome } of decision.results) {
    // @ts-expect-error: there is no such status.
    if (status === 'maybe') console.log(kind);
    // @ts-expect-error: a refused or undecided result has no amount.
    console.log(amount.text);
    console.log(outcome?.name, amount?.coins);
  }
  // @ts-expect-error: a case is no number.
  plan.decide(7);
  // @ts-expect-error: a date must be given.
  policy.decide({}, { region: '360100' });
}

const text: string | undefined = format('', { language: 'zh' }).text;
// @ts-expect-error: there are two languages.
format('', { language: 'fr' });

export function told(error: unknown): string {
  return error instanceof HuiminError ? error.problem.message.zh : `${error} ${text}`;
}
