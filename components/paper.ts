/** RGBA pixels, rows from the top. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number };

/** Pixels a side. The paper's own brightness is measured tile by tile: a photo is never lit evenly. */
const tile = 24;
/** Shares of the paper's brightness: above `paper` all is paper, below `ink` all is ink, between them it fades. */
const paper = 0.88;
const ink = 0.6;
/** Of 255: what is fainter counts as a stain when the drawing is cut out. */
const visible = 60;
/** Fewer pixels than this are dust. */
const fewest = 30;

function brightness(data: Uint8ClampedArray, at: number): number {
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/** The brightest of each tile and of its neighbours: no pen stroke fills nine tiles. */
function lightOf({ data, width, height }: Pixels): (x: number, y: number) => number {
  const columns = Math.ceil(width / tile);
  const rows = Math.ceil(height / tile);
  const brightest = new Float32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = Math.floor(y / tile) * columns + Math.floor(x / tile);
      brightest[at] = Math.max(brightest[at] ?? 0, brightness(data, (y * width + x) * 4));
    }
  }
  const around = brightest.map((_, at) => {
    let most = 0;
    for (let row = Math.floor(at / columns) - 1; row <= Math.floor(at / columns) + 1; row += 1) {
      for (let column = (at % columns) - 1; column <= (at % columns) + 1; column += 1) {
        if (row >= 0 && row < rows && column >= 0 && column < columns) most = Math.max(most, brightest[row * columns + column] ?? 0);
      }
    }
    return most;
  });
  return (x, y) => around[Math.floor(y / tile) * columns + Math.floor(x / tile)] ?? 255;
}

/**
 * A picture of handwriting → the handwriting alone: the paper transparent, cut to the ink. Undefined where there is no ink.
 */
export function liftInk(picture: Pixels): Pixels | undefined {
  const { data, width, height } = picture;
  const light = lightOf(picture);
  const lifted = new Uint8ClampedArray(data);
  let [left, top, right, bottom, count] = [width, height, -1, -1, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const share = brightness(data, at) / Math.max(light(x, y), 1);
      lifted[at + 3] = Math.round((255 * (paper - share)) / (paper - ink));
      if ((lifted[at + 3] ?? 0) < visible) continue;
      count += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (count < fewest) return undefined;
  const cut = { data: new Uint8ClampedArray((right - left + 1) * (bottom - top + 1) * 4), width: right - left + 1, height: bottom - top + 1 };
  for (let row = 0; row < cut.height; row += 1) {
    const start = ((top + row) * width + left) * 4;
    cut.data.set(lifted.subarray(start, start + cut.width * 4), row * cut.width * 4);
  }
  return cut;
}
