/** Text as it may stand in HTML, in SVG and in their attributes. */
export const escapeMarkup = (text: string): string =>
  // Control characters, which XML forbids, would make a figure unreadable.
  [...text]
    .filter((character) => character >= ' ' || character === '\n' || character === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
