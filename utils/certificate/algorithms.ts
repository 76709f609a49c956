/** The object identifiers that are read or written here, and what they mean. Sources: RFC 3279, 4055, 5480, 5652, 5758, 7292, 8018. */

export type Digest = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
export type Curve = 'P-256' | 'P-384' | 'P-521';

/** The identifier of each thing that a table names. */
function turned<Value extends string>(table: Readonly<Record<string, Value>>): Readonly<Record<Value, string>> {
  return Object.fromEntries(Object.entries(table).map(([identifier, value]) => [value, identifier])) as Record<Value, string>;
}

export const digests: Readonly<Record<string, Digest>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

export const digestOids = turned(digests);

/** MD2, MD4 and MD5, alone and with RSA: WebCrypto has none of them, and nobody should. */
export const brokenDigests: ReadonlySet<string> = new Set([
  '1.2.840.113549.2.2',
  '1.2.840.113549.2.4',
  '1.2.840.113549.2.5',
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.3',
  '1.2.840.113549.1.1.4',
]);

export const curves: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

export const curveOids = turned(curves);

/** Bytes of a coordinate, and of r and s. */
export const curveBytes: Readonly<Record<Curve, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

export const rsaEncryption = '1.2.840.113549.1.1.1';
export const rsaPss = '1.2.840.113549.1.1.10';
export const ecPublicKey = '1.2.840.10045.2.1';
export const mgf1 = '1.2.840.113549.1.1.8';

export const rsaSignatures: Readonly<Record<string, Digest>> = {
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};

export const ecdsaSignatures: Readonly<Record<string, Digest>> = {
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
  stamp: '1.2.840.113549.1.9.16.1.4',
};

export const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
};

export const extensions = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
};

/** Extensions that a critical mark on a signer's certificate may carry without surprise (RFC 5280, 4.2.1). */
export const knownExtensions: ReadonlySet<string> = new Set([
  ...Object.values(extensions),
  '2.5.29.17', // subjectAltName
  '2.5.29.18', // issuerAltName
  '2.5.29.30', // nameConstraints
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.36', // policyConstraints
  '2.5.29.54', // inhibitAnyPolicy
  '1.3.6.1.5.5.7.1.3', // qcStatements
]);

export const timeStamping = '1.3.6.1.5.5.7.3.8';
