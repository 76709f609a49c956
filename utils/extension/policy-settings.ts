import type { Settings } from './store.ts';
import { ownSettings, settingSchemas } from './store.ts';

/** What may come from outside: an administrator's policy, or another machine. */
export type GivenSettings = Partial<Omit<Settings, (typeof ownSettings)[number]>>;

const isGiven = (name: string): name is keyof GivenSettings => Object.hasOwn(settingSchemas, name) && !ownSettings.some((own) => own === name);

/** `unfit`: the settings that say something they can't be. `unknown`: names of no setting. Both are left out. */
type ReadSettings = { settings: GivenSettings; unfit: string[]; unknown: string[] };

export function readSettings(given: ReadonlyMap<string, unknown>): ReadSettings {
  const read: ReadSettings = { settings: {}, unfit: [], unknown: [] };
  for (const [name, value] of given) {
    if (!isGiven(name)) read.unknown.push(name);
    else if (value === undefined || !settingSchemas[name].safeParse(value).success) read.unfit.push(name);
    else read.settings = { ...read.settings, [name]: value };
  }
  return read;
}
