import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../scripts/browsers.ts';
import { wordsOf } from '../support/poppler.ts';
import { browserKinds } from '../support/browser/stage.ts';
import { runScript } from '../support/run.ts';

/** What each demo form was filled for, as it must stand on it. */
const made = { 'intake-acroform': '035642', 'intake-flat': '035501' } as const;

test.each(browserKinds)('npm start without a screen does the whole job, in %s', (kind) => {
  const output = join(projectFolder, 'demo-output');
  rmSync(output, { recursive: true, force: true });
  const ran = runScript('start', '--headless', `--browser=${kind}`);
  expect(ran, ran.error).toMatchObject({ status: 0 });
  const files = readdirSync(output);
  for (const [form, number] of Object.entries(made)) {
    const pdf = files.find((name) => name.startsWith(`${kind}-${form}-`) && name.endsWith('.pdf'));
    expect(pdf, `${form} in ${files.join(', ')}`).toBeDefined();
    const words = wordsOf(new Uint8Array(readFileSync(join(output, pdf ?? '')))).map(({ text }) => text.replace(',', ''));
    expect(words, form).toContain(number);
  }
});
