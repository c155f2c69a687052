import { VISIT_KINDS } from '../../model/visit.ts';
import type { DialogView, Reader } from '../../model/view.ts';
import { plain } from '../text.ts';
import { clockTime } from '../time.ts';
import { wordsFor } from '../words/index.ts';
import { choiceField, personField, textField, type Typed } from './fields.ts';
import { dialog, problemWith, type Dialog } from './frame.ts';

type Build = (view: DialogView, reader: Reader, typed?: Typed) => Dialog;

/** The delays to choose from, minutes. */
export const LATE_MINUTES = [10, 20, 30, 45, 60, 90] as const;

/** Send the client times to choose from: the kind of visit. */
export const bookVisitDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  return dialog('book-visit', view, reader, {
    text: words.visitDialog.book,
    fields: choiceField(view, reader, {
      id: 'kind',
      label: words.visitDialog.kind,
      errorMessage: words.missing.other,
      choices: VISIT_KINDS.map((kind) => ({ title: words.visitKind[kind], value: kind })),
      chosen: typed['kind'] ?? 'on-site',
    }),
    height: 'medium',
  });
};

/** Book for a client on the phone: the available times in the MSP's zone, or why there are none. */
export const chooseSlotDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  const { visitDialog: say } = words;
  const slots = view.slots ?? [];
  if (slots.length === 0) {
    const why = view.noSlots ?? '';
    const text = why === 'no-mail' ? say.noContact : why === 'no-owner' ? say.noOwner : say.noTimes(plain(why, 300));
    return dialog('choose-slot', view, reader, { text, fields: [], height: 'small', sends: false });
  }
  return dialog('choose-slot', view, reader, {
    text: say.time,
    fields: choiceField(view, reader, {
      id: 'slot',
      label: say.slot,
      errorMessage: words.missing.other,
      choices: slots.map((slot) => ({
        title: say.slotChoice(clockTime(slot.start, reader), slot.who.map((name) => plain(name, 60)).join(', ')),
        value: slot.value,
      })),
      chosen: typed['slot'],
    }),
    height: 'large',
  });
};

export const cancelVisitDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  return dialog('cancel-visit', view, reader, {
    text: words.visitDialog.cancel,
    fields: [problemWith('words', view, reader), textField('words', words.visitDialog.reason, typed)],
    height: 'small',
  });
};

/** Report a person as sick. */
export const callInSickDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  const nobody = view.people.length === 0;
  return dialog('call-in-sick', view, reader, {
    text: nobody ? words.dialogText.nobody : words.visitDialog.sick,
    fields: nobody ? [] : personField(view, reader, typed),
    height: 'small',
    sends: !nobody,
  });
};

export const visitLateDialog: Build = (view, reader, typed = {}) => {
  const words = wordsFor(reader.language);
  return dialog('visit-late', view, reader, {
    text: words.visitDialog.late,
    fields: choiceField(view, reader, {
      id: 'minutes',
      label: words.visitDialog.minutes,
      errorMessage: words.missing.other,
      choices: LATE_MINUTES.map((n) => ({ title: words.visitDialog.lateChoice(n), value: String(n) })),
      chosen: typed['minutes'] ?? '20',
    }),
    height: 'medium',
  });
};
