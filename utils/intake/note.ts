import type { Box, PageSize } from './form.ts';

/** One form to be signed by pen: the note's row, and where the signature goes. `where` is in words; the place is drawn when it is known. */
export type NotedForm = { name: string; fileName: string; where: string; place?: { page: PageSize; box: Box } };

/** The page that goes with forms to be signed by pen, in the person's words. The engine lays it out; it knows no language. */
export type CoverNote = {
  title: string;
  intro: string;
  columns: { name: string; fileName: string; where: string };
  forms: readonly NotedForm[];
  stepsTitle: string;
  steps: readonly string[];
  /** What the drawing of a page shows. */
  caption: string;
  footer: string;
};
