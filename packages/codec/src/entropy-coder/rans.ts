/**
 * The numbers of the entropy coder: range asymmetric numeral systems (J. Duda, "Asymmetric numeral systems", 2013) with one
 * 31-bit state that is renormalised by bytes, as in F. Giesen's rans_byte. All of it is exact int32 arithmetic, which V8
 * compiles to machine integers. Renormalising by 16 bits would leave the state as short as the frequencies are precise and
 * costs 0.15 to 0.2 % of size; this costs less than 0.001 %.
 */

/** The state is in [STATE_LOW, STATE_LOW * 256) between symbols; it starts, and in decoding must end, at STATE_LOW. */
export const STATE_LOW = 2 ** 23;

/** A symbol of frequency f is encoded from states below f << STATE_ROOM_BITS: 23 + 8 - 16. */
export const STATE_ROOM_BITS = 15;

/** The final state, big-endian, at the start of a stream. */
export const STATE_BYTES = 4;

/** One step of coding is an interval of [0, 2^16): its start << 16 | its length, in [1, 2^16). */
export type Interval = number;
