/** zod schemas as parts of one OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12, as zod writes it. */
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Collects the named schemas (`.meta({ id })`) that the converted ones refer to. */
export class ComponentSchemas {
  readonly #named: Record<string, JsonSchema> = {};

  /** `input`: what a client writes, with defaulted fields optional; `output`: what it reads. */
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
