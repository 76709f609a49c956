// @vitest-environment happy-dom
import { fakeBrowser } from '@webext-core/fake-browser';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FoundForm } from '../../components/request/FoundForm.tsx';
import { MissingPlaces } from '../../components/placing/MissingPlaces.tsx';
import { parseRoute, printRoute } from '../../components/routes.ts';
import { assemble } from '../../components/request/request.ts';
import { DeskView } from '../../components/views/DeskView.tsx';
import { ask } from '../../utils/extension/ask.ts';
import type { Engine } from '../../utils/extension/engine.ts';
import type { KeptForm } from '../../utils/extension/files.ts';
import type { FormMap, Place } from '../../utils/intake/form.ts';
import type { Placement } from '../../utils/intake/placing.ts';
import { keysWithoutPlace } from '../../utils/intake/placing.ts';
import { layTemplate, templateFrames } from '../../utils/intake/template.ts';
import { failure, success } from '../../utils/result.ts';
import { purpose, records, school } from './profiles.ts';
import type { Shown } from './stage.tsx';
import { answering, calm, freshBrowser, press, show } from './stage.tsx';

const { kept, put, produced } = vi.hoisted(() => ({
  kept: { form: undefined as KeptForm | undefined },
  put: vi.fn(async (_fingerprint: string, _placements: readonly Placement[]) => undefined),
  produced: vi.fn<Engine['produce']>(),
}));

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }));
vi.mock('../../utils/extension/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../utils/extension/download.ts', () => ({ download: vi.fn() }));
vi.mock('../../utils/extension/engine-host.ts', () => ({ startEngine: () => ({ produce: produced, stop: () => undefined }) }));
vi.mock('../../utils/extension/database.ts', () => ({ levelRows: async () => undefined, openRows: async () => undefined, eraseRows: async () => undefined }));
vi.mock('../../utils/extension/files.ts', () => ({
  getForm: async () => kept.form,
  latestForm: async () => kept.form,
  getOutcome: async (id: string) => ({ id, fileName: 'made.pdf', bytes: new Uint8Array([9]) }),
  putPlacements: put,
}));

const page = { width: 600, height: 800, turn: 0 };
const accountsOnly = { ...purpose, administration: { asked: false, use: '' } };

/** A form with a place for everything but these. */
function formWithout(...missing: string[]): KeptForm {
  const places = keysWithoutPlace([])
    .filter((key) => !missing.includes(key))
    .map((key, at): Place => ({ key, page: 0, box: [10, 20 * at, 100, 20 * at + 14], slot: { kind: 'print' }, confidence: 1 }));
  const map: FormMap = {
    fingerprint: 'f1',
    detected: true,
    confidence: 1,
    kind: 'flat',
    pages: [page, page],
    places,
    left: keysWithoutPlace(places),
    signed: false,
  };
  return { fingerprint: 'f1', name: 'intake.pdf', bytes: new Uint8Array([5]), map, openedAt: 1 };
}

function scanForm(): KeptForm {
  const form = formWithout();
  return { ...form, map: { ...form.map, places: [], left: keysWithoutPlace([]), confidence: 0, scan: true } };
}

const openPreview = async () => ({ pages: 2, size: async () => ({ width: 600, height: 800 }), render: async () => undefined, close: () => undefined });
let shown: Shown | undefined;

async function openDesk(hash = '#request'): Promise<HTMLElement> {
  location.hash = hash;
  shown = await show((stored) => <DeskView stored={stored} openPreview={openPreview} />);
  return shown.root;
}

/** A mouse's click at this share of the page's width and height. */
async function clickPage(root: HTMLElement, at: number, x: number, y: number): Promise<void> {
  const target = root.querySelectorAll<HTMLElement>('.page')[at]?.querySelector<HTMLElement>('.target');
  if (!target) throw new Error(`Nothing can be placed on page ${at + 1}.`);
  target.getBoundingClientRect = () => new DOMRect(50, 100, 300, 400);
  await act(() => void target.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, clientX: 50 + 300 * x, clientY: 100 + 400 * y })));
  await calm();
}

