import * as z from 'zod/mini';
import { Application, Purpose as PurposeOfUse } from './request.ts';

z.config({ jitless: true });

const text = z._default(z.string(), '');
const texts = z._default(z.array(z.string()), []);

/** Who asks. The e-mail is never printed: it only lets `check` see that the director's address is not the applicant's own. */
export const Applicant = z.object({ id: z.string(), name: text, role: text, email: text });
export type Applicant = z.infer<typeof Applicant>;

/** For whom. Numbers and access groups are lists as typed; `check` judges them. */
export const School = z.object({
  id: z.string(),
  name: text,
  institutionNumbers: texts,
  director: z._default(z.object({ name: text, email: text }), { name: '', email: '' }),
  accessGroups: texts,
  username: text,
});
export type School = z.infer<typeof School>;

/** Why: which APIs, a new or an existing ClientID, and to what use. What is not chosen yet is absent. */
export const PurposeProfile = z.object({
  id: z.string(),
  name: text,
  clientId: z._default(z.object({ kind: z.optional(z.enum(['new', 'extend'])), name: text }), { name: '' }),
  administration: z._default(
    z.object({
      asked: z._default(z.boolean(), false),
      application: z.optional(Application),
      purpose: z.optional(PurposeOfUse),
      use: text,
    }),
    { asked: false, use: '' },
  ),
  accounts: z._default(z.object({ asked: z._default(z.boolean(), false), use: text, reconcile: z.optional(z.boolean()) }), { asked: false, use: '' }),
});
export type PurposeProfile = z.infer<typeof PurposeProfile>;
