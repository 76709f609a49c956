import { describe, expect, it } from 'vitest';
import { splitLines } from '../../components/controls/lists.ts';
import { liftInk } from '../../utils/paper/lift.ts';
import { marksFor, marksOf, placesOf, shownBox } from '../../components/request/places.ts';
import { assemble, handUseOf, judgeProfile } from '../../components/request/request.ts';
import { parseRoute, printRoute } from '../../components/routes.ts';
import { placeStrokes, trimStrokes, withoutLast } from '../../components/signing/strokes.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { FormMap, Place } from '../../utils/intake/form.ts';
import type { Problem } from '../../utils/intake/problem.ts';
import { applicant, purpose, school } from './profiles.ts';
import { failure } from '../../utils/result.ts';

const profiles = { applicants: [applicant], schools: [school], purposes: [purpose], groups: [], unreadable: [], managed: new Set<string>() };
const chosen = { applicantId: 'a1', schoolId: 's1', purposeId: 'p1', signing: 'print' as const };
const drawn = { kind: 'drawn' as const, width: 10, height: 10, strokes: [[0, 0, 10, 10]] };
const codes = (problems: readonly Problem[], severity = 'blocks') => problems.filter((problem) => problem.severity === severity).map(({ code }) => code);

describe('assemble', () => {
  it('takes a hand of another form or school for none, until the person says that it serves', () => {
    const work = { ...chosen, signing: 'hand' as const, form: { fingerprint: 'f1', name: 'intake.pdf' } };
    const use = handUseOf(work, profiles);
    expect(use).toEqual({ fingerprint: 'f1', schoolId: 's1', name: 'intake.pdf, De Regenboog' });
    const signedFor = (other: object) => assemble({ profiles, work, hand: { mention: drawn, signature: drawn, use: { ...use, ...other } } }, '2026-09-03');
    for (const other of [{ fingerprint: 'f2' }, { schoolId: 's2' }]) {
      const { problems, signing } = signedFor(other);
      expect(codes(problems)).toEqual(['handOfOther']);
      expect(signing).toEqual({ kind: 'hand' });
    }
    expect(codes(signedFor({}).problems)).toEqual([]);
    expect(signedFor({}).signing).toEqual({ kind: 'hand', mention: drawn, signature: drawn });
  });

  it('asks for each profile that is not chosen, and says nothing of what it would hold', () => {
    const { problems, ready } = assemble({ profiles, work: { signing: 'print', schoolId: 's1' }, hand: {} }, '2026-09-03');
    expect(codes(problems)).toEqual(['applicantNotChosen', 'purposeNotChosen']);
    expect(ready).toBe(false);
  });

  it('is today’s unless another day was chosen', () => {
    expect(assemble({ profiles, work: chosen, hand: {} }, '2026-09-03').date).toBe('2026-09-03');
    expect(assemble({ profiles, work: { ...chosen, date: '2026-09-01' }, hand: {} }, '2026-09-03').request.date).toBe('2026-09-01');
  });

  it('holds back whoever chose to sign here and has not, and reminds whoever signs on paper', () => {
    const work = { ...chosen, signing: 'hand' as const };
    const hand = assemble({ profiles, work, hand: { mention: drawn, use: handUseOf(work, profiles) } }, '2026-09-03');
    expect(codes(hand.problems)).toEqual(['signatureMissing']);
    expect(hand.signing).toEqual({ kind: 'hand', mention: drawn, signature: undefined });
    const print = assemble({ profiles, work: chosen, hand: { mention: drawn, signature: drawn } }, '2026-09-03');
    expect(codes(print.problems)).toEqual([]);
    expect(codes(print.problems, 'informs')).toContain('signOnPaper');
    expect(print.signing).toEqual({ kind: 'print' });
  });

  it('keeps the worst first', () => {
    const bad = { ...profiles, schools: [{ ...school, accessGroups: [], director: { name: '', email: 'x@gmail.com' } }] };
    const severities = assemble({ profiles: bad, work: { ...chosen, signing: 'hand' }, hand: {} }, '2026-09-03').problems.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort((a, b) => ['blocks', 'warns', 'informs'].indexOf(a) - ['blocks', 'warns', 'informs'].indexOf(b)));
    expect(severities[0]).toBe('blocks');
  });
});

