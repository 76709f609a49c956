import { compose } from './compose.ts';
import { negatives as devNegatives } from './dev/negative.ts';
import { recipes as devRecipes } from './dev/positive.ts';
import { negatives as frozenNegatives } from './frozen/negative.ts';
import { recipes as frozenRecipes } from './frozen/positive.ts';
import { serveNegatives } from './negative.ts';
import type { WebPage } from './page.ts';

export type Part = 'dev' | 'frozen';

/** Every page that is the form. */
export const positives: readonly WebPage[] = [
  ...devRecipes.map((recipe) => compose(recipe, 'dev')),
  ...frozenRecipes.map((recipe) => compose(recipe, 'frozen')),
];

/** Every page that is not: its name and part, and the files by path. */
export const negativeNames: readonly { name: string; part: Part }[] = [
  ...devNegatives.map(({ name }) => ({ name, part: 'dev' as const })),
  ...frozenNegatives.map(({ name }) => ({ name, part: 'frozen' as const })),
];
export const negativeFiles = { ...serveNegatives(devNegatives, 'dev'), ...serveNegatives(frozenNegatives, 'frozen') };
