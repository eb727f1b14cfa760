import type { SourceText, Text as Said } from 'huimin';
import { Unusable } from 'huimin-check';
import { cannotLoad, type Kind, type Reply, type Requests } from './protocol.js';

/** Why there is no reply, which the form tells in the language of the reader as it stands. */
export class NoReply extends Unusable {}

const STOPPED: Said = {
  en: 'this took too long and was stopped; change the text to try again',
  zh: '计算时间过长，已经停止；修改文本后会重新计算',
};

interface Waiting {
  answered(reply: unknown): void;
  failed(error: NoReply): void;
}

/** A worker that is stopped and started again when it does not answer in time. */
export class Client {
  readonly #limit: number;
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #next = 0;
  /** The policy that the worker was given last. */
  #held: SourceText[] | undefined;

  /** `limit` is how many milliseconds one request may take. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Asks the worker; what is asked is answered in turn. */
  async ask<K extends Kind>(kind: K, ask: Requests[K]['ask']): Promise<Requests[K]['reply']> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    const late = setTimeout(() => this.#stop(STOPPED), this.#limit);
    try {
      return await new Promise((answered, failed) => {
        this.#waiting.set(id, { answered: answered as Waiting['answered'], failed });
        worker.postMessage({ id, kind, ask });
      });
    } finally {
      clearTimeout(late);
      this.#waiting.delete(id);
    }
  }

  /** Gives the worker a policy, unless it is the one that it holds. */
  async hold(sources: SourceText[]): Promise<void> {
    if (this.#held === sources) return;
    this.#held = sources;
    await this.ask('compile', { sources });
  }

  /** Asks about one policy, whichever the worker was given meanwhile. */
  async askOf<K extends Kind>(sources: SourceText[], kind: K, ask: Requests[K]['ask']): Promise<Requests[K]['reply']> {
    const [, reply] = await Promise.all([this.hold(sources), this.ask(kind, ask)]);
    return reply;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      if ('problem' in data) waiting?.failed(new NoReply(data.problem));
      else waiting?.answered(data.reply);
    });
    // Where it cannot be loaded there is no message.
    worker.addEventListener('error', ({ message }: Partial<ErrorEvent>) =>
      this.#stop(message === undefined ? cannotLoad() : { en: message, zh: message }),
    );
    return worker;
  }

  /** Ends the worker; all that wait hear why, and the next request starts another. */
  #stop(why: Said): void {
    this.#worker?.terminate();
    [this.#worker, this.#held] = [undefined, undefined];
    for (const { failed } of this.#waiting.values()) failed(new NoReply(why));
    this.#waiting.clear();
  }
}
