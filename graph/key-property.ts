/**
 * The named property that carries our key on events and mails. People cannot take it off by hand as they can a
 * category, and unlike a header it stays on the copy that we look for
 * (docs/platform/graph.md, “Sent Items keep no internet headers”).
 */
export const KEY_PROPERTY = 'String {6f0cbd2c-2a0f-4b5e-9d5a-0b3a6f6f5c11} Name CallboardKey';
export const EXPAND_KEY = `singleValueExtendedProperties($filter=id eq '${KEY_PROPERTY}')`;

/** How a new item says it. */
export function keyProperties(key: string): readonly { readonly id: string; readonly value: string }[] {
  return [{ id: KEY_PROPERTY, value: key }];
}

/** What an item says; Graph writes the id's letters in its own case. */
export function keyIn(
  properties: readonly { readonly id: string; readonly value?: string | undefined }[],
): string | undefined {
  return properties.find((one) => one.id.toLowerCase() === KEY_PROPERTY.toLowerCase())?.value;
}
