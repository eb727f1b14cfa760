import {
  HuiminError,
  load,
  Policy,
  type Decision,
  type DiagnosticData,
  type Plan,
  type PolicyInfo,
  type Text as Said,
} from 'huimin';

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

interface Source {
  name: string;
  text: string;
}

/** Why there is no policy to decide with. */
export class Unusable extends Error {
  readonly said: Said;

  constructor(said: Said) {
    super(said.en);
    this.name = 'Unusable';
    this.said = said;
  }
}

/** Decides in the page itself. */
export class PageEngine implements Engine {
  readonly info: PolicyInfo;
  readonly #policy: Policy;
  #plan: { plan: Plan; for: string } | undefined;

  private constructor(policy: Policy) {
    this.#policy = policy;
    this.info = policy.info;
  }

  /** Fetches a policy, of several addresses the one that takes in the others first, with all that is used in it. */
  static async fetch(addresses: string[], base: string): Promise<PageEngine> {
    const sources: Source[] = [];
    for (let names = addresses; names.length > 0; ) {
      const fetched = await Promise.all(names.map((name) => source(name, base)));
      sources.push(...fetched);
      const known = new Set(sources.map(({ name }) => name));
      names = [...new Set(fetched.flatMap(used))].filter((name) => !known.has(name));
    }
    await load();
    const { policy, diagnostics } = Policy.compile(sources, { main: addresses[0] ?? '' });
    if (policy === undefined) throw new Unusable(complaint(diagnostics));
    return new PageEngine(policy);
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

async function source(name: string, base: string): Promise<Source> {
  const response = await fetch(new URL(name, base)).catch(() => undefined);
  if (!response?.ok) {
    throw new Unusable({ en: `the policy cannot be loaded: ${name}`, zh: `无法加载政策文件：${name}` });
  }
  return { name, text: await response.text() };
}

/** The files that a file uses, named as the compiler names them: by text, from the folder of the file. */
function used({ name, text }: Source): string[] {
  return [...text.matchAll(/^\s*(?:use|引用)\s*["“]([^"”]*)["”]/gm)].map(([, path = '']) => {
    const parts = name.split('/').slice(0, -1);
    for (const part of path.split('/')) {
      if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/');
  });
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
