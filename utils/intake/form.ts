import type { PlaceKey } from './catalogue.ts';
import type { AccessRequest } from './request.ts';

/**
 * What the engine knows of one form file. Everything here is plain data: it crosses messages and is stored as it is.
 * Boxes are [left, bottom, right, top] in PDF points of the page as it is read: after /Rotate, CropBox and UserUnit, and
 * turned upright where its text lies on its side; origin at that page's bottom-left. For an unrotated page whose CropBox starts at 0,0 that is the page's user space.
 */
export type Box = readonly [left: number, bottom: number, right: number, top: number];

/**
 * How a place takes its answer: in an AcroForm field (`field` its full name, `object` its widget's object number as pdf.js
 * names it: "144R"), or printed on the page.
 */
type FieldSlot = { kind: 'field'; field: string; object: string };
type Slot = FieldSlot | { kind: 'print' };

/** A line to write on, in the same space as a box. */
export type WritingLine = { from: number; to: number; y: number };

export type Place = {
  key: PlaceKey;
  page: number;
  box: Box;
  slot: Slot;
  /** For a comb (one box for each character): the inner boundaries' x, in the same space as `box`. */
  cells?: readonly number[];
  /** Ruled or dotted lines, top to bottom: text stands on them. */
  lines?: readonly WritingLine[];
  /** Something is written there already, by hand or in print: nothing is put over it. */
  occupied?: boolean;
  /** 0–1: how sure that this is the question's own place. */
  confidence: number;
};

/** A field of the form's own that no question took: a person may show whose it is. `mark`: a box to cross. */
export type FreeField = { page: number; box: Box; slot: FieldSlot; mark: boolean };

export type FormKind = 'fillable' | 'flat';

/** `turn`: clockwise quarter turns from the page as a viewer shows it to the page as it is read, in which the boxes are. */
export type PageSize = { width: number; height: number; turn: number };

/** The outcome of opening a file: which form it is and where each answer goes. */
export type FormMap = {
  /** SHA-256 of the bytes, hex: the form's name in storage. */
  fingerprint: string;
  detected: boolean;
  /** 0–1: the share of the form's questions and headings found, weighed by how telling they are. */
  confidence: number;
  kind: FormKind;
  pages: readonly PageSize[];
  places: readonly Place[];
  /** Keys of the catalogue for which the form shows no place that is surely theirs. */
  left: readonly PlaceKey[];
  /** Fields that no question took; absent where there are none. */
  fields?: readonly FreeField[];
  /** Keys of places that hold an answer already, in a field or on paper; absent where there are none. */
  answered?: readonly PlaceKey[];
  /** The form carries a certificate signature: rewriting it breaks that signature. */
  signed: boolean;
  /** A picture without text, which the person says is the form: nothing is found on it, every place is the person's own. */
  scan?: true;
};

/** Codes of the failures that opening, filling or verifying may end in; each is the message `error_<code>`. */
export type FormFailure =
  | 'fileEmpty'
  | 'fileTooLarge'
  | 'notPdf'
  | 'fileDamaged'
  | 'fileEncrypted'
  | 'fileBomb'
  | 'scanOnly'
  | 'otherForm'
  | 'timeLimit'
  | 'engineStopped'
  | 'charactersUnprintable'
  | 'imageUnreadable'
  | 'verifyFailed'
  /** Whoever signed the form with a certificate forbids what is asked. */
  | 'certifiedClosed'
  /** The text needs an annex, which an earlier signature does not survive. */
  | 'annexBreaksSignature'
  /** An encrypted file is neither added to nor are its signatures read. */
  | 'encryptionInTheWay';

/** One pen stroke: x, y pairs in the drawing surface's units, y downward. */
type Stroke = readonly number[];

/** The person's own hand: drawn on a surface of `width` × `height`, or a PNG/JPEG scan of it. */
export type Handwriting =
  | { kind: 'drawn'; width: number; height: number; strokes: readonly Stroke[] }
  | { kind: 'image'; type: 'image/png' | 'image/jpeg'; bytes: Uint8Array };

/** The stored signature that a hand comes from: each use of one is noted. */
type KeptHand = { id: string; name: string };

/**
 * `print`: the signature's place stays empty for the pen. `certificate`: the mention is written by hand, and the rest of the place stays
 * empty for the certificate's signature, which is put on the finished PDF.
 */
export type Signing =
  | { kind: 'print' }
  | { kind: 'hand'; mention?: Handwriting; signature?: Handwriting; kept?: KeptHand }
  | { kind: 'certificate'; mention?: Handwriting; kept?: KeptHand };

/**
 * `copy`: the form is written anew, without what acts or leads elsewhere and without the certificate signatures that this breaks. `update`:
 * the answers are added behind the form's own bytes, so that its certificate signatures still hold for what they signed.
 */
export type Rewriting = 'copy' | 'update';

/** What `fill` was given to print and what came of it; `left` holds asked answers that found no place, or a place that is taken. */
export type FillReport = {
  placed: readonly PlaceKey[];
  left: readonly PlaceKey[];
  /** Keys of places that still hold what stood there before; of a question that is in `left` too, the new answer had to give way to it. */
  kept: readonly PlaceKey[];
  /** Keys whose text goes on, on the added page. */
  annexed: readonly PlaceKey[];
};

/** What stands in a form's places, in the form's order: a text, or (without one) a cross. */
export type Entry = { key: PlaceKey; text?: string };

/** A filled form, read back. */
export type ReadForm = {
  request: AccessRequest;
  /** What stands there, as written: the request is what it means. */
  entries: readonly Entry[];
  /** The form's places; those that are answered are `occupied`. */
  form: FormMap;
  /** Places whose answer could not be read, or not surely: a person is to look at them. */
  doubted: readonly PlaceKey[];
  /** Something stands in the signature's place. Absent where that place was not found. */
  handSigned?: boolean;
};

/** What a web page was found to be. Keys are the catalogue's questions, or the parts that the page asks apart; `confidence` 0–1. */
export type WebForm = { detected: boolean; confidence: number; found: readonly string[]; left: readonly string[] };

/** What filling a web page did: entered and read back; no place for it; asked there, but left to the person. */
export type WebFill = { filled: readonly string[]; left: readonly string[]; doubted: readonly string[] };
