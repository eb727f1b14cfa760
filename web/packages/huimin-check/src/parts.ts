/** What the element is made of, for pages that show more of a policy. */
export { at, clean, parsePath, put, writePath, type Facts, type Path, type Value } from './model/case.js';
export { called, Shape } from './model/shape.js';
export { grouped } from './read/decimal.js';
export { readAnswer, shown, shownMoney, unitOf } from './read/answer.js';
export { leaves, titleOf } from './titles.js';
