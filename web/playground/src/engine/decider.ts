import type { Decision, PolicyInfo, SourceText } from 'huimin';
import type { Engine, When } from 'huimin-check';
import type { Client } from './client.js';
import type { Curve, CurveRequest } from './curve.js';

/** Decides in the worker, by the policy that was checked: the worker may have been given another one since. */
export class Decider implements Engine {
  readonly info: PolicyInfo;
  readonly #client: Client;
  readonly #sources: SourceText[];

  constructor(client: Client, sources: SourceText[], info: PolicyInfo) {
    this.#client = client;
    this.#sources = sources;
    this.info = info;
  }

  decide(facts: object, when: When, explain: boolean): Promise<Decision> {
    return this.#client.askOf(this.#sources, 'decide', { facts, when, explain });
  }

  /** What the policy says along one fact. */
  curve(request: CurveRequest): Promise<Curve> {
    return this.#client.askOf(this.#sources, 'curve', request);
  }
}
