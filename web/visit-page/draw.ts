import type { ClientPage } from '../../model/client-page.ts';
import type { Addresses } from './addresses.ts';
import { drawBooking, drawConfirmed } from './booked.ts';
import { drawChoose } from './choose.ts';
import { frame, type Drawn } from './frame.ts';
import { drawPlain } from './plain.ts';

/** Renders a page as HTML. The result depends only on the page and its address. */
export function drawPage(page: ClientPage, at: Addresses): string {
  return frame(page, drawn(page, at), at, page.is === 'choose' && page.current ? 'another' : '');
}

function drawn(page: ClientPage, at: Addresses): Drawn {
  switch (page.is) {
    case 'choose':
      return drawChoose(page, at);
    case 'booking':
      return drawBooking(page, at);
    case 'confirmed':
      return drawConfirmed(page, at);
    default:
      return drawPlain(page, at);
  }
}

/**
 * The HTTP status is for machines: monitoring counts it, and search engines and proxies drop the page. People see the
 * page.
 */
export function statusOf(page: ClientPage): number {
  switch (page.is) {
    case 'no-link':
      return page.why === 'invalid' ? 404 : 410;
    case 'try-again':
      return 503;
    default:
      return 200;
  }
}
