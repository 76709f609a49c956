import type { ServedFile } from '../../scripts/demo/site.ts';
import { escapeText, escapeValue } from './print/template.ts';
import { partOf } from './recipe.ts';

/** A page that is not the form, whatever it asks or says. `body` is its HTML. */
export type Negative = { name: string; title: string; body: string; language?: string };

let made = 0;
const nextId = () => `n${++made}`;

/** A labelled control. `type` an input's, or `area`. */
export function field(label: string, type = 'text', attributes = ''): string {
  const id = nextId();
  const control =
    type === 'area' ? `<textarea id="${id}" name="${id}" ${attributes}></textarea>` : `<input id="${id}" name="${id}" type="${type}" ${attributes}>`;
  return `<p><label for="${id}">${escapeText(label)}</label><br>${control}</p>`;
}

export const fields = (...labels: readonly string[]): string => labels.map((label) => field(label)).join('');

export function list(label: string, ...options: readonly string[]): string {
  const id = nextId();
  return `<p><label for="${id}">${escapeText(label)}</label> <select id="${id}">${['–', ...options].map((option) => `<option>${escapeText(option)}</option>`).join('')}</select></p>`;
}

/** A group of radios, or of boxes. */
export function choice(question: string, options: readonly string[], type: 'radio' | 'checkbox' = 'radio'): string {
  const name = nextId();
  const inputs = options.map((option, at) => `<label><input type="${type}" name="${name}" value="${at}"> ${escapeText(option)}</label>`).join(' ');
  return `<fieldset><legend>${escapeText(question)}</legend>${inputs}</fieldset>`;
}

export const yesNo = (question: string): string => choice(question, ['Ja', 'Nee']);

export const box = (label: string): string => `<p><label><input type="checkbox" name="${nextId()}"> ${escapeText(label)}</label></p>`;

export const form = (title: string, ...parts: readonly string[]): string =>
  `<h1>${escapeText(title)}</h1><form method="post" action="/niets">${parts.join('')}<button>Verzenden</button></form>`;

export const paragraphs = (...texts: readonly string[]): string => texts.map((text) => `<p>${escapeText(text)}</p>`).join('');

export const items = (...texts: readonly string[]): string => `<ol>${texts.map((text) => `<li>${escapeText(text)}</li>`).join('')}</ol>`;

export const rows = (...cells: readonly (readonly string[])[]): string =>
  `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${escapeText(cell)}</td>`).join('')}</tr>`).join('')}</table>`;

/** Path → file. Throws where a name belongs to the other part. */
export function serveNegatives(negatives: readonly Negative[], part: 'dev' | 'frozen'): Record<string, ServedFile> {
  return Object.fromEntries(
    negatives.map(({ name, title, body, language = 'nl' }) => {
      if (partOf(name) !== part) throw new Error(`The page ${name} belongs to the part ${partOf(name)}: its name decides.`);
      const head = `<meta charset="utf-8"><title>${escapeText(title)}</title><style>body { font: 16px/1.5 sans-serif; max-width: 50rem; margin: 1rem auto; }</style>`;
      const script = '<script>window.sent = 0; addEventListener("submit", (event) => { window.sent += 1; event.preventDefault(); });</script>';
      return [
        `/not/${name}`,
        {
          type: 'text/html; charset=utf-8',
          body: `<!doctype html><html lang="${escapeValue(language)}"><head>${head}</head><body>${body}${script}</body></html>`,
        },
      ];
    }),
  );
}
