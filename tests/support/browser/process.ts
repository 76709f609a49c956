import type { Browser } from 'puppeteer-core';
import { settle } from './wait.ts';

/** Ends the browser and all its children at once, as a power cut does, and waits until the main process is gone. */
export async function endProcess(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child?.pid) throw new Error('This browser was not started here.');
  // On POSIX a launched browser leads its own process group.
  process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  await settle('the killed browser to end', () => (child.exitCode !== null || child.signalCode !== null ? true : undefined));
}

/** Installs the extension; a browser that refuses it is ended, since nobody else has it in hand yet. */
export async function installOrEnd(browser: Browser, extensionFolder: string): Promise<string> {
  try {
    return await browser.installExtension(extensionFolder);
  } catch (error) {
    await endProcess(browser);
    throw error;
  }
}
