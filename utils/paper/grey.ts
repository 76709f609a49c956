/** Brightness, 0 (black) to 255 (white), a byte a pixel; rows from the top. */
export type Grey = { data: Uint8Array; width: number; height: number };

/** RGBA pixels, rows from the top. */
export type Pixels = { data: Uint8ClampedArray; width: number; height: number };

/** Brightness of RGBA pixels, as they look on white paper. */
export function greyOf({ data, width, height }: Pixels): Grey {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * 4;
    const opacity = (data[from + 3] ?? 255) / 255;
    const brightness = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
    grey[at] = Math.round(brightness * opacity + 255 * (1 - opacity));
  }
  return { data: grey, width, height };
}

/** The same picture in another size, each pixel the mean of what it covers. */
export function resize(source: Grey, width: number, height: number): Grey {
  if (source.width === width && source.height === height) return source;
  const data = new Uint8Array(width * height);
  const [across, down] = [source.width / width, source.height / height];
  for (let y = 0; y < height; y += 1) {
    const top = Math.min(source.height - 1, Math.floor(y * down));
    const bottom = Math.min(source.height, Math.max(top + 1, Math.round((y + 1) * down)));
    for (let x = 0; x < width; x += 1) {
      const left = Math.min(source.width - 1, Math.floor(x * across));
      const right = Math.min(source.width, Math.max(left + 1, Math.round((x + 1) * across)));
      let sum = 0;
      for (let row = top; row < bottom; row += 1) for (let column = left; column < right; column += 1) sum += source.data[row * source.width + column] ?? 0;
      data[y * width + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return { data, width, height };
}

/** The brightness between the four pixels around a point, in pixels from the centre of the first; `outside` where it has no four. */
export function sampleAt({ data, width, height }: Grey, column: number, row: number, outside: number): number {
  const [left, top] = [Math.floor(column), Math.floor(row)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return outside;
  const [right, below] = [column - left, row - top];
  const at = top * width + left;
  const upper = (data[at] ?? 0) * (1 - right) + (data[at + 1] ?? 0) * right;
  const lower = (data[at + width] ?? 0) * (1 - right) + (data[at + width + 1] ?? 0) * right;
  return Math.round(upper * (1 - below) + lower * below);
}

/** `turns`: quarter turns, clockwise. */
export function turn(source: Grey, turns: number): Grey {
  const quarter = ((turns % 4) + 4) % 4;
  if (quarter === 0) return source;
  const { width, height } = source;
  const [wide, high] = quarter === 2 ? [width, height] : [height, width];
  const data = new Uint8Array(source.data.length);
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const from = quarter === 2 ? (height - 1 - y) * width + (width - 1 - x) : quarter === 1 ? (height - 1 - x) * width + y : x * width + (width - 1 - y);
      data[y * wide + x] = source.data[from] ?? 255;
    }
  }
  return { data, width: wide, height: high };
}

/** The mean of a square of `2 × radius + 1` pixels around each, by running sums. */
export function blur(source: Grey, radius: number): Grey {
  if (radius < 1) return source;
  const { width, height } = source;
  return { data: sweep(sweep(source.data, width, height, radius, true), width, height, radius, false), width, height };
}

function sweep(data: Uint8Array, width: number, height: number, radius: number, across: boolean): Uint8Array {
  const out = new Uint8Array(data.length);
  const [lines, length, step, jump] = across ? [height, width, 1, width] : [width, height, width, 1];
  for (let line = 0; line < lines; line += 1) {
    const start = line * jump;
    let sum = 0;
    let count = 0;
    for (let at = 0; at < Math.min(radius, length); at += 1) {
      sum += data[start + at * step] ?? 0;
      count += 1;
    }
    for (let at = 0; at < length; at += 1) {
      if (at + radius < length) {
        sum += data[start + (at + radius) * step] ?? 0;
        count += 1;
      }
      if (at - radius - 1 >= 0) {
        sum -= data[start + (at - radius - 1) * step] ?? 0;
        count -= 1;
      }
      out[start + at * step] = Math.round(sum / count);
    }
  }
  return out;
}
