import type { Box } from '../intake/form.ts';
import type { Matrix } from './geometry.ts';
import { height, transformBox, width } from './geometry.ts';
import type { PDFPageProxy } from './pdfjs.ts';

type WidgetKind = 'text' | 'check' | 'radio' | 'choice' | 'signature' | 'button';

/** A form field's rectangle on a page. `object` is the annotation's object number and generation as pdf.js names it ("144R"). */
export type Widget = {
  object: string;
  field: string;
  kind: WidgetKind;
  box: Box;
  multiline: boolean;
  comb: boolean;
  maxLength: number;
  readOnly: boolean;
  /** The appearance state that means "on", of a check box or radio button. */
  onState?: string;
  /** Of a check box or radio button: crossed as it is now. */
  checked: boolean;
  value: string;
  /** What the field calls itself to screen readers (/TU). */
  label: string;
};

type Annotation = {
  id: string;
  subtype?: string;
  rect?: number[];
  fieldType?: string | null;
  fieldName?: string;
  fieldValue?: unknown;
  alternativeText?: string;
  checkBox?: boolean;
  radioButton?: boolean;
  multiLine?: boolean;
  comb?: boolean;
  maxLen?: number;
  readOnly?: boolean;
  hidden?: boolean;
  exportValue?: string;
  buttonValue?: string;
};

function widgetKind(annotation: Annotation): WidgetKind {
  if (annotation.fieldType === 'Tx') return 'text';
  if (annotation.fieldType === 'Ch') return 'choice';
  if (annotation.fieldType === 'Sig') return 'signature';
  if (annotation.checkBox) return 'check';
  if (annotation.radioButton) return 'radio';
  return 'button';
}

/** A box is on when its field holds the value that this very widget stands for. */
function isOn({ checkBox, exportValue, buttonValue, fieldValue }: Annotation): boolean {
  const own = checkBox ? exportValue : buttonValue;
  return typeof own === 'string' && own !== 'Off' && fieldValue === own;
}

function printedValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(printedValue).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `kinds`: each annotation's /Subtype, by its object's number as pdf.js names it. */
export async function readAnnotations(page: PDFPageProxy, fromUser: Matrix): Promise<{ widgets: Widget[]; kinds: Map<string, string> }> {
  const annotations = (await page.getAnnotations()) as Annotation[];
  const widgets = annotations
    .filter((annotation) => annotation.subtype === 'Widget' && annotation.rect?.length === 4 && !annotation.hidden)
    .map((annotation) => ({
      object: annotation.id,
      field: annotation.fieldName ?? '',
      kind: widgetKind(annotation),
      box: transformBox(fromUser, annotation.rect as unknown as Box),
      multiline: annotation.multiLine === true,
      comb: annotation.comb === true,
      maxLength: annotation.maxLen ?? 0,
      readOnly: annotation.readOnly === true,
      onState: annotation.checkBox ? annotation.exportValue : annotation.buttonValue,
      checked: isOn(annotation),
      value: printedValue(annotation.fieldValue),
      label: annotation.alternativeText ?? '',
    }))
    .filter((widget) => width(widget.box) > 1 && height(widget.box) > 1);
  return { widgets, kinds: new Map(annotations.map(({ id, subtype }) => [id, subtype ?? ''])) };
}