describe('a certificate that is to sign', () => {
  const signedBy = (certificate: string | undefined, name = applicant.name, stampServer?: string) => {
    const work = { ...chosen, signing: 'certificate' as const, seal: { visible: true, ...(stampServer !== undefined && { stampServer }) } };
    return assemble({ profiles: { ...profiles, applicants: [{ ...applicant, name }] }, work, hand: {}, certificate }, '2026-09-03').problems;
  };

  it('is told to be another’s, and of whom', () => {
    const found = signedBy('Iemand Anders', 'Noëmie Łukasik').find(({ code }) => code === 'certificateOfOther');
    expect(found).toMatchObject({ severity: 'warns', key: 'signature', values: ['Iemand Anders', 'Noëmie Łukasik'] });
    expect(codes(signedBy(undefined))).toContain('certificateClosed');
  });

  it.each([
    ['Noëmie Łukasik', 'Noëmie Łukasik', false],
    ['LUKASIK Noemie', 'Noëmie Łukasik', false],
    ['Noëmie Maria Łukasik (Signature)', 'Noëmie Łukasik', false],
    ['Łukasik', 'Noëmie Łukasik', false],
    ['N. Lukasik-Peeters', 'Noëmie Łukasik-Peeters', false],
    ['Vanacker Joris', 'Joris Van Acker', false],
    ['Lars Sørensen 85010112345', 'Lars Sorensen', false],
    ['Noëmie Peeters', 'Noëmie Łukasik', true],
    ['Basisschool De Regenboog', 'Noëmie Łukasik', true],
    ['Джон', 'Noëmie Łukasik', false],
    ['0123456749', 'Noëmie Łukasik', false],
    ['Iemand Anders', '', false],
  ])('on the name of %s for %s: told is %s', (name, person, told) =>
    expect(signedBy(name, person).some(({ code }) => code === 'certificateOfOther')).toBe(told),
  );

  it.each([
    ['https://tsa.example', false],
    [undefined, false],
    ['', false],
    ['tsa.example', true],
    ['ftp://tsa.example', true],
    [' ', true],
  ])('with its time stamp from %j: held back is %s', (server, held) => {
    expect(codes(signedBy(applicant.name, applicant.name, server)).includes('stampAddressWrong')).toBe(held);
  });
});

describe('judgeProfile', () => {
  it('judges what is typed, and calls nothing missing before there is a request', () => {
    expect(judgeProfile('school', { ...school, institutionNumbers: [], accessGroups: [] }, '2026-09-03')).toEqual([]);
    const wrong = { ...school, institutionNumbers: ['40428-2'], director: { name: '', email: 'geen adres' } };
    expect(judgeProfile('school', wrong, '2026-09-03').map(({ code }) => code)).toEqual(['directorEmailInvalid', 'numberHasSite']);
    const secret = { ...purpose, clientId: { kind: 'extend' as const, name: 'client secret' } };
    expect(judgeProfile('purpose', secret, '2026-09-03').map(({ key }) => key)).toContain('clientId.name');
  });
});

