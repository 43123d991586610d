/** What computed, for people: `wasm 4.22.0`. Attempts older than the recording of versions have none. */
export function engineLabel(engine: string | null, version: string | null): string {
  if (engine === null) return 'unknown';
  return version === null ? `${engine}, version not recorded` : `${engine} ${version}`;
}
