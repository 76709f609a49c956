import { describe, expect, test } from 'vitest';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Box } from '../../utils/intake/form.ts';
import { openForm } from '../../utils/pdf/perform.ts';
import { formBytes, formNames, truePlaces } from '../support/forms.ts';

function shared(a: Box, b: Box): number {
  const wide = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const high = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  return (wide * high) / Math.max((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]));
}

describe.each(formNames)('%s', (name) => {
  test('is the form, of its kind, with every place where it is drawn and none besides', async () => {
    const opened = await openForm(formBytes(name));
    if (!opened.ok) throw new Error(opened.code);
    const { detected, confidence, kind, places, left } = opened.value;
    expect({ detected, kind, left }).toEqual({ detected: true, kind: name === 'intake-acroform' ? 'fillable' : 'flat', left: [] });
    expect(confidence).toBeGreaterThan(0.95);
    const truth = truePlaces(name);
    expect(places.map((place) => place.key).sort()).toEqual((Object.keys(truth) as PlaceKey[]).sort());
    for (const place of places) {
      const own = truth[place.key];
      if (!own) throw new Error(`no true place for ${place.key}`);
      expect(place.page, place.key).toBe(own.page);
      expect(shared(place.box, own.box), place.key).toBeGreaterThan(0.8);
    }
  });

  test('the same bytes have the same fingerprint', async () => {
    const [a, b] = [await openForm(formBytes(name)), await openForm(formBytes(name))];
    expect(a.ok && b.ok && a.value.fingerprint).toBe(b.ok && b.value.fingerprint);
    expect(a.ok && a.value.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});
