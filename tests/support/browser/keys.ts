import type { Page } from 'puppeteer-core';
import { settle } from './wait.ts';

/** What somebody does who has no mouse. */

export const focusedOn = (page: Page, selector: string) =>
  settle(`the focus on ${selector}`, async () => ((await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) ? true : undefined));

/** Presses Tab until the focus is there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 160; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`That many presses of Tab do not lead to ${selector}.`);
}
