import type { Page } from 'puppeteer-core';
import { settle } from './wait.ts';

/** Clicking on the preview of a form, by points of the page from its lower left. */
export type PaperSize = { width: number; height: number };

/** Brings a point of a page to the middle of the view, and says where it then is on the screen, in whole pixels. */
async function bringIntoView(desk: Page, paper: PaperSize, page: number, [x, y]: readonly [number, number]): Promise<[number, number]> {
  return desk.evaluate(
    (at, left, down) => {
      const sheet = document.querySelectorAll<HTMLElement>('.page')[at];
      const view = document.querySelector<HTMLElement>('.request-preview');
      if (!sheet || !view) throw new Error(`The preview has no page ${at + 1}.`);
      const height = () => sheet.getBoundingClientRect().top + down * sheet.clientHeight;
      window.scrollBy({ top: height() - window.innerHeight / 2, behavior: 'instant' });
      view.scrollBy({ top: height() - window.innerHeight / 2, behavior: 'instant' });
      return [Math.round(sheet.getBoundingClientRect().left + left * sheet.clientWidth), Math.round(height())];
    },
    page,
    x / paper.width,
    1 - y / paper.height,
  ) as Promise<[number, number]>;
}

/** As a person does, waits with the mouse until the page has stopped moving: what loads above it shifts it. */
export async function onScreen(desk: Page, paper: PaperSize, page: number, point: readonly [number, number]): Promise<[number, number]> {
  const seen: string[] = [];
  return settle('the page to stand still', async () => {
    const now = await bringIntoView(desk, paper, page, point);
    seen.push(now.join());
    return seen.length >= 4 && new Set(seen.slice(-4)).size === 1 ? now : undefined;
  });
}

export async function clickPaper(desk: Page, paper: PaperSize, page: number, point: readonly [number, number]): Promise<void> {
  await desk.mouse.click(...(await onScreen(desk, paper, page, point)));
}
