/** OpenSSL's and Node's names of certificates that are not trusted: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const CERTIFICATE_CODES: readonly string[] = [
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'CERT_UNTRUSTED'],
  ...['CERT_NOT_YET_VALID', 'CERT_SIGNATURE_FAILURE', 'INVALID_CA', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

/** Whether a connection failed because the server's certificate is not trusted, and not for want of a server. */
export const isCertificateProblem = (error: unknown): boolean =>
  CERTIFICATE_CODES.includes(String((error as { code?: unknown } | null)?.code));
