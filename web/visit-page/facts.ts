import { type ClientTimes, type ClientWords, firstName, oneLine, SHOWN } from '../../desk/client-messages/index.ts';
import type { ClientPageCommon, ClientVisitFacts } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';
import type { Addresses, Step } from './addresses.ts';
import { zoneOptions } from './zones.ts';

/**
 * Shows what the visit is about, so that nobody chooses a time for the wrong thing. <bdi> isolates the text's
 * direction.
 */
export function aboutBox({ about, ticketNumber, place }: ClientVisitFacts, words: ClientWords): Html {
  return html`<div class="about">
    <p class="what"><bdi>${oneLine(about, SHOWN.line)}</bdi></p>
    <p class="quiet">
      ${words.ticket(oneLine(ticketNumber, SHOWN.name))}${place !== undefined && html` · <bdi>${oneLine(place, SHOWN.line)}</bdi>`}
    </p>
  </div>`;
}

export function whoComes({ technicians }: ClientVisitFacts, times: ClientTimes): string {
  return technicians.length === 0 ? '' : times.names(technicians.map(firstName));
}

/** Shows the time in large type with its zone, then the place, the technicians and the subject. */
export function appointment(
  facts: ClientVisitFacts,
  o: { readonly start: number; readonly end: number; readonly times: ClientTimes; readonly words: ClientWords },
): Html {
  const { times, words, start, end } = o;
  const who = whoComes(facts, times);
  const row = (name: string, value: string) =>
    html`<dt>${name}</dt>
      <dd><bdi>${value}</bdi></dd>`;
  return html`<div class="when">
      <p class="day-name">${times.day(start)}</p>
      <p class="hours">${times.hours(start, end)}</p>
      <p class="quiet">${times.zone}</p>
    </div>
    <dl>
      ${facts.place !== undefined && row(words.facts.where, oneLine(facts.place, SHOWN.line))}${who !== '' && row(words.facts.who, who)}
      <dt>${words.facts.about}</dt>
      <dd>
        <bdi>${oneLine(facts.about, SHOWN.line)}</bdi><br /><span class="quiet"
          >${words.ticket(oneLine(facts.ticketNumber, SHOWN.name))}</span
        >
      </dd>
    </dl>`;
}

/** Shows the time zone and lets the reader change it. It is a separate form so that it works without scripts. */
export function zoneChooser(
  { language, timeZone }: ClientPageCommon,
  o: {
    readonly times: ClientTimes;
    readonly words: ClientWords['page'];
    readonly at: Addresses;
    readonly here: Step;
    readonly summary: string;
  },
): Html {
  const { times, words, at, here, summary } = o;
  return html`<details class="zone">
    <summary>${summary}</summary>
    <form method="get" action="${at.bare(here)}">
      <input type="hidden" name="lang" value="${language}" />
      <div class="field">
        <label for="zone">${words.changeZone}</label
        ><select id="zone" name="zone">
          ${zoneOptions(language, timeZone, times.zone)}
        </select>
      </div>
      <button>${words.show}</button>
    </form>
  </details>`;
}
