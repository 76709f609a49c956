import type { Grey } from './grey.ts';
import { sampleAt } from './grey.ts';
import type { Corners } from './sheet.ts';
import { cornersOf, sizeOf } from './sheet.ts';

/** The eight numbers of the projection that lays (0,0), (1,0), (1,1), (0,1) on the corners. */
function projectionOf([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Corners) {
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const below = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / below;
  const h = (dx1 * sy - sx * dy1) / below;
  return { a: x1 - x0 + g * x1, b: x3 - x0 + h * x3, c: x0, d: y1 - y0 + g * y1, e: y3 - y0 + h * y3, f: y0, g, h };
}

/**
 * The sheet of a photograph as if it had lain under a scanner: seen from above, nothing around it. `tall`: the sheet's longer side by
 * its shorter one. Undefined where no sheet stands out.
 */
export function straighten(picture: Grey, tall: number): Grey | undefined {
  const corners = cornersOf(picture);
  if (!corners) return undefined;
  const { across, down } = sizeOf(corners);
  const upright = down >= across;
  const width = Math.round(upright ? Math.max(across, down / tall) : Math.max(across, down * tall));
  const height = Math.round(upright ? width * tall : width / tall);
  const { a, b, c, d, e, f, g, h } = projectionOf(corners);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
      const share = g * u + h * v + 1;
      data[y * width + x] = sampleAt(picture, (a * u + b * v + c) / share - 0.5, (d * u + e * v + f) / share - 0.5, 255);
    }
  }
  return { data, width, height };
}
