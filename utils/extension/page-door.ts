import type { Answer } from '../intake/answers.ts';
import type { PlaceKey } from '../intake/catalogue.ts';
import type { WebFill, WebForm } from './messages.ts';

/** The answers that cross into a page, as a message can carry them: of the request nothing else. */
export type AnswerRows = readonly (readonly [PlaceKey, Answer])[];

/**
 * What the filler offers the background in a page. It stands on the global of the extension's own world, which the page's
 * scripts can't see, under a symbol, which no element's id or name can shadow; there is no listener and no message, so the
 * page has nothing to hear or to forge.
 */
export type PageDoor = {
  inspect(): WebForm;
  fill(answers: AnswerRows): Promise<WebFill>;
  /** What came of the last fill, with the steps that the page showed since. */
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

/** To be injected: stands on its own. Undefined where the filler is not in the page (any more). */
export function knock(name: string, call: keyof PageDoor, value: AnswerRows | PlaceKey | null): unknown {
  const door = Reflect.get(globalThis, Symbol.for(name)) as Record<keyof PageDoor, (value: unknown) => unknown> | undefined;
  return door?.[call](value);
}
