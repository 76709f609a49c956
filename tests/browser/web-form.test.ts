import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { chooseProfiles, openInTab, say, storeRecords } from '../support/browser/person.ts';
import { expectedForms, requestDate } from '../support/browser/requests.ts';
import { press, see } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

type Held = Record<string, string | boolean>;

/** What the page's controls hold, by id: a text, or whether it is ticked. Empty ones are left out. */
function heldBy(page: Page): Promise<Held> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
        .map((control) => [control.id, control instanceof HTMLInputElement && /checkbox|radio/.test(control.type) ? control.checked : control.value] as const)
        .filter(([, value]) => value !== '' && value !== false),
    ),
  );
}

/** By request, in the order of `expectedForms`: what tests/fixtures/web/plain.html must hold. */
const held: readonly Held[] = [
  {
    v1: 'Noëmie Łukasik-Peeters',
    v2: 'Integratiepartner',
    v3: requestDate,
    v4: 'Françoise Şahin, directie@deregenboog.example',
    'v5-1': true,
    'v6-2': true,
    'v8-3': true,
    'v9-3': true,
    v10: '035642',
    v12: 'Opvragen van leerlingen en personeel voor Leerspoor',
    v13: 'VZW De Regenboog\nInternaat Ter Linden',
    v14: 'F.Sahin',
    v15: 'Uitwisselen van rekeningen met Leerspoor',
    'v16-1': true,
  },
  {
    v1: 'Joris Van Acker',
    v2: 'ICT-coördinator',
    v3: requestDate,
    v4: 'Bart D’Hondt, bart.dhondt@zestorens.example',
    'v5-2': true,
    'v6-1': true,
    v7: 'leerspoor_zestorens',
    'v8-1': true,
    'v9-2': true,
    v10: '040428\n040436\n123456\n035501\n035519\n118802',
    v11: 'leerspoor_zestorens',
    v12: 'Opvragen van leerlingen voor Leerspoor',
  },
  {
    v1: 'Noëmie Łukasik-Peeters',
    v2: 'Integratiepartner',
    v3: requestDate,
    v4: 'Françoise Şahin, directie@deregenboog.example',
    'v5-1': true,
    'v6-2': true,
    v13: 'VZW De Regenboog\nInternaat Ter Linden',
    v14: 'F.Sahin',
    v15: 'Uitwisselen van rekeningen met Kassaboek',
    'v16-2': true,
  },
];

const cases = expectedForms.map((expected, at) => ({ ...expected, held: held[at] ?? {} }));

/** A list may stand on lines or behind commas. */
const level = (values: Held) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? value.replaceAll('\n', ', ') : value]));

describe.each(browserKinds)('6. A web form gets the same, in %s', (kind) => {
  const stage = useStage(kind);

  it.each(cases)('$name: found, filled from the popup, put back; never sent, and the consent never ticked', async ({ choice, held: wanted }) => {
    await storeRecords(stage.session, { 'work:date': requestDate });
    const { tab, popup } = await openInTab(stage.session, `${stage.origin}/plain.html`);
    const text = await see(popup, say('found_web'));
    expect(Number(/(\d+) % zeker/.exec(text)?.[1])).toBeGreaterThan(80);
    await chooseProfiles(popup, choice);
    await press(popup, say('web_fill'));
    await see(popup, say('web_check'));
    expect(level(await heldBy(tab))).toEqual(level(wanted));
    expect(await tab.evaluate(() => location.pathname)).toBe('/plain.html');

    await press(popup, say('undo'));
    await settle('the page as it was', async () => (Object.keys(await heldBy(tab)).length === 0 ? true : undefined));
  });

  it('what the person typed is left, and said', async () => {
    const [first] = cases;
    if (!first) throw new Error('There are no cases.');
    const tab = await stage.session.open(`${stage.origin}/plain.html`);
    await tab.type('#v2', 'Boekhouder');
    const popup = await stage.session.clickIcon(tab);
    await see(popup, say('found_web'));
    await chooseProfiles(popup, first.choice);
    await press(popup, say('web_fill'));
    const text = await see(popup, say('web_doubted'));
    expect(text).toContain(say('field_applicant_role'));
    expect((await heldBy(tab)).v2).toBe('Boekhouder');
  });
});
