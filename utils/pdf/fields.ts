import type { PDFDocument, PDFOperator, PDFPage } from 'pdf-lib';
import {
  fill,
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
  rectangle,
  setFillingColor,
  setLineWidth,
  setStrokingColor,
  stroke,
  componentsToColor,
} from 'pdf-lib';
import type { Box } from '../intake/form.ts';
import type { Ink } from './content.ts';
import { appearanceOf, emptyInk, inkCross } from './content.ts';
import type { Matrix } from './geometry.ts';
import { height, width } from './geometry.ts';
import { inherited, lineOf, name } from './lookup.ts';

/** A widget annotation and the field that owns its value (the same dictionary, or a parent of it). */
export type FieldWidget = { widget: PDFDict; owner: PDFDict };

const multilineFlag = 1 << 12;
const passwordFlag = 1 << 13;
const combFlag = 1 << 24;

/** `object` as pdf.js names an annotation: "144R", or "144R2" for generation 2. Widgets missing from /Fields are found too. */
export function findWidget(document: PDFDocument, page: PDFPage, object: string): FieldWidget | undefined {
  const parts = /^(\d+)R(\d*)$/.exec(object);
  if (!parts) return undefined;
  const ref = PDFRef.of(Number(parts[1]), Number(parts[2] || 0));
  const widget = document.context.lookup(ref);
  if (!(widget instanceof PDFDict)) return undefined;
  const annotations = page.node.lookupMaybe(name('Annots'), PDFArray);
  if (!annotations?.asArray().includes(ref)) return undefined;
  return { widget, owner: ownerOf(widget) };
}

function ownerOf(widget: PDFDict): PDFDict {
  const line = lineOf(widget);
  return line.find((holder) => holder.has(name('T'))) ?? line.at(-1) ?? widget;
}

/** A field for certificate signatures: empty, or signed. */
export function signatureFieldState({ widget }: FieldWidget): 'none' | 'empty' | 'signed' {
  if (inherited(widget, 'FT') !== name('Sig')) return 'none';
  return inherited(widget, 'V') instanceof PDFDict ? 'signed' : 'empty';
}

function flagsOf(owner: PDFDict): number {
  const flags = inherited(owner, 'Ff');
  return flags instanceof PDFNumber ? flags.asNumber() : 0;
}

function kidsOf(document: PDFDocument, owner: PDFDict): PDFDict[] {
  const kids = owner.lookupMaybe(name('Kids'), PDFArray);
  if (!kids) return [owner];
  return kids.asArray().flatMap((kid) => {
    const dictionary = document.context.lookup(kid);
    return dictionary instanceof PDFDict ? [dictionary] : [];
  });
}

function colour(values: PDFArray | undefined) {
  const components = values?.asArray().flatMap((value) => (value instanceof PDFNumber ? [value.asNumber()] : []));
  return components && components.length > 0 ? componentsToColor(components) : undefined;
}

/** The background and border that the field's own dictionary asks for. */
function backgroundOf(widget: PDFDict, box: Box): PDFOperator[] {
  const look = widget.lookupMaybe(name('MK'), PDFDict);
  const style = widget.lookupMaybe(name('BS'), PDFDict);
  const borderWidth = style?.lookupMaybe(name('W'), PDFNumber)?.asNumber() ?? 1;
  const ground = colour(look?.lookupMaybe(name('BG'), PDFArray));
  const border = colour(look?.lookupMaybe(name('BC'), PDFArray));
  const operators: PDFOperator[] = [];
  if (ground) operators.push(setFillingColor(ground), rectangle(0, 0, width(box), height(box)), fill());
  if (border && borderWidth > 0) {
    const inset = borderWidth / 2;
    operators.push(setStrokingColor(border), setLineWidth(borderWidth), rectangle(inset, inset, width(box) - borderWidth, height(box) - borderWidth), stroke());
  }
  return operators;
}

/** Only the turn of a page transform: a viewer fits the appearance's box to the widget's rectangle by itself. */
export function turnOf(toUser: Matrix): Matrix {
  const scale = Math.hypot(toUser[0], toUser[1]) || 1;
  return [toUser[0] / scale, toUser[1] / scale, toUser[2] / scale, toUser[3] / scale, 0, 0];
}

export function setAppearance(document: PDFDocument, { widget }: FieldWidget, box: Box, toUser: Matrix, content: Ink): void {
  const stream = appearanceOf(document, box, turnOf(toUser), content, backgroundOf(widget, box));
  widget.set(name('AP'), document.context.obj({ N: stream }));
  widget.delete(name('AS'));
}

