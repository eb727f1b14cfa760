// A worker that no bundler has seen.
import { load, Policy } from '/huimin/runtime.js';
import { decided } from './decided.js';

onmessage = async ({ data }) => {
  await load();
  postMessage(decided.by(Policy.fromBytes(data)));
};
