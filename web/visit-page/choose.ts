import { clientTimes, wordsIn } from '../../desk/client-messages/index.ts';
import { CLIENT_LIMITS, type ClientPage } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';
import type { Addresses } from './addresses.ts';
import { aboutBox, whoComes, zoneChooser } from './facts.ts';
import { field, mistakeList, questionField, type Field, type FormState } from './fields.ts';
import type { Drawn } from './frame.ts';
import { timesList } from './times.ts';

type Choose = Extract<ClientPage, { is: 'choose' }>;

/**
 * Draws the choice of times: one tap for the time and one to book it. Rarely used fields are collapsed, unless they
 * contain input or a mistake.
 */
export function drawChoose(page: Choose, at: Addresses): Drawn {
  const { facts, slots, current, apology, questions, typed, now } = page;
  const all = wordsIn(page.language);
  const words = all.page;
  const times = clientTimes(page.language, page.timeZone, now);
  const here = current ? 'another' : '';
  const state: FormState = { words: all, typed, mistakes: page.mistakes };
  const extras = extraFields(words);
  const asked = questions.map((question) => questionField(question, CLIENT_LIMITS.answer));
  const wishes: Field = {
    name: 'wishes',
    label: words.noneLabel,
    hint: words.noneText,
    required: true,
    most: CLIENT_LIMITS.wishes,
    as: 'lines',
  };
  const labels = new Map([...asked, ...extras, wishes].map((one) => [one.name, one.label]));
  const title = current ? words.anotherTitle : words.chooseTitle;
  const openWhere = (some: readonly Field[]) =>
    some.some((one) => (typed[one.name] ?? '') !== '' || page.mistakes.some(({ field: name }) => name === one.name)) &&
    html` open`;
  // Without times to choose from, leaving wishes is the only option, so it starts open.
  const openWishes = slots.length === 0 ? html` open` : openWhere([wishes]);

  const booking = html`<form method="post" action="${at.to('choose', page)}" novalidate>
${timesList(slots, { chosen: typed['slot'], wanted: page.wanted, now, times, words })}
${asked.length > 0 && html`<div class="day">${asked.map((one) => field(one, state))}</div>`}
<details${openWhere(extras)}><summary>${words.more}</summary><div class="inside">${extras.map((one) => field(one, state))}</div></details>
<div class="confirm"><output id="chosen"></output><button class="primary">${words.book}</button></div></form>`;

  const body = html`<p class="eyebrow">${words.title[facts.kind]}</p>
    <h1>${title}</h1>
    <p>${words.chooseText(times.length(facts.minutes), whoComes(facts, times))}</p>
    ${aboutBox(facts, all)}
    ${
      current &&
      html`<div class="notice">
        <p>${words.currently(times.range(current.start, current.end))}</p>
        <p><a href="${at.to('', page)}">${words.keep}</a></p>
      </div>`
    }
    ${apology && html`<div class="notice" role="alert" tabindex="-1" autofocus><p>${words.apology}</p></div>`}
    ${mistakeList(state, (name) => labels.get(name) ?? words.chooseTitle)}
    ${slots.length > 0 && zoneChooser(page, { times, words, at, here, summary: words.timesIn(times.zone) })}
    ${slots.length === 0 ? html`<div class="notice"><p>${words.noTimes}</p></div>` : booking} ${!current && noneSuits()}`;
  return { title, body, times: true };

  function noneSuits(): Html {
    return html`<details${openWishes}><summary>${words.none}</summary><div class="inside">
<form method="post" action="${at.to('none', page)}" novalidate>${field(wishes, state)}<button>${words.noneSend}</button></form></div></details>
<details><summary>${words.noNeed}</summary><div class="inside">
<form method="post" action="${at.to('cancel', page)}"><p>${words.noNeedText}</p><button>${words.noNeedSend}</button></form></div></details>`;
  }
}

function extraFields(words: FormState['words']['page']): readonly Field[] {
  const { phone, note, guests } = CLIENT_LIMITS;
  return [
    { name: 'phone', label: words.phone, required: false, most: phone, as: 'phone' },
    { name: 'note', label: words.note, required: false, most: note, as: 'lines' },
    { name: 'guests', label: words.guests, hint: words.guestsHint, required: false, most: guests, as: 'mails' },
  ];
}
