import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../browsers.ts';
import type { ServedFile } from './site.ts';
import { html, pdf } from './site.ts';

const fixtures = join(projectFolder, 'tests', 'fixtures');

const page = `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Intakehulp uitproberen</title>
<style>
  :root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
  body { max-width: 42rem; margin: 4rem auto; padding: 0 1.5rem; }
  h1 { line-height: 1.2; }
  li { margin: .6rem 0; }
  .forms a { display: inline-block; padding: .2rem 0; font-weight: 600; }
  small { display: block; opacity: .8; }
</style>
<h1>Intakehulp uitproberen</h1>
<p>Deze bladzijde staat alleen op jouw computer. Er zijn verzonnen profielen geladen.</p>
<ol>
  <li>Open hieronder een formulier.</li>
  <li>Klik op het pictogram van Intakehulp in de werkbalk (misschien achter het puzzelstukje).</li>
  <li>Kies een aanvrager, een school en een doel, kijk de opmerkingen na, teken en exporteer.</li>
</ol>
<ul class="forms">
  <li><a href="/intake-acroform.pdf">Intakeformulier als invulbare pdf</a><small>Met velden waarvan de namen niets zeggen.</small></li>
  <li><a href="/intake-flat.pdf">Intakeformulier als platte pdf</a><small>Zonder velden: alleen tekst en lijnen.</small></li>
  <li><a href="/plain.html">Intakeformulier als webpagina</a><small>Wordt ter plaatse ingevuld; versturen doe je zelf.</small></li>
</ul>
<p>De profielen die ‘nog niet in orde’ heten, tonen wat er vóór het tekenen gezegd wordt.</p>
</html>`;

/** The demo page and the three forms that it links. */
export async function demoFiles(): Promise<Record<string, ServedFile>> {
  const form = (name: string) => readFile(join(fixtures, 'forms', name));
  return {
    '/': html(page),
    '/intake-acroform.pdf': pdf(await form('intake-acroform.pdf')),
    '/intake-flat.pdf': pdf(await form('intake-flat.pdf')),
    '/plain.html': html(await readFile(join(fixtures, 'web', 'plain.html'), 'utf8')),
  };
}
