import type { Answer } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import type { WebFill, WebForm } from './messages.ts';

/** The answers that cross into a page, as a message can carry them: of the request nothing else. */
export type AnswerRows = readonly (readonly [PlaceKey, Answer])[];

/**
 * What reader and filler offer the background in a page. It stands on the global of the extension's own world, which the page's
 * scripts can't see, under a symbol, which no element's id or name can shadow; there is no listener and no message, so the
 * page has nothing to hear or to forge.
 */
export type PageDoor = {
  inspect(): WebForm;
  /** Absent until the filler is in the page. */
  fill?(answers: AnswerRows): Promise<WebFill>;
  /** What came of the last fill, with the steps that the page showed since; null where there was none. */
  report(): WebFill | null;
  undo(): Promise<{ restored: number }>;
  /** Brings a question into sight. */
  show(key: PlaceKey): boolean;
  /** Origins of the frames that the page has and this script can't read. */
  closedFrames(): string[];
};

export const doorName = 'intakehulp.page';

export function isDoorHung(): boolean {
  return Reflect.has(globalThis, Symbol.for(doorName));
}

export function hangDoor(door: PageDoor): void {
  Reflect.set(globalThis, Symbol.for(doorName), door);
}

/** Adds what a further script offers, once a document; does nothing where no door hangs. */
export function widenDoor(offer: () => Partial<PageDoor> & Required<Pick<PageDoor, 'fill'>>): void {
  const door = Reflect.get(globalThis, Symbol.for(doorName)) as PageDoor | undefined;
  if (door && !door.fill) Object.assign(door, offer());
}

/** To be injected: stands on its own. Undefined where the page has no script that offers this (any more). */
export function knock(name: string, call: keyof PageDoor, value: AnswerRows | PlaceKey | null): unknown {
  const door = Reflect.get(globalThis, Symbol.for(name)) as Partial<Record<keyof PageDoor, (value: unknown) => unknown>> | undefined;
  return door?.[call]?.(value);
}
