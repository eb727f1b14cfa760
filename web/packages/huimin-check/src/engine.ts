import {
  HuiminError,
  type Decision,
  type DiagnosticData,
  type Plan,
  type Policy,
  type PolicyInfo,
  type SourceText,
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

/** Why there is no policy to decide with. */
export class Unusable extends Error {
  readonly said: Said;

  constructor(said: Said) {
    super(said.en);
    this.name = 'Unusable';
    this.said = said;
  }
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

  /** Fetches a compiled policy, or the files of one with those that they use, the main one first. */
  static async fetch(addresses: string[], base: string): Promise<PageEngine> {
    const [main = ''] = addresses;
    if (COMPILED.test(new URL(main, base).pathname)) {
      const response = await fetched(main, base);
      return new PageEngine(await loaded(new Uint8Array(await response.arrayBuffer())));
    }
    const sources: SourceText[] = [];
    for (let names = addresses; names.length > 0; ) {
      const files = await Promise.all(
        names.map(async (name) => ({ name, text: await (await fetched(name, base)).text() })),
      );
      sources.push(...files);
      const known = new Set(sources.map(({ name }) => name));
      names = [...new Set(files.flatMap(used))].filter((name) => !known.has(name));
    }
    return new PageEngine(await compiled(sources, main));
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

async function fetched(name: string, base: string): Promise<Response> {
  const response = await fetch(new URL(name, base)).catch(() => undefined);
  if (response?.ok) return response;
  throw new Unusable({ en: `the policy cannot be loaded: ${name}`, zh: `无法加载政策文件：${name}` });
}

/** The files that a file uses, named as the compiler names them: by text, from the folder of the file. */
function used({ name, text }: SourceText): string[] {
  return [...text.matchAll(/^\s*(?:use|引用)\s*["“]([^"”]*)["”]/gm)].map(([, path = '']) => {
    const parts = name.split('/').slice(0, -1);
    for (const part of path.split('/')) {
      if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/');
  });
}

/** Loads only the engine without the compiler, which is a third of the whole. */
async function loaded(bytes: Uint8Array): Promise<Ready> {
  const { load, Policy } = await import('huimin/runtime');
  await load();
  try {
    return Policy.fromBytes(bytes);
  } catch (error) {
    throw error instanceof HuiminError ? new Unusable(error.problem.message) : error;
  }
}

async function compiled(sources: SourceText[], main: string): Promise<Ready> {
  const { load, Policy } = await import('huimin');
  await load();
  const { policy, diagnostics } = Policy.compile(sources, { main });
  if (policy === undefined) throw new Unusable(complaint(diagnostics));
  return policy;
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
