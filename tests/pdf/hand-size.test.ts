import { expect, it } from 'vitest';
import '../../scripts/font.ts';
import { produce } from '../../utils/pdf/perform.ts';
import { formBytes } from '../support/forms.ts';
import { requestFixture } from '../support/requests.ts';

/** A pen gives some hundred points a second: this is a long mention and a rich signature. */
const stroke = (points: number) =>
  Array.from({ length: points }, (_, at) => [150 + 120 * Math.sin(at / 17) + at / 5, 60 + 50 * Math.sin(at / 9) * Math.cos(at / 31)]).flat();
const drawn = { kind: 'drawn' as const, width: 400, height: 120, strokes: [stroke(300), stroke(150), stroke(150)] };

it('twelve hundred points of pen cost the PDF less than a small picture', async () => {
  const [print, hand] = await Promise.all(
    [{ kind: 'print' as const }, { kind: 'hand' as const, mention: drawn, signature: drawn }].map((signing) =>
      produce(formBytes('intake-flat'), requestFixture('new-both'), signing),
    ),
  );
  if (!print?.ok || !hand?.ok) throw new Error('A form was not made.');
  expect(hand.value.bytes.length - print.value.bytes.length).toBeLessThan(20_000);
  expect(new TextDecoder('latin1').decode(hand.value.bytes)).not.toContain('/Subtype /Image');
});
