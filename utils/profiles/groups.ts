/** Things that share a mark are together, also by way of a third. */
export class Groups<Thing> {
  readonly #things: Thing[] = [];
  readonly #above: number[] = [];
  readonly #marked = new Map<string, number>();

  add(thing: Thing, marks: readonly string[]): void {
    const at = this.#things.push(thing) - 1;
    this.#above.push(at);
    for (const mark of marks) {
      const other = this.#marked.get(mark);
      if (other === undefined) this.#marked.set(mark, at);
      else this.#join(other, at);
    }
  }

  /** In the order in which their first things were added. */
  all(): Thing[][] {
    const groups = new Map<number, Thing[]>();
    for (const [at, thing] of this.#things.entries()) {
      const top = this.#top(at);
      const group = groups.get(top);
      if (group) group.push(thing);
      else groups.set(top, [thing]);
    }
    return [...groups.values()];
  }

  #join(one: number, other: number): void {
    const [low, high] = [this.#top(one), this.#top(other)].sort((a, b) => a - b);
    if (low !== undefined && high !== undefined) this.#above[high] = low;
  }

  #top(at: number): number {
    let top = at;
    while ((this.#above[top] ?? top) !== top) {
      const above = this.#above[top] ?? top;
      // Halves the way for whoever comes next.
      this.#above[top] = this.#above[above] ?? above;
      top = this.#above[top] ?? above;
    }
    return top;
  }
}
