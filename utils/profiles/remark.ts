/** Why $1 is no institution number. It is left out where its row has a good one beside it; otherwise the row is not taken. */
export type NumberFault = 'numberNotDigits' | 'numberTooLong' | 'numberIsEnterprise';

/**
 * What is worth knowing of a row that was read. `numberPadded`: $1 became $2. `numberUnusual`: $1. `numberHasSite`: $1 ends in a site's
 * number, $2 was taken. `numberMaybeTown`: $1 in rows of schools with other
 * names ($2, $3). `namesDiffer`: one number $1, names $2 (taken) and $3. `directorsDiffer`, `usernamesDiffer`: $1 taken, $2 not.
 * `emailIsSchools`: in $1 rows. `emailInvalid`: $1, left out. `emailsSeveral`: $1 was taken of $2. `nameMissing`: $1 stands for it.
 */
export type RemarkCode =
  | NumberFault
  | 'numberPadded'
  | 'numberUnusual'
  | 'numberHasSite'
  | 'numberMaybeTown'
  | 'namesDiffer'
  | 'directorsDiffer'
  | 'usernamesDiffer'
  | 'emailIsSchools'
  | 'emailInvalid'
  | 'emailsSeveral'
  | 'nameMissing';

/**
 * Why a school of a list is not ticked by itself; the person may tick it. `numberShort`: its only number $1 is too short to be one that
 * lost its zeros, and nothing else is said of it. `nameOfTotal`: $1 is what lists call a row that counts the others. `otherName`: the
 * stored school with its number is named otherwise ($1; the list says $2).
 */
export type DoubtCode = 'numberShort' | 'nameOfTotal' | 'otherName';
export type Doubt = { code: DoubtCode; values: readonly string[] };

/** Why a row is not taken. `cellIsError`: a cell holds $1. `cellTooLong`: a cell, that begins with $1, is longer than what it is of. `schoolAmbiguous`: several schools are named $1, and the row has no number. */
export type ReasonCode = NumberFault | 'numberMissing' | 'emailInvalid' | 'cellIsError' | 'cellTooLong' | 'rowNamesNoSchool' | 'schoolAmbiguous';

/** `row`: its number in the file; 0 for the file as a whole. */
export type Remark = { code: RemarkCode; row: number; values: readonly string[] };
export type Reason = { code: ReasonCode; values: readonly string[] };
export type BadRow = { row: number; reasons: readonly Reason[] };
