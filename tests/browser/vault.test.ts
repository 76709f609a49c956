import { describe, expect, it } from 'vitest';
import { forgeInPage } from '../faults/forged-pages.ts';
import { killBrowsers, killWorkers, updateExtension } from '../faults/kills.ts';
import { browserKinds } from '../support/browser/stage.ts';
import { withOptions, withSession } from '../faults/stage.ts';
import type { Row } from '../faults/row.ts';
import { editDifferentFields, editSameField } from '../faults/tabs.ts';

/** A few of each of what `npm run test:faults` does by the hundreds. */
const seed = 'browser tests';
const silent = () => undefined;

function stands(row: Row, times: number): void {
  expect(row.faults).toEqual([]);
  expect(row.times).toBeGreaterThanOrEqual(times);
}

describe.each(browserKinds)('What was acknowledged stands, in %s', (kind) => {
  it('after the background is ended in mid-save', () =>
    withSession(kind, async (session) => {
      for (const mode of ['plain', 'locked'] as const) stands(await killWorkers(session, { mode, times: 3, seed }, silent), 3);
    }));

  it('after the browser is killed in mid-save', () =>
    withOptions(kind, async (options) => {
      const mode = kind === 'chrome' ? 'plain' : 'locked';
      const times = kind === 'chrome' ? 2 : 1;
      stands(await killBrowsers(options, { mode, times, seed }, silent), times);
    }));

  it('after the extension is updated in mid-save', () =>
    withSession(kind, async (session) => {
      stands(await updateExtension(session, { mode: 'plain', times: 1, seed }, silent), 1);
    }));

  it('when two tabs edit one school at once', () =>
    withSession(kind, async (session) => {
      stands(await editDifferentFields(session, 'plain', 60, seed), 60);
      stands(await editSameField(session, 'plain', 30, seed), 30);
    }));
});

describe('A content script, in chrome', () => {
  it('gets no answer to a forged message, changes nothing and reads nothing', () =>
    withSession('chrome', async (session) => {
      stands(await forgeInPage(session, 120, 5), 120);
    }));
});
