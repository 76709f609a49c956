import type { PageFindings, Seen } from './compare.ts';

/**
 * What is wrong with a scan that came back, worst first. `values` are page numbers; `keys` are those of the places that show something
 * else. The message of each is `scan_<code>`.
 */
export type ScanDoubt = { code: ScanDoubtCode; severity: 'blocks' | 'warns' | 'informs'; values: string[]; keys: string[] };

const severities = {
  /** No page of it is one of the form's. */
  otherForm: 'blocks',
  /** The form, but other answers. */
  otherRequest: 'blocks',
  pagesMissing: 'blocks',
  /** A certificate signature that is wrong or cannot be checked, or after which what shows was changed. */
  brokenSignature: 'blocks',
  unsigned: 'blocks',
  /** The page with the signature is there, but its place is not known. */
  signatureUnseen: 'informs',
  outOfOrder: 'warns',
  /** Another request's, or no form's: they would be handed in with it. */
  extraPages: 'warns',
  repeatedPages: 'warns',
  turned: 'informs',
} as const satisfies Record<string, ScanDoubt['severity']>;
export type ScanDoubtCode = keyof typeof severities;
export const scanDoubtCodes = Object.keys(severities) as ScanDoubtCode[];

const doubt = (code: ScanDoubtCode, values: readonly number[] = [], keys: readonly string[] = []): ScanDoubt => ({
  code,
  severity: severities[code],
  values: values.map(String),
  keys: [...keys],
});

/** How many pages were made; what each picture is, and what stands on it; the places whose text layer says something else. */
export type ScanFacts = {
  made: number;
  seen: readonly Seen[];
  findings: readonly (PageFindings | undefined)[];
  /** The form is to carry ink in the signature's place; false where a certificate stands in its stead. */
  asksInk: boolean;
  otherNumbers: boolean;
  /** Which pictures show, with the same answers, a page that another one shows already. */
  repeated?: readonly number[];
  brokenSignature?: boolean;
};

const numbersKey = 'administration.institutionNumbers';

/** The doubts about a scan, worst first; none where all is as it should be. Pages are told as the person counts them. */
export function doubtsOf({ made, seen, findings, asksInk, otherNumbers, repeated = [], brokenSignature = false }: ScanFacts): ScanDoubt[] {
  const known = seen.flatMap(({ page, turns }, at) => (page === undefined ? [] : [{ page, turns, at }]));
  if (known.length === 0) return [doubt('otherForm')];
  const missing = Array.from({ length: made }, (_, page) => page + 1).filter((page) => !known.some((one) => one.page + 1 === page));
  const differing = [...new Set(findings.flatMap((one) => one?.differing ?? []))];
  const otherText = otherNumbers && !differing.includes(numbersKey) ? [numbersKey] : [];
  const signed = findings.flatMap((one) => (one?.signed === undefined ? [] : [one.signed]));
  const inOrder = known.every(({ page }, at) => at === 0 || page > (known[at - 1]?.page ?? 0));
  const turned = known.flatMap(({ turns, at }) => (turns === 0 ? [] : [at + 1]));
  const extra = seen.flatMap(({ page }, at) => (page === undefined && !repeated.includes(at) ? [at + 1] : []));
  return [
    ...(differing.length + otherText.length > 0 ? [doubt('otherRequest', [], [...differing, ...otherText])] : []),
    ...(missing.length > 0 ? [doubt('pagesMissing', missing)] : []),
    ...(brokenSignature ? [doubt('brokenSignature')] : []),
    ...(asksInk && signed.includes(false) ? [doubt('unsigned')] : []),
    ...(inOrder ? [] : [doubt('outOfOrder')]),
    ...(extra.length > 0 ? [doubt('extraPages', extra)] : []),
    ...(repeated.length > 0
      ? [
          doubt(
            'repeatedPages',
            repeated.map((at) => at + 1),
          ),
        ]
      : []),
    ...(asksInk && missing.length === 0 && signed.length === 0 ? [doubt('signatureUnseen')] : []),
    ...(turned.length > 0 ? [doubt('turned', turned)] : []),
  ];
}

/**
 * Whether a text layer names institution numbers and not one of the request's: then it is another request's. A layer without numbers,
 * as a scanner's reading may be, says nothing.
 */
export function namesOthers(text: string, numbers: readonly string[]): boolean {
  const found: string[] = text.match(/(?<![\d/.-])\d{6}(?![\d/.-]\d|\d)/g) ?? [];
  return numbers.length > 0 && found.length > 0 && !numbers.some((number) => found.includes(number));
}
