/** Where the server is: at the root of its host, or below a path that a proxy gives it, e.g. `/yoto`. */

/** Empty, or like `/yoto`. The server has written it into the page. */
export const basePath: string = basePathIn(globalThis.document);

/** Where the API is asked: below a path it needs its whole address. */
export const apiBase: string = basePath && `${globalThis.location.origin}${basePath}`;

/** The address of something that the API names relative to the server. */
export const serverUrl = (path: string): string => `${basePath}${path}`;

function basePathIn(page: Document | undefined): string {
  const written = page?.querySelector<HTMLMetaElement>('meta[name=base-path]')?.content ?? '';
  // `./` is what stands there when no server has delivered the page: the development server, at the root.
  return written.startsWith('/') ? written.replace(/\/+$/, '') : '';
}
