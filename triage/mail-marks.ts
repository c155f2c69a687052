/**
 * How mail programs mark what is not the message, in English, German, French and Spanish. Every pattern is tried only
 * on the first characters of a line, and none can backtrack over more than it has read.
 */

/** From here on the mail quotes somebody else. */
export const QUOTE_STARTS: readonly RegExp[] = [
  /^[-_\s]{0,12}(?:original message|original appointment|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|originalnachricht|message d'origine|message transféré|mensaje original|mensaje reenviado)\b/iu,
  /^begin forwarded message/iu,
  /^(?:on|am|le|el) .{4,120}(?:wrote|schrieb.{0,60}|a écrit|escribió) ?:$/iu,
  /^_{20,}$/u,
];

/** A line of a mail header. Two kinds of them close together are a quoted header. */
export const HEADER_LINE =
  /^[>*\s]{0,4}(?:from|sent|to|cc|date|subject|von|gesendet|an|datum|betreff|de|envoyé|à|objet|enviado|para|asunto|fecha)\*? ?:/iu;
export const HEADER_OPENS = /^[>*\s]{0,4}(?:from|von|de)\*? ?:/iu;

/** The sign-off before a signature. */
export const SIGN_OFFS: readonly RegExp[] = [
  /^-- ?$/u,
  /^(?:with )?(?:kind|kindest|best|warm|warmest|many thanks and kind|thanks and)? ?regards\b/iu,
  /^(?:best wishes|yours (?:sincerely|faithfully|truly)|sincerely|all the best)\b/iu,
  /^(?:mit )?(?:freundliche[nm]?|beste[nm]?|viele|liebe|schöne[nm]?|herzliche[nm]?) gr(?:ü|ue)(?:ß|ss)e?n?\b/iu,
  /^(?:mfg|vg|lg)\b[ ,.]{0,3}$/iu,
  /^(?:bien )?cordialement\b|^salutations\b|^(?:un )?(?:cordial )?saludos?\b|^atentamente\b/iu,
];

/** A weak sign-off: it counts only when what follows is short. */
export const THANKS =
  /^(?:many thanks|thanks(?: again| a lot| in advance| so much| very much)?|thank you(?: very much| so much| in advance)?|thx|cheers|ta|best|danke(?: schön| im voraus)?|vielen dank(?: im voraus)?|merci(?: d'avance| beaucoup)?|(?:muchas )?gracias)[ ,.!]{0,4}$/iu;

/** Whole lines that the sender did not write. */
export const NOISE: readonly RegExp[] = [
  /^\[?(?:external|extern|ext)(?: e-?mail| sender)?\]?[ :!-]{0,4}$/iu,
  /^(?:\[external\] ?)?(?:caution|warning|achtung|vorsicht|attention)\b.{0,40}(?:external|originated|outside|externe[rn]?|außerhalb|extérieur)/iu,
  /^this (?:e-?mail|message) (?:originated|was sent|came) from (?:outside|an external)/iu,
  /^you don'?t often get e-?mail from/iu,
  /^(?:sent|get outlook) (?:from|for) (?:my )?(?:iphone|ipad|ios|android|samsung|mobile|outlook|mail for|a phone|yahoo)/iu,
  /^(?:von meinem .{2,30} gesendet|gesendet mit der|envoyé de mon|enviado desde mi|outlook für (?:ios|android))/iu,
  /^\[?(?:cid:[^\s]{1,120}|image\d{0,4}\.(?:png|jpe?g|gif)|inline image.{0,20})\]?$/iu,
  /^(?:please )?(?:consider|think of) the environment/iu,
  /^(?:unsubscribe|view (?:this )?(?:e-?mail )?in (?:your )?browser|click here to unsubscribe)/iu,
  /^[-=_*~#.\s]{3,}$/u,
];

/** A paragraph of legal text. */
export const DISCLAIMERS: readonly RegExp[] = [
  /\b(?:this|the) (?:e-?mail|message|communication|information)\b.{0,80}\b(?:confidential|intended (?:solely|only)|privileged)\b/iu,
  /\bif you (?:are not the intended recipient|have received this (?:e-?mail|message))/iu,
  /\bdiese (?:e-?mail|nachricht)\b.{0,80}\bvertraulich/iu,
  /\bce (?:message|courriel)\b.{0,80}\bconfidentiel/iu,
  /\beste (?:mensaje|correo)\b.{0,80}\bconfidencial/iu,
  /\bregistered (?:in|under|office)\b.{0,80}\b(?:number|no\.?|england|company)\b/iu,
  /\b(?:geschäftsführer|amtsgericht|handelsregister|ust-?id)\b.{0,80}:/iu,
];

/** A line that is only a greeting. */
export const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|liebe[rs]?|sehr geehrte[rsn]?|bonjour|bonsoir|salut|hola|buenos días|buenas tardes|estimad[oa]s?|cher|chère)\b/iu;

/** Prefixes of a subject that are not part of it. */
export const SUBJECT_PREFIX =
  /^(?:\s|(?:re|fw|fwd|aw|wg|tr|rv|sv|antw)(?:\[\d{1,3}\])? ?:|\[(?:external|extern|ext|#?\d{1,12}|ticket[^\]]{0,20}|spam\??)\]|(?:ticket|case|incident) ?#? ?\d{2,12} ?[:-])+/iu;
