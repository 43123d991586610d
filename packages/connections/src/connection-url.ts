/** What every connection URL has in common. Nothing here ever repeats a part of a URL that may be a password. */

const ENCODE =
  'if the password contains any of @ : / ? # %, percent-encode it (@ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25)';

/**
 * The URL, or what is wrong with it as a text that continues "DATABASE_URL …". A password with an unencoded `/`, `?` or
 * `#` ends the host name too early: what follows, with the `@`, then looks like a path, and would be printed as one.
 */
export function readConnectionUrl(text: string, protocols: readonly string[], example: string): URL | string {
  const written = `must be an address like ${example}`;
  if (!protocols.some((protocol) => text.startsWith(`${protocol}//`))) return written;
  // `user:password@/name?host=/folder` names no host, which URL allows only without a login.
  const complete = text.replace(/^([a-z]+:\/\/[^/?#]*@)(?=[/?]|$)/, '$1localhost');
  if (!URL.canParse(complete)) return `${written}; ${ENCODE}`;
  const url = new URL(complete);
  if (/@/.test(url.pathname + url.search + url.hash) || url.hash) {
    return `has an @ or # behind its host: ${ENCODE}`;
  }
  const parts = [url.username, url.password, url.pathname, url.hostname];
  return parts.every(isDecodable) ? url : `cannot be decoded: ${ENCODE}`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** The host as a socket wants it: without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => decodeURIComponent(url.hostname).replace(/^\[(.+)\]$/, '$1');
