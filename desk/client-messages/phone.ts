/** Turns a number as people write it, `+49 (0)30 1234-5`, into a link that dials it (RFC 3966). */
export function phoneLink(phone: string): string {
  const trimmed = phone.trim();
  const international = trimmed.startsWith('+');
  const digits = (international ? trimmed.replace('(0)', '') : trimmed).replace(/\D/g, '');
  return `tel:${international ? '+' : ''}${digits}`;
}
