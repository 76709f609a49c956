import * as z from 'zod/mini';
import type { PlaceKey } from '../intake/catalogue.ts';
import { AccessRequest } from '../intake/request.ts';

z.config({ jitless: true });

const text = z._default(z.string(), '');
const texts = z._default(z.array(z.string()), []);

export const statuses = ['draft', 'ready', 'signed', 'sent', 'credentials', 'refused', 'expired'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

/** Kept as written: a key that a later catalogue no longer knows makes no record unreadable. */
const placeKeys = z._default(z.array(z.custom<PlaceKey>((value) => typeof value === 'string')), []);
const FillReport = z.object({ placed: placeKeys, left: placeKeys, kept: placeKeys, annexed: placeKeys });

/** How far the making of its PDF is. `hash`: SHA-256 of the PDF that is stored under the submission's id. `startedAt` in ms. */
export const Work = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('running'), startedAt: z.number() }),
  z.object({ state: z.literal('made'), hash: z.string(), report: FillReport }),
  z.object({ state: z.literal('failed'), code: z.string(), values: texts }),
]);
export type Work = z.infer<typeof Work>;

/** `hand`: on the screen, as it is made. `print`: with a pen, on paper. `certificate`: with a certificate, as it is made. */
export const SigningWay = z.enum(['hand', 'print', 'certificate']);
export type SigningWay = z.infer<typeof SigningWay>;

/**
 * Of what its request was composed, so that it can be composed anew of the profiles as they are then. `group`: it is one form for all
 * its schools, with what the person chose for it. `again`: it asks also for what the ClientID has already.
 */
export const Choices = z.object({
  applicantId: z.string(),
  purposeId: z.string(),
  groupId: z.optional(z.string()),
  group: z.optional(
    z.object({ name: z.optional(z.string()), director: z.optional(z.object({ name: z.string(), email: z.string() })), username: z.optional(z.string()) }),
  ),
  again: z._default(z.boolean(), false),
});
export type Choices = z.infer<typeof Choices>;

/**
 * One form, for one school or one group of schools, that is to be handed in. Dates are yyyy-mm-dd, `at` (last changed) is in ms.
 * `clientId`: the name of the ClientID that came of a request for a new one; never its secret.
 * `ticked`: the codes of the practical notes that are done. `begun`: when its batch was begun, in ms; neither that nor `choices` stands
 * in records of before.
 */
export const Submission = z.object({
  id: z.string(),
  batchId: z.string(),
  schoolIds: texts,
  name: text,
  request: AccessRequest,
  fileName: text,
  form: z.object({ fingerprint: z.string(), name: text }),
  signing: SigningWay,
  status: Status,
  dates: z._default(z.partialRecord(Status, z.string()), {}),
  clientId: text,
  ticked: texts,
  note: text,
  work: Work,
  at: z.number(),
  begun: z.optional(z.number()),
  choices: z.optional(Choices),
});
export type Submission = z.infer<typeof Submission>;
