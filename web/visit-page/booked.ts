import { clientTimes, wordsIn } from '../../desk/client-messages/index.ts';
import { CLIENT_LIMITS, type ClientPage } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';
import type { Addresses } from './addresses.ts';
import { appointment, zoneChooser } from './facts.ts';
import { field, mistakeList, type Field, type FormState } from './fields.ts';
import type { Drawn } from './frame.ts';

/** The time is reserved and being booked. The client can only wait, and may safely close the page. */
export function drawBooking(page: Extract<ClientPage, { is: 'booking' }>, at: Addresses): Drawn {
  const words = wordsIn(page.language);
  const times = clientTimes(page.language, page.timeZone, page.now);
  const title = words.page.bookingTitle;
  const body = html`<p class="eyebrow">${words.page.title[page.facts.kind]}</p>
    <h1>${title}</h1>
    <p>${words.page.bookingText}</p>
    <div class="progress" aria-hidden="true"></div>
    ${appointment(page.facts, { ...page, times, words })}
    <div class="actions"><a class="button" href="${at.to('', page)}">${words.page.refresh}</a></div>`;
  return { title, body, times: true };
}

/** The booked appointment: what, when, who comes, the calendar file, and how to change it. */
export function drawConfirmed(page: Extract<ClientPage, { is: 'confirmed' }>, at: Addresses): Drawn {
  const all = wordsIn(page.language);
  const words = all.page;
  const times = clientTimes(page.language, page.timeZone, page.now);
  const title = page.moved ? words.movedTitle : words.confirmedTitle;
  const until = times.at(page.changeableUntil);
  const reason: Field = {
    name: 'reason',
    label: words.cancelReason,
    hint: words.cancelText,
    required: true,
    most: CLIENT_LIMITS.reason,
    as: 'lines',
  };
  const state: FormState = { words: all, typed: {}, mistakes: page.mistakes };
  const join =
    page.joinUrl !== undefined &&
    URL.parse(page.joinUrl)?.protocol === 'https:' &&
    html`<a class="button primary" href="${page.joinUrl}" rel="noreferrer">${all.join}</a>`;
  const body = html`<p class="mark good" aria-hidden="true">✓</p>
    <p class="eyebrow">${words.title[page.facts.kind]}</p>
    <h1>${title}</h1>
    <p>${words.confirmedText}</p>
    ${mistakeList(state, () => reason.label)} ${appointment(page.facts, { ...page, times, words: all })}
    <div class="actions">
      ${join}<a class="button" href="${at.to('calendar.ics', page)}">${words.toCalendar}</a>${
        page.changeable && html`<a class="button" href="${at.to('another', page)}">${words.move}</a>`
      }
    </div>
    <p class="quiet">${page.changeable ? words.changeUntil(until) : words.tooLate(until)}</p>
    ${zoneChooser(page, { times, words, at, here: '', summary: words.changeZone })} ${page.changeable && cancelling()}`;
  return { title, body, times: true };

  function cancelling(): Html {
    return html`<details${page.mistakes.length > 0 && html` open`}><summary>${words.cancel}</summary><div class="inside">
<form method="post" action="${at.to('cancel', page)}" novalidate>${field(reason, state)}<button class="danger">${words.cancelSend}</button></form></div></details>`;
  }
}
