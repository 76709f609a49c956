import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** What axe finds on the page, in short. */
export async function findingsOn(page: Page): Promise<unknown[]> {
  // A string, past the page's own content policy, as a browser's developer tools would put it there.
  await page.evaluate(`${axe.source};0`);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`,
  ) as Promise<unknown[]>;
}
