// Single modules of node-forge, which its declarations do not name one by one.
declare module 'node-forge/lib/util.js' {
  export type ByteBuffer = { getBytes: () => string };
  /** CBC with PKCS #7 padding. Bytes are strings of characters up to 255. */
  export type Decipher = { start: (vector: string) => void; update: (input: ByteBuffer) => void; finish: () => boolean; output: ByteBuffer };
  const util: { createBuffer: (bytes: string) => ByteBuffer; binary: { raw: { encode: (bytes: Uint8Array) => string; decode: (text: string) => Uint8Array } } };
  export default util;
}
declare module 'node-forge/lib/des.js' {
  const des: { createDecryptionCipher: (key: string) => import('node-forge/lib/util.js').Decipher };
  export default des;
}
declare module 'node-forge/lib/rc2.js' {
  const rc2: { createDecryptionCipher: (key: string, bits: number) => import('node-forge/lib/util.js').Decipher };
  export default rc2;
}
