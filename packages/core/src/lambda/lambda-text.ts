/** A lambda written in one line, as addresses and command lines have it: `content=1,style=0.5`. */
import { AppError } from '../errors.ts';
import { Lambda } from './lambda.ts';

/** Some of the parameters are enough. `what` names the text in the error: `invalid_input` where it cannot be read. */
export function parseLambdaText(text: string, what: string): Lambda {
  const entries = text.split(',').map((part): [string, number] => {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim());
    return [name, value === '' ? Number.NaN : Number(value)];
  });
  const parsed = Lambda.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid_input',
    `${what}: write name=value,name=value with positive numbers, e.g. content=1,style=0.5 (this is "${text.slice(0, 80)}")`,
  );
}
