import * as z from 'zod/mini';
import { Application, Purpose as PurposeOfUse } from './request.ts';

z.config({ jitless: true });

const text = z._default(z.string(), '');
const texts = z._default(z.array(z.string()), []);

/**
 * When a profile was last changed (`changedAt`), and when the person last said that it still holds (`checkedAt`); yyyy-mm-dd. `seenAt`
 * stands for both where a profile is older than these stamps: when this machine first knew of them. See age.ts.
 */
const stamps = { changedAt: z.optional(z.string()), checkedAt: z.optional(z.string()), seenAt: z.optional(z.string()) };

const director = z._default(z.object({ name: text, email: text }), { name: '', email: '' });

/** Who asks. The e-mail is never printed: it only lets `check` see that the director's address is not the applicant's own. */
export const Applicant = z.object({ id: z.string(), name: text, role: text, email: text, ...stamps });
export type Applicant = z.infer<typeof Applicant>;

/** For whom. Numbers and access groups are lists as typed; `check` judges them. */
export const School = z.object({
  id: z.string(),
  name: text,
  institutionNumbers: texts,
  director,
  accessGroups: texts,
  username: text,
  ...stamps,
});
export type School = z.infer<typeof School>;

/**
 * Schools that belong together: a scholengroep, a VZW. Its director and username are those of a form for all of them; where they are
 * empty, the schools' own serve. A school that is there no more stands in `schoolIds` until the group is edited: see membership.ts.
 */
export const Group = z.object({
  id: z.string(),
  name: text,
  schoolIds: texts,
  director,
  username: text,
  ...stamps,
});
export type Group = z.infer<typeof Group>;

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
  ...stamps,
});
export type PurposeProfile = z.infer<typeof PurposeProfile>;
