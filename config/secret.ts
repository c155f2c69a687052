import { inspect } from 'node:util';

/**
 * A value that must not be seen. Printed, logged, in JSON or in a template it reads `[secret]`; only `reveal()`, called
 * where the value is sent, returns it. The field is truly private, out of reach of a spread or a for-in.
 */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The value itself. Pass it directly to the code that needs it; never keep it in a variable that is logged. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.toPrimitive](): string {
    return '[secret]';
  }
  [inspect.custom](): string {
    return '[secret]';
  }
}
