import browser from 'webextension-polyfill';
import { isVaultKey } from '../vault/keys.ts';

/** What stands in storage of a vault that cannot be opened, byte for byte, as JSON: for whoever can still read it. */
export async function storedVault(): Promise<string> {
  const records = await browser.storage.local.get(null);
  return JSON.stringify(Object.fromEntries(Object.entries(records).filter(([key]) => isVaultKey(key))), null, 2);
}
