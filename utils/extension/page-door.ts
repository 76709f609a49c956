import type { AccessRequest } from '../intake/request.ts';
import type { WebFill, WebForm } from './messages.ts';

/**
 * What the filler offers the background in a page. It stands on the global of the extension's own world, which the page's
 * scripts can't see, under a symbol, which no element's id or name can shadow; there is no listener and no message, so the
 * page has nothing to hear or to forge.
 */
export type PageDoor = {
  inspect(): WebForm;
  fill(request: AccessRequest): Promise<WebFill>;
  undo(): { restored: number };
};

export const doorName = 'intakehulp.page';

export function hangDoor(door: PageDoor): void {
  Reflect.set(globalThis, Symbol.for(doorName), door);
}

/** To be injected: stands on its own. Undefined where the filler is not in the page (any more). */
export function knock(name: string, call: keyof PageDoor, request: AccessRequest | null): unknown {
  const door = Reflect.get(globalThis, Symbol.for(name)) as PageDoor | undefined;
  if (!door) return undefined;
  if (call === 'fill') return request === null ? undefined : door.fill(request);
  return door[call]();
}
