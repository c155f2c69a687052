import { z } from 'zod';
import type { Command, DialogKind, DialogRequest } from '../../model/command.ts';
import { VISIT_KINDS } from '../../model/visit.ts';
import type { Reader } from '../../model/view.ts';
import type { OneTap } from '../actions.ts';
import { ONE_TAP } from '../actions.ts';
import { REASONS, reason } from '../../model/reasons.ts';
import type { ReasonFor } from '../../model/reasons.ts';
import { wordsFor } from '../words/index.ts';
import { answersIn, id, typed, version } from './fields.ts';

/** Why card data was refused. `field`: the input to show the error at. */
export interface ParseFailure {
  readonly ok: false;
  readonly code: 'VERB_UNKNOWN' | 'INPUT_INVALID' | 'REASON_NEEDED';
  readonly field?: string;
}
export type ParsedCommand = { readonly ok: true; readonly command: Command } | ParseFailure;
export type ParsedDialog = { readonly ok: true; readonly dialog: DialogRequest } | ParseFailure;

const DIALOG_KINDS: readonly DialogKind[] = [
  'override',
  'decline',
  'hand-over',
  'release',
  'claim-other',
  'answer',
  'pause',
  'book-visit',
  'choose-slot',
  'cancel-visit',
  'visit-late',
  'call-in-sick',
];

const plainObject = z.record(z.string(), z.unknown());
const onTicket = z.object({ ticketId: id, version });
const onVisit = onTicket.extend({ kind: z.enum(VISIT_KINDS).default('on-site') });
const slot = z.string().min(1).max(2_000);
const lateMinutes = z.coerce.number().int().min(1).max(240);
const onReplan = z.object({ replanId: id });
const onEffect = z.object({ effectId: id });
const lookAt = z.object({ ticketId: id.optional() });
const chosenReason = z.object({ reason: z.string().max(60).optional(), words: typed.default('') });
const unknownVerb: ParseFailure = { ok: false, code: 'VERB_UNKNOWN' };

/**
 * Parses a tapped button, or a dialog's answer that came as a message (clients without universal actions). `data` is
 * hostile: only ids, the version and typed text are read from it; the token says who acts. A dialog's verb without any
 * of its fields asks for the dialog. Never throws.
 */
export function parseCommand(verb: string, data: unknown): ParsedCommand | ParsedDialog {
  const fields = objectOf(data);
  if (isOneTap(verb)) return oneTap(verb, fields);
  if (!isDialogKind(verb)) return unknownVerb;
  const filled = Object.keys(fields).some(
    (key) => ['reason', 'words', 'to', 'note', 'slot', 'minutes', 'kind'].includes(key) || key.startsWith('answer-'),
  );
  return filled ? submitted(verb, fields) : parseDialog({ ...fields, verb });
}

/** Parses a button that opens a dialog (task/fetch). Never throws. */
export function parseDialog(data: unknown): ParsedDialog {
  const fields = objectOf(data);
  const verb = fields['verb'];
  if (!isDialogKind(verb)) return unknownVerb;
  if (verb === 'pause' || verb === 'call-in-sick') return { ok: true, dialog: { dialog: verb } };
  const target = onTicket.safeParse(fields);
  return target.success ? { ok: true, dialog: { dialog: verb, ...target.data } } : failed(target.error);
}

/** Parses a submitted dialog (task/submit). Never throws. */
export function parseDialogSubmit(data: unknown): ParsedCommand {
  const fields = objectOf(data);
  const verb = fields['verb'];
  return isDialogKind(verb) ? submitted(verb, fields) : unknownVerb;
}

/** The text beside the wrong field, for DialogView.error. */
export function failureWords(
  failure: ParseFailure,
  reader: Reader,
): { readonly field: string; readonly words: string } {
  const { missing } = wordsFor(reader.language);
  const field = failure.field ?? '';
  if (failure.code === 'REASON_NEEDED') return { field, words: field === 'words' ? missing.words : missing.reason };
  switch (field) {
    case 'to':
      return { field, words: missing.to };
    case 'note':
      return { field, words: missing.note };
    case 'words':
      return { field, words: missing.tooLong };
    default:
      return { field, words: field.startsWith('answer') ? missing.answer : missing.other };
  }
}

function oneTap(verb: OneTap, fields: Readonly<Record<string, unknown>>): ParsedCommand {
  switch (verb) {
    case 'resume':
      return { ok: true, command: { do: 'resume' } };
    case 'look': {
      const target = lookAt.safeParse(fields);
      if (!target.success) return failed(target.error);
      const { ticketId } = target.data;
      return { ok: true, command: { do: 'look', ...(ticketId !== undefined && { ticketId }) } };
    }
    case 'retry-effect':
    case 'dismiss-effect': {
      const target = onEffect.safeParse(fields);
      return target.success ? { ok: true, command: { do: verb, ...target.data } } : failed(target.error);
    }
    case 'ask-new-time': {
      const target = onTicket.extend({ replanId: id.exactOptional() }).safeParse(fields);
      return target.success ? { ok: true, command: { do: verb, ...target.data } } : failed(target.error);
    }
    case 'apply-replan':
    case 'leave-replan':
    case 'undo-replan': {
      const target = onReplan.safeParse(fields);
      return target.success ? { ok: true, command: { do: verb, ...target.data } } : failed(target.error);
    }
    case 'offer-visit': {
      const target = onVisit.safeParse(fields);
      return target.success ? { ok: true, command: { do: verb, ...target.data } } : failed(target.error);
    }
    case 'claim':
    case 'approve':
    case 'give-visit':
    case 'make-room':
    case 'undo': {
      const target = onTicket.safeParse(fields);
      return target.success ? { ok: true, command: { do: verb, ...target.data } } : failed(target.error);
    }
    case 'accept-proposal':
    case 'reject-proposal': {
      const target = onTicket.safeParse(fields);
      if (!target.success) return failed(target.error);
      return { ok: true, command: { do: 'settle-proposal', ...target.data, accept: verb === 'accept-proposal' } };
    }
  }
}

