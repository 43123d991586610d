/** Remarks below a table, each said once and marked with a letter wherever it holds. */
export class Footnotes {
  readonly #texts: string[];

  constructor(texts: readonly (string | null)[]) {
    this.#texts = [...new Set(texts.filter((text) => text !== null))];
  }

  /** In order of their marks. */
  get all(): { mark: string; text: string }[] {
    return this.#texts.map((text, at) => ({ mark: letters(at), text }));
  }

  /** The mark of a text that is among them. */
  markOf(text: string): string {
    return letters(this.#texts.indexOf(text));
  }
}

const ALPHABET = 26;
const FIRST_LETTER = 97;

/** a to z, then aa, ab and so on. */
function letters(at: number): string {
  const last = String.fromCharCode(FIRST_LETTER + (at % ALPHABET));
  return at < ALPHABET ? last : letters(Math.floor(at / ALPHABET) - 1) + last;
}

/** A remark of the server as a sentence of its own. */
export const sentence = (text: string): string => withStop(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);

/** The same for one that begins with a name, which keeps its case. */
export const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
