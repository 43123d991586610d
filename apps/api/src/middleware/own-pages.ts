/**
 * Keeps pages of other sites from using the browser of whoever looks at them as a client of this server, which asks
 * nobody for a password: neither by a name of theirs that leads here (DNS rebinding) nor by requests across sites.
 */
import { isIP } from 'node:net';
import { AppError } from '@yoto/core';
import type { Request, RequestHandler } from 'express';

export interface OwnAddress {
  /** What the server listens on: an address or a name. */
  host: string;
  /** Where browsers reach it through a proxy. */
  publicUrl: string | undefined;
  /** More names; `.example.com` stands for all names below it. */
  allowedHosts: readonly string[];
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A page of this server, or a person who typed the address. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Refuses requests under a name that is not the server's own with `forbidden`. Its own are `localhost` and the names
 * below it, the one it listens on, those of its settings, and every IP address: a page's name cannot be an address,
 * and containers and port forwarding give a server addresses that it does not know.
 */
export function ownHostOnly(own: OwnAddress): RequestHandler {
  const names = [own.host, ...own.allowedHosts, ...(own.publicUrl ? [new URL(own.publicUrl).hostname] : [])];
  const isOwn = (host: string): boolean => {
    const name = hostnameOf(host);
    if (name === undefined) return false;
    if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
    return ['localhost', '.localhost', ...names].some((allowed) => matches(name, allowed.toLowerCase()));
  };
  return (request, _response, next) => {
    const foreign = hostsOf(request).find((host) => !isOwn(host));
    if (foreign === undefined) return next();
    next(
      new AppError(
        'forbidden',
        `"${foreign}" is not a name of this server. If it should be, start it with --allowed-hosts ${hostnameOf(foreign) ?? 'NAME'} (or ALLOWED_HOSTS), or give the whole address as --public-url (or PUBLIC_URL)`,
      ),
    );
  };
}

/** Refuses changes that a page of another origin asks for. Programs other than browsers name no origin, and pass. */
export function ownOriginOnly({ publicUrl }: Pick<OwnAddress, 'publicUrl'>): RequestHandler {
  const publicOrigin = publicUrl && new URL(publicUrl).origin;
  const isOwn = (request: Request, origin: string) =>
    origin === publicOrigin || hostsOf(request).some((host) => isOriginOf(origin, host));
  return (request, _response, next) => {
    if (READS.has(request.method)) return next();
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    if (origin === undefined ? site === undefined || OWN_SITES.has(site) : isOwn(request, origin))
      return next();
    const page = origin === undefined || origin === 'null' ? 'A page of another site' : `A page of ${origin}`;
    next(
      new AppError(
        'forbidden',
        `${page} asked for this change: open the dashboard of this server and do it there. If that is the dashboard, behind a proxy, start the server with --public-url ${URL.canParse(origin ?? '') ? origin : 'URL'} (or PUBLIC_URL)`,
      ),
    );
  };
}

/** What the client called the server, and what the trusted proxy says that it was called; none in HTTP/1.0. */
function hostsOf(request: Request): string[] {
  const { host } = request.headers;
  // Express takes X-Forwarded-Host from trusted proxies only.
  return [...new Set([host ?? '', request.host ?? ''])].filter(Boolean);
}

/** The name without its port, in lower case; undefined for what is none. */
function hostnameOf(host: string): string | undefined {
  if (/[/?#@\\]/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  // A name may end in the dot of the DNS root.
  return new URL(`http://${host}`).hostname.replace(/\.$/, '');
}

const matches = (name: string, allowed: string): boolean =>
  name === allowed || (allowed.startsWith('.') && name.endsWith(allowed));

/** Compares name and port; TLS may end in a proxy, so the scheme is the origin's own. */
function isOriginOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: wanted } = new URL(origin);
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === wanted;
}
