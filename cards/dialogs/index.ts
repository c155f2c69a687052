import type { DialogKind } from '../../model/command.ts';
import type { DialogView, Reader } from '../../model/view.ts';
import { answerField } from '../parse/fields.ts';
import { fullName, isReader } from '../reader.ts';
import { questionWords } from '../card-fragments.ts';
import { plain } from '../text.ts';
import { wordsFor } from '../words/index.ts';
import { personField, reasonFields, textField } from './fields.ts';
import type { Typed } from './fields.ts';
import { dialog, problemWith } from './frame.ts';
import type { Dialog } from './frame.ts';
import { bookVisitDialog, callInSickDialog, cancelVisitDialog, chooseSlotDialog, visitLateDialog } from './visits.ts';

export type { Dialog } from './frame.ts';

type Build = (view: DialogView, reader: Reader, typed?: Typed) => Dialog;

/** Give the ticket to another person than suggested: who, and why. */
export const overrideDialog: Build = (view, reader, typed = {}) => giving('override', view, reader, typed);

/** Give my own ticket to a colleague, with what they need to know. */
export const handOverDialog: Build = (view, reader, typed = {}) => giving('hand-over', view, reader, typed);

/** Decline my offer, with one reason. */
export const declineDialog: Build = (view, reader, typed = {}) =>
  dialog('decline', view, reader, {
    text: wordsFor(reader.language).dialogText.decline,
    fields: reasonFields('decline', view, reader, typed),
    height: 'medium',
  });

/** Return my ticket to the queue, with one reason. */
export const releaseDialog: Build = (view, reader, typed = {}) =>
  dialog('release', view, reader, {
    text: wordsFor(reader.language).dialogText.release,
    fields: reasonFields('release', view, reader, typed),
    height: 'medium',
  });

/** Take a colleague's offer, with one reason. For one's own offer no reason is asked. */
export const claimOtherDialog: Build = (view, reader, typed = {}) => {
  const { dialogText } = wordsFor(reader.language);
  const suggested = view.ticket?.suggestion?.who;
  if (!suggested || isReader(suggested, reader)) {
    return dialog('claim-other', view, reader, { text: dialogText.claimYours, fields: [], height: 'small' });
  }
  return dialog('claim-other', view, reader, {
    text: dialogText.claimOther(fullName(suggested)),
    fields: reasonFields('claim-other', view, reader, typed),
    height: 'medium',
  });
};

/** Fill in what triage found missing. */
export const answerDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  const open = (view.ticket?.questions ?? []).filter((question) => question.answer === undefined).slice(0, 5);
  return dialog('answer', view, reader, {
    text: open.length === 0 ? words.dialogText.noQuestions : words.dialogText.answer,
    fields: open.flatMap((question) => {
      const id = answerField(question.id);
      return [problemWith(id, view, reader), textField(id, questionWords(question.words, words), typed)];
    }),
    height: 'medium',
    sends: open.length > 0,
  });
};

/** Pause all offers, with one reason that everybody sees. */
export const pauseDialog: Build = (view, reader, typed = {}) =>
  dialog('pause', view, reader, {
    text: wordsFor(reader.language).dialogText.pause,
    fields: reasonFields('pause', view, reader, typed),
    height: 'medium',
  });

/** The function that builds each dialog. */
export const DIALOGS: Readonly<Record<DialogKind, Build>> = {
  override: overrideDialog,
  decline: declineDialog,
  'hand-over': handOverDialog,
  release: releaseDialog,
  'claim-other': claimOtherDialog,
  answer: answerDialog,
  pause: pauseDialog,
  'book-visit': bookVisitDialog,
  'choose-slot': chooseSlotDialog,
  'cancel-visit': cancelVisitDialog,
  'visit-late': visitLateDialog,
  'call-in-sick': callInSickDialog,
};

function giving(kind: 'override' | 'hand-over', view: DialogView, reader: Reader, typed: Typed): Dialog {
  const words = wordsFor(reader.language);
  if (view.people.length === 0) {
    return dialog(kind, view, reader, {
      text: plain(words.dialogText.nobody, 200),
      fields: [],
      height: 'small',
      sends: false,
    });
  }
  if (kind === 'override') {
    return dialog(kind, view, reader, {
      text: view.ranked ? words.dialogText.override : words.dialogText.overrideByName,
      fields: [...personField(view, reader, typed), ...reasonFields('override', view, reader, typed)],
      height: 'large',
    });
  }
  return dialog(kind, view, reader, {
    text: words.dialogText.handOver,
    fields: [
      ...personField(view, reader, typed),
      problemWith('note', view, reader),
      textField('note', words.field.note, typed, {
        errorMessage: words.missing.note,
        placeholder: words.field.notePlaceholder,
      }),
    ],
    height: 'medium',
  });
}
