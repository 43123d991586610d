/**
 * For the environment of a program that inherits none: where `npm test` has linked the programs, it starts from what is
 * linked, in half the time; elsewhere from its sources.
 */
export function linkedPrograms(): Record<string, string> {
  const { YOTO_LINKED_PROGRAMS } = process.env;
  return YOTO_LINKED_PROGRAMS === undefined ? {} : { YOTO_LINKED_PROGRAMS };
}
