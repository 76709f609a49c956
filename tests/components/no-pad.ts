/** A drawing surface that draws nothing: happy-dom has no canvas. To be given to `vi.mock('signature_pad', …)`. */
export default class {
  addEventListener() {}
  removeEventListener() {}
  off() {}
  toData() {
    return [];
  }
  fromData() {}
}
