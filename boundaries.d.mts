/** The types of boundaries.mjs, which stays plain JavaScript because the linter's own configuration reads it. */
export declare const FOLDERS: Readonly<Record<string, readonly string[]>>;
export declare const ROOMS: Readonly<Record<string, readonly string[]>>;
export declare const AROUND: Readonly<Record<string, readonly string[]>>;
export declare const DEMO: { readonly files: string; readonly more: readonly string[] };
export declare const NOT_IN_DESK_TESTS: readonly string[];
export declare const WALLED_PACKAGES: readonly {
  readonly pattern: string;
  readonly only: string | readonly string[];
}[];
export declare const DETERMINISTIC: readonly string[];
