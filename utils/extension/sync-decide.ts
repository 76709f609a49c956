import { join } from '../vault/join.ts';
import { parseJson } from '../vault/records.ts';
import { saysTheSame, withLatestStamps } from '../vault/stamps.ts';
import type { ReadItem } from './sync-item.ts';
import { settingsKey, syncedText } from './sync-item.ts';

/** What is to become of one record. A `text` that is undefined means: removed. */
export type Step =
  /** Both sides say so already. */
  | { do: 'agree'; text: string | undefined }
  /** From here to storage.sync. */
  | { do: 'push'; text: string | undefined }
  /** From storage.sync to here. */
  | { do: 'take'; text: string | undefined }
  /** Both changed it: to both sides. */
  | { do: 'join'; text: string }
  /** Both had it before they met: theirs is taken, and mine goes on as a copy. */
  | { do: 'keepBoth'; theirs: string; mine: string }
  /** Removed on both sides: its mark may go in time. */
  | { do: 'forget'; on: string }
  /** Not for this version to touch. */
  | { do: 'leave'; code: 'itemNewer' | 'itemUnfit' };

/**
 * One record as it is here (`mine`), as it stands in storage.sync (`item`), and as both last agreed on it (`known`). Who changed it
 * since wins over who did not. An edit wins over a removal, for that is the smaller loss. Of two edits both stand where they touch
 * different parts; of the same part the one that comes last. What is only missing there was not removed: storage.sync may be new,
 * emptied, or not filled yet.
 */
export function decide(key: string, mine: string | undefined, item: ReadItem, known: string | undefined): Step {
  switch (item.state) {
    case 'newer':
      return { do: 'leave', code: 'itemNewer' };
    case 'unfit':
      return { do: 'leave', code: 'itemUnfit' };
    case 'absent':
      return mine === undefined ? { do: 'agree', text: undefined } : { do: 'push', text: mine };
    case 'removed':
      if (mine === undefined) return { do: 'forget', on: item.on };
      return mine === known ? { do: 'take', text: undefined } : { do: 'push', text: mine };
    case 'record':
      return decideBetween(key, mine, item.text, known);
  }
}

function decideBetween(key: string, mine: string | undefined, theirs: string, known: string | undefined): Step {
  if (mine === theirs) return { do: 'agree', text: theirs };
  if (mine === undefined) return theirs === known ? { do: 'push', text: undefined } : { do: 'take', text: theirs };
  if (theirs === known) return { do: 'push', text: mine };
  if (mine === known) return { do: 'take', text: theirs };
  // Settings that were here before the first meeting may be nobody's choice.
  if (known === undefined && key === settingsKey) return { do: 'take', text: theirs };
  const [here, there] = [parseJson(mine), parseJson(theirs)];
  if (known === undefined && !saysTheSame(here, there)) return { do: 'keepBoth', theirs, mine };
  const both = known === undefined ? withLatestStamps(there, here) : join(parseJson(known), here, there);
  const joined = syncedText(key, both) ?? mine;
  if (joined === theirs) return { do: 'take', text: theirs };
  return joined === mine ? { do: 'push', text: mine } : { do: 'join', text: joined };
}
