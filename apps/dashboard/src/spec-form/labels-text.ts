/** Labels as one line of text: `purpose=figure 2, mine`. */

export const labelsText = (labels: Record<string, string> | undefined): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(', ');

/** Undefined where there is none. */
export function parseLabels(text: string): Record<string, string> | undefined {
  const labels = text.split(',').flatMap((part) => {
    const [key = '', ...value] = part.split('=');
    return key.trim() ? [[key.trim(), value.join('=').trim()] as const] : [];
  });
  return labels.length > 0 ? Object.fromEntries(labels) : undefined;
}
