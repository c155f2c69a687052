import { inspect } from 'node:util';

/**
 * A value that must not be seen. Printed, logged, put into JSON or a template it says `[secret]`; only `reveal()`,
 * called where the value goes on the wire, gives it. A true private field: not reachable by a spread or a for-in.
 */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The value itself. Hand it straight to what needs it; never keep it in a variable that is logged. */
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
