import { HuiminCheck, type CheckEvents } from './element.js';

export { HuiminCheck, type CheckEvents } from './element.js';
export { PageEngine, type Engine, type When } from './engine.js';
export { Unusable } from './files.js';
export type { Facts, Value } from './model/case.js';

if (!customElements.get('huimin-check')) customElements.define('huimin-check', HuiminCheck);

declare global {
  interface HTMLElementTagNameMap {
    'huimin-check': HuiminCheck;
  }
  // They bubble, so that a page may hear them wherever it listens.
  interface HTMLElementEventMap extends CheckEvents {}
  interface DocumentEventMap extends CheckEvents {}
  interface WindowEventMap extends CheckEvents {}
}
