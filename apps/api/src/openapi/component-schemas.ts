/** zod schemas as parts of one OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12, as zod writes it. */
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Collects the named schemas (`.meta({ id })`) that the converted ones refer to. */
export class ComponentSchemas {
  readonly #named: Record<string, JsonSchema> = {};
  readonly #written = new Set<string>();

  /**
   * `input`: what a client writes, with defaulted fields optional; `output`: what it reads. A named schema that is
   * both has the looser shape, the one that may be written: what the server fills in fits that as well.
   */
  convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const {
      $schema: _dialect,
      $defs,
      ...own
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as {
      $schema?: string;
      $defs?: Record<string, JsonSchema>;
    };
    for (const [name, definition] of Object.entries($defs ?? {})) {
      if (io === 'input') this.#written.add(name);
      else if (this.#written.has(name)) continue;
      this.#named[name] = pointToComponents(definition);
    }
    return pointToComponents(own);
  }

  named(): Record<string, JsonSchema> {
    return Object.fromEntries(Object.entries(this.#named).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function pointToComponents<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
