/**
 * The named property that carries our key on events and mails. Unlike a category, people cannot remove it by hand.
 * Unlike a header, it is also on the message in Sent Items, where we look for it
 * (docs/platform/graph.md, “Sent Items keep no internet headers”).
 */
export const KEY_PROPERTY = 'String {6f0cbd2c-2a0f-4b5e-9d5a-0b3a6f6f5c11} Name CallboardKey';
export const EXPAND_KEY = `singleValueExtendedProperties($filter=id eq '${KEY_PROPERTY}')`;

/** The property for a new item. */
export function keyProperties(key: string): readonly { readonly id: string; readonly value: string }[] {
  return [{ id: KEY_PROPERTY, value: key }];
}

/** Reads the key from an item's properties. Graph may return the id in different case. */
export function keyIn(
  properties: readonly { readonly id: string; readonly value?: string | undefined }[],
): string | undefined {
  return properties.find((one) => one.id.toLowerCase() === KEY_PROPERTY.toLowerCase())?.value;
}
