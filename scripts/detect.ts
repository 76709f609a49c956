import { readFile } from 'node:fs/promises';
import { startEngine, startThread } from './engine.ts';
import { sayFailure } from './say.ts';

/** In a thread that is ended at the extension's own time limits: a file that asks too much is told, and the next one is looked at. */
const engine = startEngine(() => startThread(console.error));

/** npm run --silent detect -- FILE… : prints one JSON object a file, each on a line of its own. */
async function detect(file: string): Promise<boolean> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    console.error(`Kan ${file} niet lezen: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  const opened = await engine.open(bytes);
  if (!opened.ok) {
    const message = sayFailure(opened.code, opened.values);
    console.log(JSON.stringify({ file, detected: false, confidence: 0, problems: [{ code: opened.code, severity: 'blocks', message }], placed: [], left: [] }));
    console.error(`${file}: ${message}`);
    return false;
  }
  const { detected, confidence, kind, fingerprint, places, left, signed } = opened.value;
  const placed = places.map(({ key, page, box, confidence: sureness }) => ({
    key,
    page,
    box: box.map((value) => Math.round(value * 100) / 100),
    confidence: sureness,
  }));
  console.log(
    JSON.stringify({
      file,
      detected,
      confidence,
      kind: detected ? kind : undefined,
      signed,
      fingerprint,
      problems: [],
      placed: detected ? placed : [],
      left: detected ? left : [],
    }),
  );
  return true;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Gebruik: npm run --silent detect -- BESTAND…');
  process.exitCode = 1;
}
for (const file of files) if (!(await detect(file))) process.exitCode = 1;
engine.stop();
