// The engine on a thread of its own, so that nothing it is given can hold up the page.
import { format, HuiminError, load, Policy, type Plan, type Text as Said } from 'huimin';
import type { When } from 'huimin-check';
import { curve } from './curve.js';
import { cannotLoad, type Ask, type Kind, type Reply, type Requests } from './protocol.js';

/** More than this nobody reads, and the page would only be slow. */
const MOST_DIAGNOSTICS = 200;

let policy: Policy | undefined;
let plan: { plan: Plan; for: string } | undefined;

const answers: { [K in Kind]: (ask: Requests[K]['ask']) => Requests[K]['reply'] } = {
  compile({ sources }) {
    forget();
    const main = sources[0]?.name ?? '';
    const compilation = Policy.compile(sources, { main });
    policy = compilation.policy;
    const { diagnostics, missing } = compilation;
    const count = diagnostics.length;
    return { info: policy?.info, diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS), count, missing };
  },
  test: () => held().test(),
  decide: ({ facts, when, explain }) => planFor(when).decide(facts, { explain }),
  format: ({ text, language }) => format(text, language === undefined ? {} : { language }),
  curve: (ask) => curve(ask, (facts) => planFor(ask.when).decide(facts)),
};

function forget(): void {
  plan?.plan.free();
  policy?.free();
  [plan, policy] = [undefined, undefined];
}

function held(): Policy {
  if (policy === undefined) throw new Error('there is no policy');
  return policy;
}

function planFor({ on, region }: When): Plan {
  const wanted = `${on} ${region ?? ''}`;
  if (plan?.for !== wanted) {
    plan?.plan.free();
    plan = undefined;
    plan = { plan: held().plan(region ? { on, region } : { on }), for: wanted };
  }
  return plan.plan;
}

const unable = load().then(() => undefined, (error: unknown) => cannotLoad(String(error)));

addEventListener('message', async ({ data }: MessageEvent<Ask>) => {
  const problem = await unable;
  postMessage(problem === undefined ? replyTo(data) : ({ id: data.id, problem } satisfies Reply));
});

function replyTo({ id, kind, ask }: Ask): Reply {
  const answer = answers[kind] as (ask: unknown) => unknown;
  try {
    return { id, reply: answer(ask) };
  } catch (error) {
    return { id, problem: said(error) };
  }
}

function said(error: unknown): Said {
  if (error instanceof HuiminError) return error.problem.message;
  return { en: String(error), zh: String(error) };
}
