// Decides with the whole engine in the page, and with the smaller one in a worker. Built and served by Vite.
import * as huimin from 'huimin';
import { decided } from './decided.js';

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const answer = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});
await huimin.load();
const { policy } = decided.compile(huimin);
worker.postMessage(policy.toBytes());
globalThis.outcome = { page: decided.by(policy), worker: await answer };
