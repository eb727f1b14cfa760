// The check, as somebody finds it who opens a page.
import { open } from './browser.js';

/** A page with its check ready to be filled in. */
export async function checkAt(browser, address, options) {
  const page = await open(browser, address, options);
  const check = page.locator('huimin-check');
  const question = check.locator('#question');
  await question.waitFor();
  return { page, check, question };
}
