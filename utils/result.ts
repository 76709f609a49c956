/**
 * Expected failure as data. Each code of a closed set is also the key of a message (`error_<code>`),
 * so that whoever shows a failure needs no table of its own. Bugs throw; they are not results.
 */
export type Result<Value, Code extends string> = { ok: true; value: Value } | { ok: false; code: Code; values: readonly string[] };

export function success<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

/** `values` fill the message's $1, $2 … in their order. */
export function failure<Code extends string>(code: Code, ...values: string[]): { ok: false; code: Code; values: string[] } {
  return { ok: false, code, values };
}
