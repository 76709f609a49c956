import * as z from 'zod/mini';
import type { Settings } from './store.ts';
import { lockChoices } from './store.ts';

z.config({ jitless: true });

/** What each setting may be where it comes from outside: an administrator's policy, or another machine. */
const settingSchemas = {
  language: z.enum(['auto', 'nl', 'fr', 'en']),
  lockAfter: z.literal(lockChoices),
  sync: z.boolean(),
} satisfies Record<keyof Settings, z.ZodMiniType>;

/** `unfit`: the settings that say something they can't be. `unknown`: names of no setting. Both are left out. */
type ReadSettings = { settings: Partial<Settings>; unfit: string[]; unknown: string[] };

export function readSettings(given: ReadonlyMap<string, unknown>): ReadSettings {
  const read: ReadSettings = { settings: {}, unfit: [], unknown: [] };
  for (const [name, value] of given) {
    if (!Object.hasOwn(settingSchemas, name)) read.unknown.push(name);
    else if (!settingSchemas[name as keyof Settings].safeParse(value).success) read.unfit.push(name);
    else read.settings = { ...read.settings, [name]: value };
  }
  return read;
}
