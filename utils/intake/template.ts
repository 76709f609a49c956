import type { PlaceKey } from './catalogue.ts';
import type { Box, PageSize } from './form.ts';
import type { Placement } from './placing.ts';

/**
 * The form as it is known, for a scan of it: each answer's box as shares of the page, from its bottom-left. A scan is shifted
 * and stretched by its scanner: the person lays each page's group of boxes where it belongs.
 */
type TemplatePlace = { key: PlaceKey; box: Box };

const pages: readonly (readonly TemplatePlace[])[] = [
  [
    { key: 'applicant.name', box: [0.2421, 0.8631, 0.6384, 0.88] },
    { key: 'applicant.role', box: [0.2515, 0.8387, 0.6384, 0.8557] },
    { key: 'date', box: [0.1693, 0.8144, 0.6384, 0.8313] },
    { key: 'director', box: [0.0715, 0.7353, 0.6384, 0.7748] },
    { key: 'clientId.new.yes', box: [0.0953, 0.6707, 0.1105, 0.6815] },
    { key: 'clientId.new.no', box: [0.1806, 0.6707, 0.1958, 0.6815] },
    { key: 'clientId.extend.yes', box: [0.0953, 0.6166, 0.1105, 0.6274] },
    { key: 'clientId.extend.no', box: [0.1806, 0.6166, 0.1958, 0.6274] },
    { key: 'clientId.name', box: [0.0715, 0.5557, 0.6384, 0.5754] },
    { key: 'administration.application.students', box: [0.0953, 0.474, 0.1105, 0.4847] },
    { key: 'administration.application.staff', box: [0.0953, 0.4568, 0.1105, 0.4676] },
    { key: 'administration.application.both', box: [0.0953, 0.4397, 0.1105, 0.4505] },
    { key: 'administration.purpose.push', box: [0.0953, 0.4, 0.1105, 0.4108] },
    { key: 'administration.purpose.read', box: [0.0953, 0.3829, 0.1105, 0.3937] },
    { key: 'administration.purpose.both', box: [0.0953, 0.3658, 0.1105, 0.3766] },
    { key: 'administration.institutionNumbers', box: [0.0715, 0.2996, 0.6384, 0.339] },
  ],
  [
    { key: 'administration.clientId', box: [0.0715, 0.9012, 0.6384, 0.9209] },
    { key: 'administration.use', box: [0.0715, 0.822, 0.6384, 0.8615] },
    { key: 'accounts.accessGroups', box: [0.0715, 0.6197, 0.6384, 0.6592] },
    { key: 'accounts.username', box: [0.0715, 0.5603, 0.6384, 0.58] },
    { key: 'accounts.use', box: [0.0715, 0.4811, 0.6384, 0.5206] },
    { key: 'accounts.reconcile.yes', box: [0.0953, 0.443, 0.1105, 0.4538] },
    { key: 'accounts.reconcile.no', box: [0.1806, 0.443, 0.1958, 0.4538] },
    { key: 'signature', box: [0.0715, 0.321, 0.4526, 0.4018] },
  ],
];

/** The template serves scans of exactly as many pages. */
export const templatePages = pages.length;

function around(places: readonly TemplatePlace[]): Box {
  return places.reduce<Box>(
    (all, { box }) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])],
    [1, 1, 0, 0],
  );
}

/** The frame around each page's group of boxes, in points, as it lies before anybody moves it. */
export function templateFrames(sizes: readonly PageSize[]): Box[] {
  return pages.flatMap((places, page) => {
    const size = sizes[page];
    if (!size) return [];
    const [left, bottom, right, top] = around(places);
    return [[left * size.width, bottom * size.height, right * size.width, top * size.height] as const];
  });
}

/** The template's boxes with each page's group moved and stretched into its frame. */
export function layTemplate(frames: readonly Box[]): Placement[] {
  return frames.flatMap((frame, page) => {
    const places = pages[page] ?? [];
    const [left, bottom, right, top] = around(places);
    const x = (share: number) => frame[0] + ((share - left) / (right - left)) * (frame[2] - frame[0]);
    const y = (share: number) => frame[1] + ((share - bottom) / (top - bottom)) * (frame[3] - frame[1]);
    return places.map(({ key, box }): Placement => ({ key, page, box: [x(box[0]), y(box[1]), x(box[2]), y(box[3])] }));
  });
}
