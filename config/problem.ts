/** One mistake: the setting, what is wrong with it, and what to do. Never holds a secret's value. */
export interface Problem {
  readonly name: string;
  readonly problem: string;
  readonly next: string;
}

/** Notes a mistake; gives undefined, so that a reader of settings can end with it. */
export type Add = (name: string, problem: string, next: string) => undefined;