describe('the places of a problem', () => {
  const place = (key: PlaceKey, page = 0): Place => ({ key, page, box: [10, 20, 110, 40], slot: { kind: 'print' }, confidence: 1 });
  const map: FormMap = {
    fingerprint: 'f',
    detected: true,
    confidence: 1,
    kind: 'flat',
    pages: [{ width: 200, height: 400, turn: 0 }],
    places: [place('director'), place('clientId.new.yes'), place('clientId.new.no'), place('clientId.name')],
    left: [],
    signed: false,
  };
  const problem = (key: PlaceKey, severity: Problem['severity'] = 'blocks'): Problem => ({ code: key, severity, key, values: [], source: '' });

  it('are its own, its boxes, or the whole that it is a part of', () => {
    expect(placesOf(map, 'clientId.name').map(({ key }) => key)).toEqual(['clientId.name']);
    expect(placesOf(map, 'clientId.new').map(({ key }) => key)).toEqual(['clientId.new.yes', 'clientId.new.no']);
    expect(placesOf(map, 'director.email').map(({ key }) => key)).toEqual(['director']);
    expect(placesOf(map, 'accounts.use')).toEqual([]);
  });

  it('are marked once, for the worst, and not for what only informs', () => {
    const marks = marksOf(
      map,
      [problem('director.name'), problem('director.email', 'warns'), problem('clientId.name', 'informs')],
      ({ code }) => `wrong: ${code}`,
    );
    expect(marks).toMatchObject([{ key: 'director.name', look: 'blocks', label: 'wrong: director.name' }]);
  });

  it('are marked for a key in any look, each box of a question', () => {
    expect(marksFor(map, ['clientId.new', 'accounts.use'], 'doubted', (key) => key).map(({ look, label }) => [look, label])).toEqual([
      ['doubted', 'clientId.new'],
      ['doubted', 'clientId.new'],
    ]);
  });

  it('stand where the page shows them, from its top-left', () => {
    expect(Object.values(shownBox([10, 20, 110, 40], { width: 200, height: 400 }))).toEqual(['5.000%', '90.000%', '50.000%', '5.000%']);
  });
});

describe('the hand', () => {
  it('is cut to what was drawn', () => {
    expect(
      trimStrokes([
        [
          { x: 50, y: 30 },
          { x: 90.123, y: 34 },
        ],
        [{ x: 60, y: 50 }],
      ]),
    ).toEqual({
      kind: 'drawn',
      width: 40.12,
      height: 20,
      strokes: [
        [0, 0, 40.12, 4],
        [10, 20],
      ],
    });
    expect(trimStrokes([[]])).toBeUndefined();
  });

  it('comes back whole and in the middle, never larger', () => {
    const lines = placeStrokes({ kind: 'drawn', width: 1000, height: 50, strokes: [[0, 0, 1000, 50]] }, { width: 220, height: 100 });
    expect(lines[0]?.map(({ x }) => x)).toEqual([10, 210]);
    expect(placeStrokes(drawn, { width: 30, height: 30 })[0]).toEqual([
      { x: 10, y: 10 },
      { x: 20, y: 20 },
    ]);
  });

  it('is lifted off unevenly lit paper, which becomes transparent', () => {
    const [width, height] = [120, 60];
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const light = 250 - x / 3;
        const stroke = y >= 28 && y < 31 && x >= 20 && x < 100;
        data.set(stroke ? [20, 30, 90, 255] : [light, light, light, 255], (y * width + x) * 4);
      }
    }
    const lifted = liftInk({ data, width, height });
    if (!lifted.ok) throw new Error(lifted.code);
    expect([lifted.value.width, lifted.value.height]).toEqual([80, 3]);
    expect(lifted.value.data[3]).toBe(255);
    expect(liftInk({ data: data.map((value, at) => (at % 4 === 3 ? value : 200)), width, height })).toEqual(failure('blank'));
  });
});

describe('lists and addresses', () => {
  it('parts a pasted list of access groups, whose names may hold commas', () => {
    expect(splitLines('VZW De Regenboog, Gent\r\nInternaat\tBSGO; Lyceum\n\n')).toEqual(['VZW De Regenboog, Gent', 'Internaat', 'BSGO', 'Lyceum']);
  });

  it.each(['#open', '#returned', '#settings', '#request', '#request/administration.use', '#profiles/schools', '#profiles/purposes/p1/clientId.name'] as const)(
    '%s leads somewhere and back',
    (hash) => {
      expect(printRoute(parseRoute(hash))).toBe(hash);
    },
  );
});

describe('taking back the last stroke', () => {
  it('leaves the others, cut to their own extent, and nothing of a single one', () => {
    const two = {
      kind: 'drawn' as const,
      width: 50,
      height: 40,
      strokes: [
        [30, 10, 50, 40],
        [0, 0, 5, 5],
      ],
    };
    const one = withoutLast(two);
    expect(one).toEqual({ kind: 'drawn', width: 20, height: 30, strokes: [[0, 0, 20, 30]] });
    expect(one && withoutLast(one)).toBeUndefined();
  });
});
