import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { useFontFrom } from '../utils/pdf/font.ts';

/** In Node the font comes from its package; the build copies the same file into the extension. */
export const fontFile = createRequire(import.meta.url).resolve('@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf');

export const installedFont = async () => new Uint8Array(await readFile(fontFile));

useFontFrom(installedFont);
