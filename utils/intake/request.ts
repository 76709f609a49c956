import * as z from 'zod/mini';

// Zod's compiled parsers probe `new Function`, which the extension's CSP refuses.
z.config({ jitless: true });

const text = z._default(z.string(), '');

export const Application = z.enum(['students', 'staff', 'both']);
export type Application = z.infer<typeof Application>;

export const Purpose = z.enum(['push', 'read', 'both']);
export type Purpose = z.infer<typeof Purpose>;

/** `both` is never composed: only a returned form on which both Ja are crossed reads as `both`, and the check refuses it. */
export const ClientId = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new') }),
  z.object({ kind: z.literal('extend'), name: text }),
  z.object({ kind: z.literal('both'), name: text }),
]);
export type ClientId = z.infer<typeof ClientId>;

const AdministrationRequest = z.object({
  application: z.optional(Application),
  purpose: z.optional(Purpose),
  institutionNumbers: z._default(z.array(z.string()), []),
  use: text,
});

const AccountsRequest = z.object({
  accessGroups: z._default(z.array(z.string()), []),
  username: text,
  use: text,
  reconcile: z.optional(z.boolean()),
});

/**
 * What one intake form asks for one school (or one group of numbers). The shape is the project's contract.
 * What is left empty is not an error of shape but a Problem of `check`; `date` is yyyy-mm-dd.
 */
export const AccessRequest = z.object({
  applicant: z._default(z.object({ name: text, role: text }), { name: '', role: '' }),
  date: text,
  director: z._default(z.object({ name: text, email: text }), { name: '', email: '' }),
  clientId: z.optional(ClientId),
  administration: z.optional(AdministrationRequest),
  accounts: z.optional(AccountsRequest),
});
export type AccessRequest = z.infer<typeof AccessRequest>;
