/** One mistake: the setting, what is wrong with it, and what to do. Never contains a secret's value. */
export interface Problem {
  readonly name: string;
  readonly problem: string;
  readonly next: string;
}

/** Records a mistake; returns undefined, so that a reader of settings can return its result. */
export type Add = (name: string, problem: string, next: string) => undefined;
