import { load, Policy } from 'huimin/runtime';
import { decided } from './decided.js';

onmessage = async ({ data }) => {
  await load();
  postMessage(decided.by(Policy.fromBytes(data)));
};
