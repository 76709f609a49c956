import { printList } from '../intake/answers.ts';
import { typedQuestions } from '../intake/catalogue.ts';
import { matchOption, tokens } from '../intake/match.ts';
import { textOf } from './dom.ts';
import { labelsOf } from './evidence.ts';
import { locate, matchOptions } from './locate.ts';
import { monthOf, partsOf } from './parts.ts';
import { optionsIn, readPage } from './read.ts';
import { look } from './shown.ts';
import { handReading } from './handed.ts';

/** What the half that reads a page knows and can: the half that fills works with it, and holds none of it twice. */
const reading = {
  locate: (document: Document) => locate(readPage(document)),
  labelsOf,
  look,
  matchOption,
  matchOptions,
  monthOf,
  optionsIn,
  partsOf,
  printList,
  questions: typedQuestions,
  textOf,
  tokens,
};
export type Reading = typeof reading;

export const offerReading = (): void => handReading(reading);
