import { beforeAll, describe, expect, test } from 'vitest';
import type { Base } from './bases.ts';
import { digestOf, madeBases } from './bases.ts';
import { forbiddenIn, judge } from './judge.ts';
import { mutantOf } from './mutant.ts';
import { mutations } from './mutations.ts';
import { randomOf } from './random.ts';

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('the mutants', () => {
  let bases: Base[] = [];
  beforeAll(async () => {
    bases = await madeBases();
  }, 120_000);

  test('start from the same forms each time', async () => {
    expect(digestOf(await madeBases())).toBe(digestOf(bases));
  }, 120_000);

  test('are the same by themselves as among the others, and others for another seed', () => {
    const among = [0, 1, 2, 3, 4].map((index) => mutantOf(bases, 'zaad', index));
    expect(mutantOf(bases, 'zaad', 3)).toEqual(among[3]);
    expect(mutantOf(bases, 'ander', 3).bytes).not.toEqual(among[3]?.bytes);
  });

  test.each(mutations.map(({ name }) => name))('%s changes a form that hides nothing', (name) => {
    const text = latin1(bases.find((base) => base.name === 'drawn-fields, plain')?.bytes ?? new Uint8Array());
    const mutation = mutations.find((candidate) => candidate.name === name);
    const changed = Array.from({ length: 10 }, (_, at) => mutation?.change(text, randomOf(`${name} ${at}`), text));
    expect(changed.filter((result) => result !== undefined && result !== text).length).toBeGreaterThan(5);
  });
});

describe('the judge', () => {
  const file = (root: string, content = 'q Q') =>
    new TextEncoder().encode(
      `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${root} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n` +
        `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n` +
        'trailer\n<< /Root 1 0 R /Size 5 >>\n',
    );

  test('sees what qpdf warns of', async () => {
    expect((await judge(file('', 'q ] Q'))).map(({ kind }) => kind)).toContain('qpdf warning');
  });

  test('sees an action, wherever it stands', async () => {
    const complaints = await judge(file('/Kwaad [<< /Y << /S /Launch /F (x) >> >>]'));
    expect(complaints.filter(({ kind }) => kind === 'forbidden').map(({ words }) => words)).toEqual(['obj:1 0 R/Kwaad/Y is an action /Launch']);
  });

  test('leaves a link to a site alone', () => {
    const objects = (action: object) => JSON.stringify({ qpdf: [{}, { 'obj:1 0 R': { value: { '/A': action } } }] });
    expect(forbiddenIn(objects({ '/S': '/URI', '/URI': 'u:https://informat.example' }))).toEqual([]);
    expect(forbiddenIn(objects({ '/S': '/URI', '/URI': 'u:file:///etc/hosts' }))).toHaveLength(1);
  });
});
