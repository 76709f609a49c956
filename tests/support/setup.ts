import { fakeBrowser } from '@webext-core/fake-browser';

/** Where the fake browser differs from the real ones: it lists no keys, and gives null for a key that is not there. */
const { local } = fakeBrowser.storage;
const get = local.get.bind(local);
const present = async (keys?: string | string[] | null) =>
  Object.fromEntries(Object.entries(await get(keys)).filter(([, value]) => value !== null && value !== undefined));
Object.assign(local, { get: present, getKeys: async () => Object.keys(await present(null)) });

/** Node has no locks: here there is one page only, whose steps wait for each other. */
let turn: Promise<unknown> = Promise.resolve();
const request = (_name: string, ...given: unknown[]) => {
  const step = given.at(-1) as (lock: object) => Promise<unknown>;
  const taken = turn.then(() => step({}));
  turn = taken.catch(() => undefined);
  return taken;
};
if (globalThis.navigator && !navigator.locks) Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