/** A comb field prints one character a cell: its inner boundaries, in the seen page's points. */
export function combCells({ owner }: FieldWidget, box: Box): number[] | undefined {
  const flags = flagsOf(owner);
  const most = inherited(owner, 'MaxLen');
  if (!(flags & combFlag) || flags & (multilineFlag | passwordFlag) || !(most instanceof PDFNumber) || most.asNumber() < 2) return undefined;
  const cells = most.asNumber();
  return Array.from({ length: cells - 1 }, (_, at) => box[0] + ((at + 1) * width(box)) / cells);
}

/** Sets a text field's value and appearance. A length limit that the answer exceeds is lifted: the answer is right, the limit was a guess. */
export function setText(field: FieldWidget, value: string, lines: number, size: number): void {
  const { owner } = field;
  owner.set(name('V'), PDFHexString.fromText(value));
  owner.delete(name('RV'));
  const flags = flagsOf(owner);
  if (lines > 1 && !(flags & combFlag)) owner.set(name('Ff'), PDFNumber.of(flags | multilineFlag));
  const most = inherited(owner, 'MaxLen');
  if (most instanceof PDFNumber && most.asNumber() < [...value].length) owner.set(name('MaxLen'), PDFNumber.of([...value].length));
  const appearance = inherited(owner, 'DA') ?? field.widget.lookup(name('DA'));
  if (appearance instanceof PDFString || appearance instanceof PDFHexString) {
    owner.set(name('DA'), PDFString.of(appearance.decodeText().replace(/[-\d.]+(\s+Tf)/, `${Math.round(size * 100) / 100}$1`)));
  }
  if (owner.lookupMaybe(name('FT'), PDFName)?.decodeText() === 'Ch') owner.delete(name('I'));
}

/** Takes the value out of a text field that holds one. */
export function clearText(document: PDFDocument, field: FieldWidget, box: Box, toUser: Matrix): void {
  const { owner } = field;
  if (!owner.has(name('V'))) return;
  for (const key of ['V', 'RV', 'I']) owner.delete(name(key));
  setAppearance(document, field, box, toUser, emptyInk());
}

function onState(widget: PDFDict): string | undefined {
  const states = widget.lookupMaybe(name('AP'), PDFDict)?.lookup(name('N'));
  if (!(states instanceof PDFDict) || states instanceof PDFStream) return undefined;
  return states
    .keys()
    .map((key) => key.decodeText())
    .find((key) => key !== 'Off');
}

/** Gives a check box without appearances the two that it needs: without them it would stay invisible. */
function drawStates(document: PDFDocument, field: FieldWidget, box: Box, toUser: Matrix): string {
  const state = 'Ja';
  const crossed = emptyInk();
  inkCross(crossed, box);
  const background = backgroundOf(field.widget, box);
  const on = appearanceOf(document, box, turnOf(toUser), crossed, background);
  const off = appearanceOf(document, box, turnOf(toUser), emptyInk(), background);
  field.widget.set(name('AP'), document.context.obj({ N: { [state]: on, Off: off } }));
  return state;
}

/** Crosses one box and clears the others of its field: boxes may share one name, each widget then has its own state. */
export function setMark(document: PDFDocument, field: FieldWidget, box: Box, toUser: Matrix): void {
  const state = onState(field.widget) ?? drawStates(document, field, box, toUser);
  field.owner.set(name('V'), name(state));
  for (const kid of kidsOf(document, field.owner)) kid.set(name('AS'), name(kid === field.widget ? state : 'Off'));
}

export function clearMark(document: PDFDocument, field: FieldWidget): void {
  const states = kidsOf(document, field.owner);
  if (field.widget.lookupMaybe(name('AS'), PDFName)?.decodeText() === 'Off' || !field.widget.has(name('AS'))) return;
  field.widget.set(name('AS'), name('Off'));
  const others = states.some((kid) => (kid.lookupMaybe(name('AS'), PDFName)?.decodeText() ?? 'Off') !== 'Off');
  if (!others) field.owner.set(name('V'), name('Off'));
}

/** What a viewer would draw over or instead of our appearances: XFA, and the order to draw them anew. */
export function settleForm(document: PDFDocument): void {
  const form = document.catalog.lookupMaybe(name('AcroForm'), PDFDict);
  form?.delete(name('XFA'));
  form?.delete(name('NeedAppearances'));
}
