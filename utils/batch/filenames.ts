/** The names of files that go into one folder, apart: where a name stands there already, in capitals or not, a number comes before its extension. */
export function setApart(names: readonly string[]): string[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const given = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let free = name;
    for (let count = 2; given.has(free.toLowerCase()) || (free !== name && taken.has(free.toLowerCase())); count++) free = `${stem}-${count}${extension}`;
    given.add(free.toLowerCase());
    return free;
  });
}
