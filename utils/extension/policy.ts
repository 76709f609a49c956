import browser from 'webextension-polyfill';
import { watchArea } from './area.ts';
import type { Policy } from './policy-judge.ts';
import { judgePolicy } from './policy-judge.ts';

export type { Policy, PolicyProblem } from './policy-judge.ts';

/** Firefox rejects where nobody laid down a policy (or none that it can read), Chrome answers with nothing. */
async function readManaged(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(null).catch((error: unknown) => {
    if (error instanceof Error) return {};
    throw error;
  });
}

let latest: { text: string; policy: Policy } | undefined;

/** What an administrator laid down. As long as that stays the same, so does what this gives: the very same object. */
export async function loadPolicy(): Promise<Policy> {
  const given = await readManaged();
  const text = JSON.stringify(given);
  if (latest?.text !== text) latest = { text, policy: judgePolicy(given) };
  return latest.policy;
}

/** Hears when the policy changed, which may be soon after the start: a browser can get it late. Returns how to stop watching. */
export function watchPolicy(listener: () => void): () => void {
  return watchArea('managed', () => listener());
}
