import type { Role } from './columns.ts';
import type { DoubtCode, ReasonCode, RemarkCode } from './remark.ts';
import type { NoteCode } from './table.ts';

/** The message that says a code. A failure's is `error_<code>`, as everywhere. */
export const noteKey = <Code extends NoteCode>(code: Code) => `import_note_${code}` as const;
export const roleKey = <R extends Role>(role: R) => `import_role_${role}` as const;
export const remarkKey = <Code extends RemarkCode>(code: Code) => `import_remark_${code}` as const;
export const reasonKey = <Code extends ReasonCode>(code: Code) => `import_reason_${code}` as const;
export const doubtKey = <Code extends DoubtCode>(code: Code) => `import_doubt_${code}` as const;
