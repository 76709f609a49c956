import { readWrittenDate } from './dates.ts';
import { collapse } from './elements.ts';
import { reading } from './handed.ts';

/** A page may rewrite what it is given without changing it: other spaces, a date's other writing, an option's other name. */
export function saysTheSame(held: string, wanted: string): boolean {
  if (collapse(held) === collapse(wanted)) return true;
  if (held === '' || wanted === '') return false;
  const date = readWrittenDate(wanted);
  if (date !== undefined) return readWrittenDate(held) === date;
  const { questions, matchOption } = reading();
  return questions.some(({ options = [] }) => {
    const key = matchOption(options, wanted);
    return key !== undefined && matchOption(options, held) === key;
  });
}

/** Nothing chosen yet, in the words of a list. */
export const saysNone = (text: string): boolean => {
  const [first = ''] = reading().tokens(text);
  return (
    !/\p{L}/u.test(text) || /^(kies|kiezen|keuze|maak|selecteer|selecteren|choose|select|pick|please|choisir|choisissez|selectionnez|veuillez)$/.test(first)
  );
};
