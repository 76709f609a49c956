/** "/#46lateDecode" is as good a name as "/FlateDecode". */
export function unescapeNames(text: string): string {
  return text.includes('#') ? text.replace(/#([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))) : text;
}
