// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { questions } from '../../utils/intake/catalogue.ts';
import { inspectPage } from '../../utils/page/inspect.ts';
import { undoPage } from '../../utils/page/perform.ts';
import { accountsOnly, extendStudents, fillPage, heldBy, input, newForBoth, openFixture, quick, snapshot } from './support.ts';

const all = questions.map((question) => question.key).filter((key) => key !== 'signature');

beforeEach(() => openFixture('plain.html'));

describe('the form as plain HTML', () => {
  it('is detected, with every question found', () => {
    expect(inspectPage(document)).toEqual({ detected: true, confidence: 1, found: all, left: [] });
  });

  it('changes nothing by being inspected', () => {
    const before = document.documentElement.outerHTML;
    inspectPage(document);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it('takes a new ClientID for both APIs', async () => {
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill).toEqual({ filled: all.filter((key) => key !== 'clientId.name' && key !== 'administration.clientId'), doubted: [], left: [] });
    expect(snapshot()).toEqual({
      v1: 'Łucja Çelik',
      v2: 'ICT-coördinator',
      v3: '2026-09-03',
      v4: 'Zoë Maes, directie@school.example',
      'v5-1': true,
      'v5-2': false,
      'v6-1': false,
      'v6-2': true,
      v7: '',
      'v8-1': false,
      'v8-2': false,
      'v8-3': true,
      'v9-1': false,
      'v9-2': true,
      'v9-3': false,
      v10: '035642',
      v11: '',
      v12: 'Data voor Leerplatform',
      v13: 'VZW Noord, VZW Zuid',
      v14: 'J.Maes',
      v15: 'Rekeningen uitwisselen met Boekhoud',
      'v16-1': true,
      'v16-2': false,
      v17: false,
    });
  });

  it('takes an extension for students only, six institution numbers', async () => {
    const fill = await fillPage(document, extendStudents, quick);
    expect(fill.filled).toHaveLength(12);
    expect([fill.doubted, fill.left]).toEqual([[], []]);
    expect(snapshot()).toMatchObject({
      'v5-1': false,
      'v5-2': true,
      'v6-1': true,
      'v6-2': false,
      v7: 'leerplatform-client',
      'v8-1': true,
      'v8-2': false,
      'v8-3': false,
      'v9-1': true,
      'v9-3': false,
      v10: '035642, 040428, 012345, 123456, 000117, 000042',
      v11: 'leerplatform-client',
      v13: '',
      v14: '',
      v15: '',
      'v16-1': false,
      'v16-2': false,
    });
  });

  it('takes Rekeningen only, and leaves the administration alone', async () => {
    const fill = await fillPage(document, accountsOnly, quick);
    expect([fill.doubted, fill.left]).toEqual([[], []]);
    expect(snapshot()).toMatchObject({
      v7: 'boek-client',
      'v8-1': false,
      'v8-2': false,
      'v8-3': false,
      v10: '',
      v11: '',
      v12: '',
      v14: 'J.Maes',
      'v16-1': true,
    });
  });

  it('never submits, and never ticks the consent', async () => {
    let submitted = 0;
    document.addEventListener('submit', () => submitted++);
    await fillPage(document, newForBoth, quick);
    expect(submitted).toBe(0);
    expect(input('v17').checked).toBe(false);
  });

  it('tells the page of each change, in the order of typing', async () => {
    const heard: string[] = [];
    for (const type of ['focusin', 'input', 'change', 'focusout']) input('v1').addEventListener(type, () => heard.push(type));
    for (const type of ['input', 'change']) input('v9-2').addEventListener(type, () => heard.push(`box ${type}`));
    await fillPage(document, newForBoth, quick);
    expect(heard).toEqual(['focusin', 'input', 'change', 'focusout', 'box input', 'box change']);
  });

  it('doubts and leaves what the person typed or chose', async () => {
    input('v1').value = 'Iemand anders';
    input('v16-2').checked = true;
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.doubted).toEqual(['applicant.name', 'accounts.reconcile']);
    expect([heldBy('v1'), input('v16-1').checked, input('v16-2').checked]).toEqual(['Iemand anders', false, true]);
  });

  it('counts what already stands there as filled', async () => {
    input('v1').value = newForBoth.applicant.name;
    const fill = await fillPage(document, newForBoth, quick);
    expect(fill.filled).toContain('applicant.name');
  });

  it('puts everything back, except what the person changed since', async () => {
    input('v2').value = 'Zaakvoerder';
    const before = snapshot();
    await fillPage(document, newForBoth, quick);
    input('v14').value = 'Toch iemand anders';
    expect(await undoPage(document, quick)).toEqual({ restored: 12 });
    expect(snapshot()).toEqual({ ...before, v14: 'Toch iemand anders' });
    expect(await undoPage(document, quick)).toEqual({ restored: 0 });
  });

  it('replaces its own answers for the next school, and takes back what that school does not ask', async () => {
    await fillPage(document, newForBoth, quick);
    const fill = await fillPage(document, extendStudents, quick);
    expect([fill.doubted, fill.left]).toEqual([[], []]);
    expect(snapshot()).toMatchObject({
      'v5-1': false,
      'v5-2': true,
      'v8-1': true,
      'v8-3': false,
      'v9-1': true,
      'v9-2': false,
      v13: '',
      v14: '',
      v15: '',
      'v16-1': false,
    });
    await undoPage(document, quick);
    expect(Object.values(snapshot()).every((value) => value === '' || value === false)).toBe(true);
  });

  it('prints a date as dd/mm/jjjj where the page takes text', async () => {
    input('v3').type = 'text';
    await fillPage(document, newForBoth, quick);
    expect(heldBy('v3')).toBe('03/09/2026');
  });
});
