import browser from 'webextension-polyfill';

/** The scripts of the package that run as a Worker. */
const scripts = ['engine', 'lists'] as const;
type Script = (typeof scripts)[number];

type ScriptPolicy = { createScriptURL(input: string): string };
type TrustedTypes = { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };

let policy: ScriptPolicy | undefined;

/** Of nothing but these names does the policy make an address. */
function addressOf(name: string): string {
  const script = scripts.find((candidate) => candidate === name);
  if (!script) throw new Error(`No worker is called ${name}.`);
  return browser.runtime.getURL(`${script}.js`);
}

/** The extension's policy takes a script's address from this one place (`trusted-types engine` in wxt.config.ts). Firefox knows of it since 148. */
function trusted(script: Script): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('engine', { createScriptURL: addressOf });
  return policy?.createScriptURL(script) ?? addressOf(script);
}

const engineAddress = () => trusted('engine');
const listsAddress = () => trusted('lists');

/** The PDF work: entrypoints/engine.ts. */
export const startEngineScript = (): Worker => new Worker(engineAddress());

/** Lists of schools: entrypoints/lists.ts. */
export const startListsScript = (): Worker => new Worker(listsAddress());