async function key(element: Element | null | undefined, name: string, shiftKey = false): Promise<void> {
  await act(() => void element?.dispatchEvent(new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true, cancelable: true })));
  await calm();
}

const panel = (root: HTMLElement) => root.querySelector<HTMLElement>('section.placing');
const active = (root: HTMLElement) => panel(root)?.querySelector('[aria-pressed=true]')?.textContent;
const lastKept = () => put.mock.lastCall?.[1] ?? [];

beforeEach(async () => {
  await shown?.close();
  shown = undefined;
  freshBrowser();
  vi.clearAllMocks();
  kept.form = undefined;
  produced.mockResolvedValue(failure('engineStopped'));
  await fakeBrowser.storage.local.set({ ...records, 'purpose:p1': accountsOnly });
});

describe('a form with a place for everything', () => {
  it('asks nothing', async () => {
    kept.form = formWithout();
    const root = await openDesk();
    expect(panel(root)).toBeNull();
    expect(root.querySelector('.target')).toBeNull();
  });

  it('nor does one that only lacks what this request does not ask', async () => {
    kept.form = formWithout('administration.use', 'clientId.name');
    expect(panel(await openDesk())).toBeNull();
  });
});

describe('placing by click', () => {
  it('says what is missing, and a click puts it there, then asks the next', async () => {
    kept.form = formWithout('applicant.role', 'accounts.reconcile.no');
    const root = await openDesk();
    expect(panel(root)?.textContent).toContain('geen plaats voor: Functie aanvrager, Ook rekeningen afpunten via de API? Nee');
    expect(active(root)).toBe('Functie aanvrager');
    await clickPage(root, 1, 0.5, 0.25);
    expect(put).toHaveBeenLastCalledWith('f1', [{ key: 'applicant.role', page: 1, box: [300, 593, 500, 607] }]);
    expect(active(root)).toBe('Ook rekeningen afpunten via de API? Nee');
    expect(panel(root)?.querySelector('[role=status]')?.textContent).toBe('Geplaatst: Functie aanvrager · Nu: Ook rekeningen afpunten via de API? Nee');
    await clickPage(root, 0, 0.5, 0.5);
    expect(lastKept()[1]).toEqual({ key: 'accounts.reconcile.no', page: 0, box: [295.5, 395.5, 304.5, 404.5] });
    expect(panel(root)?.textContent).toContain('Elk antwoord heeft een plaats.');
    expect(root.querySelector('.target')).toBeNull();
  });

  it('is asked once: what was kept is there when the form comes again', async () => {
    kept.form = { ...formWithout('applicant.role'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    const root = await openDesk();
    expect(panel(root)?.textContent).toContain('Elk antwoord heeft een plaats.');
    const box = root.querySelector<HTMLElement>('.movable.placed');
    expect([box?.style.left, box?.style.top]).toEqual(['50.000%', '24.125%']);
    expect(root.querySelector('.target')).toBeNull();
  });

  it('fills the preview with the map as placed, anew after each change', async () => {
    kept.form = formWithout('applicant.role');
    const root = await openDesk();
    await clickPage(root, 0, 0.5, 0.25);
    await vi.waitFor(() => expect(produced).toHaveBeenCalledTimes(1), 3000);
    expect(produced.mock.lastCall?.[3]?.places).toContainEqual(expect.objectContaining({ key: 'applicant.role', box: [300, 593, 500, 607] }));
    await key(root.querySelector('.movable'), 'ArrowUp');
    await vi.waitFor(() => expect(produced).toHaveBeenCalledTimes(2), 3000);
  });

  it('chooses what to place, also what was placed before', async () => {
    kept.form = { ...formWithout('applicant.role', 'date'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    const root = await openDesk();
    expect(active(root)).toBe('Datum');
    await press(root, 'Functie aanvrager');
    await clickPage(root, 1, 0, 0.5);
    expect(lastKept()).toEqual([{ key: 'applicant.role', page: 1, box: [0, 393, 200, 407] }]);
  });

  it('says which answers touch each other, when the filled form was read back', async () => {
    kept.form = { ...formWithout('applicant.role'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    produced.mockResolvedValue(failure('verifyFailed', 'date, applicant.role'));
    const root = await openDesk();
    await vi.waitFor(() => expect(panel(root)?.querySelector('[role=alert]')?.textContent).toContain('raken antwoorden elkaar: Functie aanvrager.'), 3000);
  });

  it('takes a place away again', async () => {
    kept.form = { ...formWithout('applicant.role'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    const root = await openDesk();
    await press(root, 'Weghalen: Functie aanvrager');
    expect(put).toHaveBeenLastCalledWith('f1', []);
    expect(root.querySelector('.movable')).toBeNull();
    expect(active(root)).toBe('Functie aanvrager');
  });
});

describe('by keyboard alone', () => {
  it('a crosshair goes by the arrow keys, with Shift in large steps, and Enter places', async () => {
    kept.form = formWithout('applicant.role');
    const root = await openDesk();
    const target = root.querySelector('.target');
    expect(target?.getAttribute('aria-label')).toBe('Bladzijde 1: plaats voor ‘Functie aanvrager’');
    await key(target, 'ArrowRight');
    await key(target, 'ArrowDown', true);
    await key(target, 'Enter');
    expect(lastKept()).toEqual([{ key: 'applicant.role', page: 0, box: [304, 369, 504, 383] }]);
  });

  it('choosing leads to the page, and the last place leads back', async () => {
    kept.form = formWithout('applicant.role');
    const root = await openDesk();
    await press(root, 'Functie aanvrager');
    expect(document.activeElement?.className).toBe('target');
    await key(document.activeElement, 'Enter');
    expect(document.activeElement?.id).toBe('placing');
  });

  it('a box moves by the arrow keys, with Shift it is resized, Delete removes it', async () => {
    kept.form = { ...formWithout('applicant.role'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    const root = await openDesk();
    const box = () => root.querySelector('.movable.placed');
    await key(box(), 'ArrowLeft');
    expect(lastKept()[0]?.box).toEqual([298, 593, 498, 607]);
    await key(box(), 'ArrowDown', true);
    expect(lastKept()[0]?.box).toEqual([298, 591, 498, 607]);
    await key(box(), 'Delete');
    expect(lastKept()).toEqual([]);
  });

  it('#request/place leads to the list', async () => {
    kept.form = formWithout('applicant.role');
    await openDesk('#request/place');
    expect(document.activeElement?.id).toBe('placing');
    expect(printRoute(parseRoute('#request/place'))).toBe('#request/place');
  });
});

describe('by mouse', () => {
  const pointer = async (element: HTMLElement, name: string, clientX: number, clientY: number) => {
    const event = new MouseEvent(name, { bubbles: true, clientX, clientY, button: 0 });
    Object.assign(event, { pointerId: 1 });
    await act(() => void element.dispatchEvent(event));
  };

  async function dragFrom(x: number, y: number): Promise<readonly Placement[]> {
    kept.form = { ...formWithout('applicant.role'), placements: [{ key: 'applicant.role', page: 0, box: [300, 593, 500, 607] }] };
    const root = await openDesk();
    const box = root.querySelector<HTMLElement>('.movable.placed');
    if (!box?.parentElement) throw new Error('The box is not there.');
    // Half a pixel a point: the page is 300 pixels wide.
    Object.defineProperty(box.parentElement, 'clientWidth', { value: 300 });
    Object.assign(box, { setPointerCapture: () => undefined });
    box.getBoundingClientRect = () => new DOMRect(150, 96, 100, 20);
    await pointer(box, 'pointerdown', x, y);
    await pointer(box, 'pointermove', x + 10, y + 20);
    expect(put).not.toHaveBeenCalled();
    await pointer(box, 'pointerup', x + 10, y + 20);
    await calm();
    return lastKept();
  }

  it('a box is dragged, and kept when the mouse lets go', async () => {
    expect((await dragFrom(160, 100))[0]?.box).toEqual([320, 553, 520, 567]);
  });

  it('its lower right corner pulls it larger', async () => {
    expect((await dragFrom(248, 114))[0]?.box).toEqual([300, 553, 520, 607]);
  });
});

describe('a scan', () => {
  it('offers the known layout; each page’s moves as one, and is taken over', async () => {
    kept.form = scanForm();
    const root = await openDesk();
    expect(root.querySelector('.found')?.textContent).toContain('Dit is een scan: een foto van het formulier, zonder tekst.');
    expect(root.querySelector('.found')?.textContent).not.toContain('zeker');
    expect(root.querySelectorAll('.movable.frame .ghost')).toHaveLength(24);
    expect(root.querySelector('.target')).toBeNull();
    await key(root.querySelector('[aria-label="Indeling van bladzijde 2"]'), 'ArrowRight');
    await press(root, 'Indeling overnemen');
    const [first, second] = templateFrames([page, page]);
    if (!first || !second) throw new Error('The template lacks a page.');
    expect(lastKept()).toEqual(layTemplate([first, [second[0] + 2, second[1], second[2] + 2, second[3]]]));
    expect(panel(root)?.textContent).toContain('Elk antwoord heeft een plaats.');
    // Only what this request asks is shown; of the rest the place is kept.
    expect(root.querySelector('[aria-label^="Plaats van ‘Toegangsgroep"]')).not.toBeNull();
    expect(root.querySelector('[aria-label^="Plaats van ‘Instellingsnummer"]')).toBeNull();
  });

  it('can be clicked instead, and the layout laid anew', async () => {
    kept.form = scanForm();
    const root = await openDesk();
    await press(root, 'Liever zelf klikken');
    expect(active(root)).toBe('Naam aanvrager');
    await clickPage(root, 0, 0.5, 0.5);
    expect(lastKept()).toHaveLength(1);
    await press(root, 'Indeling opnieuw leggen');
    expect(lastKept()).toEqual([]);
    expect(root.querySelectorAll('.movable.frame')).toHaveLength(2);
  });

  it('of another number of pages is only clicked', async () => {
    const form = scanForm();
    kept.form = { ...form, map: { ...form.map, pages: [page] } };
    const root = await openDesk();
    expect(root.querySelector('.frame')).toBeNull();
    expect(active(root)).toBe('Naam aanvrager');
  });

  it('that was refused is opened when the person says that it is the form', async () => {
    answering({ openFile: failure('scanOnly') });
    const root = await openDesk('#open');
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(drop, { dataTransfer: { files: [new File([new Uint8Array([1])], 'scan.pdf')], types: ['Files'] } });
    await act(() => void document.dispatchEvent(drop));
    await calm();
    expect(root.querySelector('[role=alert]')?.textContent).toContain('een scan');
    answering({ openFile: success({ kind: 'pdf', name: 'scan.pdf', form: scanForm().map }) });
    await press(root, 'Antwoorden zelf plaatsen');
    expect(ask).toHaveBeenLastCalledWith({ type: 'openFile', name: 'scan.pdf', bytes: new Uint8Array([1]), asScan: true });
    expect(location.hash).toBe('#request');
  });
});

describe('the popup', () => {
  const atHand = assemble(
    {
      profiles: { applicants: [], schools: [school], purposes: [accountsOnly], groups: [], unreadable: [], managed: new Set() },
      work: { signing: 'print', schoolId: 's1', purposeId: 'p1' },
      hand: {},
    },
    '2026-09-03',
  );

  it('says what has no place, and leads to where it can be shown', async () => {
    const lead = vi.fn();
    shown = await show(() => <MissingPlaces form={formWithout('accounts.username', 'administration.use').map} atHand={atHand} onPlace={lead} />);
    expect(shown.root.textContent).toContain('geen plaats voor: Gebruikersnaam in Rekeningen2.0');
    await press(shown.root, 'Plaats aanwijzen');
    expect(lead).toHaveBeenCalledTimes(1);
  });

  it('says nothing where all have theirs', async () => {
    shown = await show(() => <MissingPlaces form={formWithout().map} atHand={atHand} onPlace={() => undefined} />);
    expect(shown.root.textContent).toBe('');
  });

  it('names a scan as one', async () => {
    shown = await show(() => <FoundForm name="scan.pdf" form={scanForm().map} onReview={() => undefined} />);
    expect(shown.root.textContent).toBe('Dit is een scan: een foto van het formulier, zonder tekst.scan.pdf');
  });
});
