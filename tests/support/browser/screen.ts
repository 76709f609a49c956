import type { ElementHandle, Page } from 'puppeteer-core';
import { pause, settle } from './wait.ts';

/** A page as a person meets it: by what stands on it, with a real mouse and keyboard. */

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

export async function shownText(page: Page): Promise<string> {
  return squeeze(String(await page.evaluate('document.body.innerText')));
}

/** Waits until the page shows this text; a failure tells what it showed instead. */
export async function see(page: Page, text: string | RegExp, limit = 20_000): Promise<string> {
  let last = '';
  try {
    return await settle(
      `the text ${text}`,
      async () => {
        last = await shownText(page);
        const there = typeof text === 'string' ? last.includes(squeeze(text)) : text.test(last);
        return there ? last : undefined;
      },
      limit,
    );
  } catch (error) {
    throw new Error(`The page does not show ${text}. It shows: ${last.slice(0, 1500)}`, { cause: error });
  }
}

/** Strings, because page code must name no functions: some compilers add names with a call that no page has. */
const wordsOf = "(element.getAttribute('aria-label') ?? (element.innerText || element.title)).replace(/\\s+/g, ' ').trim()";

/** Page code: the first visible element of the selector whose accessible words are (or match) these. */
function finder(selector: string, words: string | RegExp): string {
  const told = typeof words === 'string' ? `said === ${JSON.stringify(squeeze(words))}` : `${words}.test(said)`;
  return `[...document.querySelectorAll(${JSON.stringify(selector)})].find((element) => {
    const said = ${wordsOf};
    return element.checkVisibility() && ${told};
  })`;
}

async function find(page: Page, selector: string, words: string | RegExp): Promise<ElementHandle<HTMLElement>> {
  return settle(`${selector} “${words}”`, async () => {
    const handle = await page.evaluateHandle(finder(selector, words));
    return (handle.asElement() as ElementHandle<HTMLElement> | null) ?? undefined;
  });
}

/** Clicks a button or a link by its words. */
export async function press(page: Page, words: string | RegExp): Promise<void> {
  const button = await find(page, 'button, a, summary, [role=button]', words);
  await settle(`“${words}” to be pressable`, () => button.evaluate((element) => !(element as HTMLButtonElement).disabled || undefined));
  await clickOn(page, button);
}

/** A click in the element's middle, after it was brought into view and stands still: nobody hits what still moves. */
async function clickOn(page: Page, element: ElementHandle<HTMLElement>): Promise<void> {
  await element.evaluate((target) => target.scrollIntoView({ block: 'center', behavior: 'instant' }));
  let before = await middleOf(element);
  await pause(60);
  const { x, y } = await settle('the element to stand still', async () => {
    const now = await middleOf(element);
    const still = now.x === before.x && now.y === before.y;
    before = now;
    return still ? now : undefined;
  });
  await page.mouse.click(x, y);
}

async function middleOf(element: ElementHandle<HTMLElement>): Promise<{ x: number; y: number }> {
  return element.evaluate((target) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

export async function isShown(page: Page, selector: string, words: string): Promise<boolean> {
  return (await page.evaluate(`${finder(selector, words)} !== undefined`)) === true;
}

/** The control of a label with these words. */
async function control(page: Page, label: string): Promise<ElementHandle<HTMLElement>> {
  const own = await find(page, 'label', label);
  const handle = await own.evaluateHandle((element) => (element as HTMLLabelElement).control);
  const field = handle.asElement();
  if (!field) throw new Error(`The label “${label}” names no field.`);
  return field as ElementHandle<HTMLElement>;
}

/** Ticks a box or a round button by its label. */
export async function tick(page: Page, label: string): Promise<void> {
  await clickOn(page, await control(page, label));
}

/** Types into a field, key by key, after what is there. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  const field = await control(page, label);
  await clickOn(page, field);
  await page.keyboard.press('End');
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line);
  }
}

export async function valueIn(page: Page, label: string): Promise<string> {
  return (await control(page, label)).evaluate((field) => (field as HTMLInputElement).value);
}

/** Chooses an option by its words in a list by its label. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const list = await control(page, label);
  const value = await settle(`the option “${option}”`, () =>
    list.evaluate((select, words) => [...(select as HTMLSelectElement).options].find(({ text }) => text.trim() === words)?.value, option),
  );
  await (list as ElementHandle<HTMLSelectElement>).select(value);
}

/**
 * Draws with the mouse over the element: strokes of points in shares (0–1) of its width and height. Before each stroke it
 * looks where the element is by now, as a person does.
 */
export async function draw(page: Page, surface: ElementHandle<HTMLElement>, strokes: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  await surface.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  for (const stroke of strokes) {
    const { left, top, width, height } = await surface.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return { left: box.left, top: box.top, width: box.width, height: box.height };
    });
    const [start, ...rest] = stroke.map(([x, y]) => [left + x * width, top + y * height] as const);
    if (!start) continue;
    await page.mouse.move(...start);
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...point, { steps: 2 });
    await page.mouse.up();
    await pause(150);
  }
}

/** Waits until what is painted on the page's canvases stays the same: a PDF's page is drawn piece by piece. */
export async function painted(page: Page): Promise<void> {
  const look = async () => String(await page.evaluate("[...document.querySelectorAll('.page canvas')].map((paper) => paper.toDataURL()).join()"));
  let before = await look();
  await settle('the pages to be drawn', async () => {
    await pause(500);
    const now = await look();
    const still = now === before;
    before = now;
    return still ? true : undefined;
  });
}
