import type { BrowserKind } from '../../scripts/browsers.ts';
import type { LaunchOptions, Session } from '../support/browser/session.ts';
import { launch, removeFolder } from '../support/browser/session.ts';
import { launchOptions } from '../support/browser/stage.ts';

/** With a profile folder of its own, gone afterwards. */
export async function withOptions<Value>(kind: BrowserKind, use: (options: LaunchOptions) => Promise<Value>): Promise<Value> {
  const options = await launchOptions(kind);
  try {
    return await use(options);
  } finally {
    for (const folder of [options.profileFolder, options.downloadFolder]) removeFolder(folder);
  }
}

export function withSession<Value>(kind: BrowserKind, use: (session: Session) => Promise<Value>): Promise<Value> {
  return withOptions(kind, async (options) => {
    const session = await launch(options);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  });
}
