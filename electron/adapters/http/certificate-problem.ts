/** Codes of OpenSSL's certificate checks, as Node names them. */
const certificateCode =
  /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

/** Whether a connection failed because the other side could not be trusted. */
export function isCertificateProblem(error: NodeJS.ErrnoException): boolean {
  return certificateCode.test(error.code ?? '');
}