function submitted(kind: DialogKind, fields: Readonly<Record<string, unknown>>): ParsedCommand {
  if (kind === 'pause') {
    const why = reasonIn('pause', fields);
    return why.ok ? { ok: true, command: { do: 'pause', reason: why.reason } } : why;
  }
  if (kind === 'call-in-sick') {
    const person = id.safeParse(fields['to']);
    if (!person.success) return { ok: false, code: 'INPUT_INVALID', field: 'to' };
    return { ok: true, command: { do: kind, personId: person.data } };
  }
  const target = onTicket.safeParse(fields);
  if (!target.success) return failed(target.error);
  switch (kind) {
    case 'decline':
    case 'release': {
      const why = reasonIn(kind, fields);
      return why.ok ? { ok: true, command: { do: kind, ...target.data, reason: why.reason } } : why;
    }
    case 'claim-other': {
      // One's own offer is taken without a reason; the desk decides whether one is needed.
      if (fields['reason'] === undefined) return { ok: true, command: { do: 'claim', ...target.data } };
      const why = reasonIn(kind, fields);
      return why.ok ? { ok: true, command: { do: 'claim', ...target.data, reason: why.reason } } : why;
    }
    case 'override': {
      const person = id.safeParse(fields['to']);
      if (!person.success) return { ok: false, code: 'INPUT_INVALID', field: 'to' };
      const why = reasonIn(kind, fields);
      return why.ok ? { ok: true, command: { do: kind, ...target.data, to: person.data, reason: why.reason } } : why;
    }
    case 'hand-over': {
      const person = id.safeParse(fields['to']);
      if (!person.success) return { ok: false, code: 'INPUT_INVALID', field: 'to' };
      const note = typed.safeParse(fields['note']);
      if (!note.success || note.data === '') return { ok: false, code: 'INPUT_INVALID', field: 'note' };
      return { ok: true, command: { do: kind, ...target.data, to: person.data, note: note.data } };
    }
    case 'book-visit': {
      const visit = onVisit.safeParse(fields);
      return visit.success ? { ok: true, command: { do: 'offer-visit', ...visit.data } } : failed(visit.error);
    }
    case 'choose-slot': {
      const visit = onVisit.safeParse(fields);
      const chosen = slot.safeParse(fields['slot']);
      if (!visit.success) return failed(visit.error);
      if (!chosen.success) return { ok: false, code: 'INPUT_INVALID', field: 'slot' };
      return { ok: true, command: { do: kind, ...visit.data, slot: chosen.data } };
    }
    case 'cancel-visit': {
      const words = typed.safeParse(fields['words'] ?? '');
      if (!words.success) return { ok: false, code: 'INPUT_INVALID', field: 'words' };
      return { ok: true, command: { do: kind, ...target.data, reason: words.data } };
    }
    case 'visit-late': {
      const minutes = lateMinutes.safeParse(fields['minutes']);
      if (!minutes.success) return { ok: false, code: 'INPUT_INVALID', field: 'minutes' };
      return { ok: true, command: { do: kind, ticketId: target.data.ticketId, minutes: minutes.data } };
    }
    case 'answer': {
      const found = answersIn(fields);
      if (!found.ok) return { ok: false, code: 'INPUT_INVALID', field: found.field };
      if (Object.keys(found.answers).length === 0) return { ok: false, code: 'INPUT_INVALID', field: 'answer' };
      return { ok: true, command: { do: kind, ...target.data, answers: found.answers } };
    }
  }
}

/** One reason of the table; `other` needs own words. */
function reasonIn(
  purpose: ReasonFor,
  fields: Readonly<Record<string, unknown>>,
): { readonly ok: true; readonly reason: string } | ParseFailure {
  const parsed = chosenReason.safeParse(fields);
  if (!parsed.success) return failed(parsed.error);
  const code = REASONS[purpose].find((known) => known === parsed.data.reason);
  if (code === undefined) return { ok: false, code: 'REASON_NEEDED', field: 'reason' };
  if (code === 'other' && parsed.data.words === '') return { ok: false, code: 'REASON_NEEDED', field: 'words' };
  return { ok: true, reason: reason(code, parsed.data.words) };
}

function failed(error: z.ZodError): ParseFailure {
  const field = error.issues[0]?.path[0];
  return { ok: false, code: 'INPUT_INVALID', ...(typeof field === 'string' && { field }) };
}

function objectOf(data: unknown): Readonly<Record<string, unknown>> {
  const parsed = plainObject.safeParse(data);
  return parsed.success ? parsed.data : {};
}

function isOneTap(verb: unknown): verb is OneTap {
  return ONE_TAP.some((known) => known === verb);
}

function isDialogKind(verb: unknown): verb is DialogKind {
  return DIALOG_KINDS.some((known) => known === verb);
}
