import type { Layout } from './layouts/layout.ts';
import type { ControlStyle, Framework, Key, RewriteName, Wordings } from './page.ts';
import type { TrapName } from './traps.ts';

/** A row of the table from which the pages are made: what it is built with, how it is laid out, how it speaks, what is special. */
export type Recipe = {
  name: string;
  /** The kind of markup that it stands for, as the table counts them. */
  kind: string;
  framework: Framework;
  layout: Layout;
  wordings: Wordings;
  /** Questions that the page leaves out, beside the director's other half. */
  without?: readonly Key[];
  director?: 'whole' | 'parts';
  /** Only where it is not what the layout does by itself. */
  controls?: Partial<Record<Key, ControlStyle>>;
  naming?: Naming;
  traps?: readonly TrapName[];
  /** What stands in the page already: it is to be kept. */
  prefilled?: Partial<Record<Key, string>>;
  rewrites?: Partial<Record<Key, RewriteName>>;
  /** Steps that are hidden until their turn, or come into the document then. */
  wizard?: 'hidden' | 'mounted';
  /** The name of the ClientID is asked only after "extend: Ja". */
  conditional?: 'hidden' | 'mounted';
  frame?: 'same' | 'cross';
  /** The page offers no "Beide": both boxes say it. */
  withoutBoth?: true;
  widgetStyle?: string;
  placeholders?: Partial<Record<Key, string>>;
};

export type Naming = 'spoken' | 'numbered' | 'opaque';

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** The name alone decides who may look at a page while tuning: about 60 of 100 are for development. */
export function partOf(name: string): 'dev' | 'frozen' {
  return hash(name) % 100 < 60 ? 'dev' : 'frozen';
}

/** A name that says nothing, always the same for the same text. */
export function opaque(text: string): string {
  return hash(text).toString(36).padStart(6, 'q').slice(-6).replace(/^\d/, 'x');
}
