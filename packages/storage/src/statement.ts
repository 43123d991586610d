/** Hand-written SQL, known to the tests: every statement is prepared against the migrated schema (statement.int.test.ts). */
const texts: string[] = [];

/** SQL that `statement` has seen; `Query` takes nothing else. */
export type Statement = string & { readonly isStatement: true };

/** Written where a file is loaded, never with parts that are only known later: those are its parameters. */
export function statement(sql: string): Statement {
  texts.push(sql);
  return sql as Statement;
}

/** Of all files loaded so far. */
export const allStatements = (): readonly string[] => texts;
