import type { PDFContext, PDFObject } from 'pdf-lib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNull, PDFNumber, PDFRawStream } from 'pdf-lib';
import { latin1 } from '../bytes.ts';
import { fullName, inflate } from './filters.ts';
import { limits } from './guard.ts';
import { name } from './lookup.ts';

type Chain = { names: string[]; parameters: (PDFDict | undefined)[] };

function chainOf(dictionary: PDFDict): Chain {
  const filter = dictionary.lookup(name('Filter'));
  const parameters = dictionary.lookup(name('DecodeParms'));
  const filters = filter instanceof PDFArray ? Array.from({ length: filter.size() }, (_, at) => filter.lookup(at)) : [filter];
  const given = parameters instanceof PDFArray ? Array.from({ length: parameters.size() }, (_, at) => parameters.lookup(at)) : [parameters];
  return {
    names: filters.flatMap((one) => (one instanceof PDFName ? [one.decodeText()] : [])),
    parameters: given.map((one) => (one instanceof PDFDict ? one : undefined)),
  };
}

const pictureCodecs = new Set(['DCTDecode', 'JPXDecode', 'CCITTFaxDecode', 'JBIG2Decode']);
const predictors = new Set([1, 2, 10, 11, 12, 13, 14, 15]);

/** Of a predictor's parameters all must make sense, or it is none. */
function soundPredictor(parameters: PDFDict | undefined): PDFDict | undefined {
  if (!parameters) return undefined;
  const number = (key: string, otherwise: number) => {
    const value = parameters.lookup(name(key));
    return value instanceof PDFNumber ? value.asNumber() : otherwise;
  };
  const [columns, colours, bits] = [number('Columns', 1), number('Colors', 1), number('BitsPerComponent', 8)];
  const sound = predictors.has(number('Predictor', 1)) && Number.isInteger(columns) && columns > 0 && columns * colours <= limits.rowSamples;
  return sound && Number.isInteger(colours) && colours > 0 && [1, 2, 4, 8, 16].includes(bits) ? parameters : undefined;
}

function withData(stream: PDFRawStream, data: Uint8Array, filter: readonly string[], parameters: readonly (PDFDict | undefined)[]): PDFRawStream {
  const { dict } = stream;
  const { context } = dict;
  dict.delete(name('Filter'));
  dict.delete(name('DecodeParms'));
  if (filter.length > 0) dict.set(name('Filter'), context.obj(filter.map(name)));
  if (parameters.some(Boolean)) dict.set(name('DecodeParms'), context.obj(parameters.map((one) => one ?? PDFNull)));
  return PDFRawStream.of(dict, data);
}

const nothing = new Uint8Array();

/** Behind the filters that anybody can undo: what is damaged gives what came before the damage. */
async function decodePrefix(stream: PDFRawStream, names: readonly string[], parameters: readonly (PDFDict | undefined)[]): Promise<Uint8Array> {
  if (names.length === 1 && names[0] === 'FlateDecode') return (await inflate(stream.contents, limits.streamBytes, 256)).bytes;
  const { context } = stream.dict;
  const dictionary = context.obj({ Filter: names.map(name), DecodeParms: parameters.map((one) => one ?? PDFNull) });
  try {
    return decodePDFRawStream(PDFRawStream.of(dictionary, stream.contents)).decode();
  } catch (error) {
    // Its decoders throw plain errors on damaged data.
    if (error instanceof Error) return nothing;
    throw error;
  }
}

/** Nothing stands among the filters that is none. */
function saysItsFilters(dictionary: PDFDict, names: readonly string[]): boolean {
  const filter = dictionary.lookup(name('Filter'));
  const parameters = dictionary.lookup(name('DecodeParms'));
  const count = filter instanceof PDFArray ? filter.size() : filter === undefined ? 0 : 1;
  return count === names.length && (parameters === undefined || parameters instanceof PDFDict || parameters instanceof PDFArray);
}

/** The stream with its data as one sound whole, deflated or plain; the same stream where it is that already. */
export async function mendStream(context: PDFContext, stream: PDFRawStream): Promise<PDFRawStream> {
  const type = stream.dict.lookup(name('Type'));
  if (type === name('ObjStm') || type === name('XRef')) {
    // Of another file, or of this one as it was: here it would be taken for a part of the new file's structure.
    stream.dict.delete(name('Type'));
    return withData(stream, nothing, [], []);
  }
  const { names, parameters } = chainOf(stream.dict);
  const undone = names.findIndex((one) => !fullName(one));
  const prefix = (undone < 0 ? names : names.slice(0, undone)).map((one) => fullName(one) ?? one);
  const [codec, ...more] = undone < 0 ? [] : names.slice(undone);
  if (more.length > 0 || (codec !== undefined && !pictureCodecs.has(codec))) return withData(stream, nothing, [], []);
  if (prefix.length === 0) return saysItsFilters(stream.dict, names) ? stream : withData(stream, stream.contents, names, parameters.slice(0, names.length));
  const predictor = soundPredictor(parameters[prefix.length - 1]);
  const isPlainDeflate = names.length === 1 && names[0] === 'FlateDecode' && predictor === parameters[0];
  if (isPlainDeflate && (await inflate(stream.contents, limits.streamBytes)).sound) return stream;
  const data = await decodePrefix(stream, prefix, parameters.slice(0, prefix.length));
  if (codec !== undefined) return withData(stream, data, [codec], [parameters[prefix.length]]);
  return withData(stream, context.flateStream(data).getContents(), ['FlateDecode'], [predictor]);
}

/** A picture is no content. */
export function isContent(stream: PDFObject | undefined): stream is PDFRawStream {
  return stream instanceof PDFRawStream && chainOf(stream.dict).names.every(fullName);
}

/** Content streams → what they say together, one character a byte. Undefined where a predictor, which nobody uses here, hides it. */
export async function contentOf(streams: readonly PDFRawStream[]): Promise<string | undefined> {
  const parts: string[] = [];
  for (const stream of streams) {
    const { names, parameters } = chainOf(stream.dict);
    if (parameters.some((one) => one?.has(name('Predictor')))) return undefined;
    const full = names.map((one) => fullName(one) ?? one);
    parts.push(latin1(full.length > 0 ? await decodePrefix(stream, full, parameters) : stream.contents));
  }
  return parts.join('\n');
}
