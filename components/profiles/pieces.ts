/** Records in one message to the background. Each has every view read what changed: fewer is slower, more keeps the page waiting. */
const piece = 2500;

/** As many lists as messages are to be sent. */
export function inPieces<Thing>(things: readonly Thing[]): Thing[][] {
  return Array.from({ length: Math.ceil(things.length / piece) }, (_, at) => things.slice(at * piece, (at + 1) * piece));
}
