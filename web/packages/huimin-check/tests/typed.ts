// Compiled by `tsc` as strictly as it can, and run nowhere: what TypeScript knows of the package.
import 'huimin-check';
import { HuiminCheck, type Facts } from 'huimin-check';

const check = document.querySelector('huimin-check') ?? new HuiminCheck();
check.src = 'policy.huimin';
check.region = undefined;
check.facts = { members: [{ income: 1200 }] };
const facts: Facts = check.facts;
const amount: string | undefined = check.decision?.results[0]?.amount?.text;

check.addEventListener('huimin-ready', ({ detail }) => console.log(detail.info.entities, facts, amount));
check.addEventListener('huimin-failure', ({ detail }) => console.log(detail.message.zh));
document.addEventListener('huimin-decision', ({ detail }) => {
  const complete: boolean = detail.complete;
  // @ts-expect-error: there is no such event detail.
  console.log(complete, detail.results);
});
addEventListener('huimin-answer', ({ detail: { path, value } }) => {
  // @ts-expect-error: an answer that was taken back has no value.
  console.log(path, value.toString());
});
