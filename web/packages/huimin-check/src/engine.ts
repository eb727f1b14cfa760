import type { Decision, DiagnosticData, Plan, Policy, PolicyInfo, Text as Said } from 'huimin';
import { HuiminError, load as loadRuntime, Policy as RuntimePolicy } from 'huimin/runtime';
import { fetchBytes, PolicyFiles, Unusable } from './files.js';

/** What a case is decided for. */
export interface When {
  on: string;
  region?: string;
}

/** Whatever decides cases of one policy. A page may bring its own, such as one in a worker. */
export interface Engine {
  readonly info: PolicyInfo;
  decide(facts: object, when: When, explain: boolean): Promise<Decision>;
}

/** What both builds of the engine have: the one with the compiler, and the one that loads compiled policies. */
type Ready = Pick<Policy, 'info' | 'plan'>;

/** What `huimin compile` calls its files by custom. */
const COMPILED = /\.huiminc$/;

/** Decides in the page itself. */
export class PageEngine implements Engine {
  readonly info: PolicyInfo;
  readonly #policy: Ready;
  #plan: { plan: Plan; for: string } | undefined;

  private constructor(policy: Ready) {
    this.#policy = policy;
    this.info = policy.info;
  }

  /** Fetches a compiled policy, or the files of one with all that they name, the main one first. */
  static async fetch(addresses: string[], page: string): Promise<PageEngine> {
    const [main = ''] = addresses;
    const address = new URL(main, page);
    if (!COMPILED.test(address.pathname)) return new PageEngine(await compiled(addresses, page));
    return new PageEngine(await loaded(await fetchBytes(main, address)));
  }

  async decide(facts: object, { on, region }: When, explain: boolean): Promise<Decision> {
    const wanted = `${on} ${region ?? ''}`;
    try {
      if (this.#plan?.for !== wanted) {
        this.#plan?.plan.free();
        this.#plan = undefined;
        this.#plan = { plan: this.#policy.plan(region ? { on, region } : { on }), for: wanted };
      }
    } catch (error) {
      if (error instanceof HuiminError) throw new Unusable(error.problem.message);
      throw error;
    }
    return this.#plan.plan.decide(facts, { explain });
  }
}

/** Loads only the engine without the compiler, which is a third of the whole. */
async function loaded(bytes: Uint8Array): Promise<Ready> {
  await engineOf(loadRuntime);
  try {
    return RuntimePolicy.fromBytes(bytes);
  } catch (error) {
    throw error instanceof HuiminError ? new Unusable(error.problem.message) : error;
  }
}

/** Compiles the files, and fetches those that they name beside them until none is missing. */
async function compiled(addresses: string[], page: string): Promise<Ready> {
  const { load, Policy } = await import('huimin');
  const [first = ''] = addresses;
  const files = new PolicyFiles(first, page);
  await Promise.all([engineOf(load), files.fetchAddresses(addresses)]);
  for (;;) {
    const { policy, diagnostics, missing } = Policy.compile(files.sources, { main: files.nameOf(first) });
    if (policy !== undefined) return policy;
    if (missing.length === 0) throw new Unusable(complaint(diagnostics));
    await files.fetchNamed(missing);
  }
}

/** Loads an engine, which a page may lack or forbid. */
async function engineOf(load: () => Promise<void>): Promise<void> {
  try {
    await load();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Unusable({ en: `the engine of this check cannot be loaded: ${why}`, zh: `无法加载计算引擎：${why}` });
  }
}

function complaint(diagnostics: DiagnosticData[]): Said {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first === undefined) return { en: 'the policy cannot be used', zh: '政策文件无法使用' };
  const place = first.place ? ` (${first.place.file}:${first.place.line}:${first.place.column})` : '';
  return {
    en: `the policy has an error: ${first.message.en}${place}`,
    zh: `政策文件有错误：${first.message.zh}${place}`,
  };
}
