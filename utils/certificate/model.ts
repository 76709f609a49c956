/** What a certificate says of itself, as a person can read it. Nothing here says that anybody trusts it. */
export type CertificateFacts = {
  /** Distinguished names as RFC 4514 writes them, the most particular part first: `CN=Ann Peeters, O=School, C=BE`. */
  subject: string;
  issuer: string;
  /** The common name of the subject, or else its organisation: what stands beside a visible signature. */
  name: string;
  /** Hexadecimal, without leading zeros. */
  serial: string;
  /** ISO date-times (UTC). */
  from: string;
  to: string;
  /** 'RSA 2048', 'ECDSA P-256'; another key by its object identifier. */
  key: string;
  /** Subject and issuer have one name. Whether the signature is its own, a chain says. */
  selfSigned: boolean;
};

/**
 * Whoever can sign. It crosses postMessage as it is: the key is a non-extractable CryptoKey, so that neither page nor worker can read it.
 * chain: DER, the signer's own first, then issuers in order; each link's signature was verified.
 */
export type Signer = { key: CryptoKey; chain: readonly Uint8Array[]; facts: CertificateFacts };
