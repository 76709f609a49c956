/** The machine at hand: every call of the browser goes to its storage. */
export const at: { hand?: { storage: object } } = {};

export const browser = {
  get storage() {
    return at.hand?.storage;
  },
};
