/** What a plan does on the other side of the boundary. @internal */
export interface PlanHandle {
  decide(json: string, explain: boolean): string;
  free(): void;
  /** The smaller build tells nothing in brief. */
  decide_in_brief?(json: string): number;
  brief?(): number;
  forms?(): string | undefined;
  memory?(): WebAssembly.Memory;
}
