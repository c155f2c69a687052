import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { ClientPage, ClientPages, ClientReader } from '../../model/client-page.ts';
import type { Clock } from '../../model/clock.ts';
import { asCoded } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';
import { CLIENT_LANGUAGES } from '../../model/visit.ts';
import { addresses, type Addresses, type Step } from './addresses.ts';
import { drawPage, statusOf } from './draw.ts';
import { readChoice, readForm } from './form.ts';
import { PAGE_POLICY } from './frame.ts';
import { isOwnForm } from './own-form.ts';
import { rate } from '../rate.ts';
import { readerOf } from './reader.ts';

/** The largest form. It fits every field at its limit, with each character as four percent-encoded bytes. */
const FORM_BYTES = 128_000;
const FORM_FIELDS = 100;
/**
 * Requests per minute. A page that waits for its booking polls twenty times; behind a proxy, all clients share one
 * address.
 */
const LIMITS = { ofOneLink: 120, ofOneAddress: 1_200 } as const;
/** Two links differ only in their last characters. */
const TAIL = 24;
const RETRY_S = 60;

export interface VisitPageOptions {
  readonly pages: ClientPages;
  /** The machine's own clock. It limits request rates and is never used for displayed times. */
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The client's page, which the link in their mail opens. It is plain HTML with forms that answer with a redirect, so
 * that a reload repeats nothing. Any request gets a page that says what to do next, never a bare error.
 */
export function visitPageRoutes({ pages, clock, log }: VisitPageOptions): Router {
  const router = Router();
  const now = () => clock.now();
  const ofLink = rate(LIMITS.ofOneLink, now);
  const ofAddress = rate(LIMITS.ofOneAddress, now);
  const form = express.urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: FORM_FIELDS });

  router.use(async (req, res, next) => {
    res.set({
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    if (ofAddress.allows(req.socket.remoteAddress ?? '')) next();
    else await busy(req, res);
  });

  router.get('/:token', limited, async (req, res) => send(req, res, await pages.open(tokenOf(req), readerOf(req))));
  router.get('/:token/another', limited, async (req, res) =>
    send(req, res, await pages.another(tokenOf(req), readerOf(req))),
  );
  router.get('/:token/calendar.ics', limited, async (req, res) => {
    const file = await pages.calendarFile(tokenOf(req));
    if (file) res.attachment(file.name).type('text/calendar; charset=utf-8').send(file.content);
    else toPage(req, res);
  });
  takes('choose', (token, body, reader) => pages.choose(token, readChoice(body), reader));
  takes('none', (token, body, reader) => pages.noneSuits(token, readForm(body)('wishes'), reader));
  takes('cancel', (token, body, reader) => pages.cancel(token, readForm(body)('reason'), reader));
  // A reloaded or mistyped address below a link redirects to its page; any other address is treated as an invalid link.
  router.get('/:token/*rest', toPage);
  router.use(async (req, res) => send(req, res, await stranger(readerOf(req))));
  router.use(failed());
  return router;

  async function limited(req: Request, res: Response, next: () => void): Promise<void> {
    if (ofLink.allows(tokenOf(req).slice(-TAIL))) next();
    else await busy(req, res);
  }

  /**
   * Handles a form: checks that it is ours, parses it and performs its action. Then redirects to the page's own
   * address, or renders the page directly when the reader must act again.
   */
  function takes(step: Step, act: (token: string, body: unknown, reader: ClientReader) => Promise<ClientPage>): void {
    router.post(`/:token/${step}`, limited, ownFormOnly, form, async (req, res) => {
      const page = await act(tokenOf(req), req.body, readerOf(req));
      const mistaken = 'mistakes' in page && page.mistakes.length > 0;
      if (mistaken || page.is === 'choose' || page.is === 'no-link' || page.is === 'try-again') send(req, res, page);
      else res.redirect(303, addressesOf(req).to('', page));
    });
  }

  function ownFormOnly(req: Request, res: Response, next: () => void): void {
    if (isOwnForm(req)) next();
    else toPage(req, res);
  }

  function send(req: Request, res: Response, page: ClientPage, status = statusOf(page)): void {
    if (status === 503 || status === 429) res.set('retry-after', String(RETRY_S));
    res
      .status(status)
      .type('html')
      .send(drawPage(page, addressesOf(req)));
  }

  function toPage(req: Request, res: Response): void {
    const query = req.originalUrl.split('?')[1];
    res.redirect(303, `${addressesOf(req).bare('')}${query === undefined ? '' : `?${query}`}`);
  }

  async function busy(req: Request, res: Response): Promise<void> {
    const page = await stranger(readerOf(req));
    send(req, res, { ...page, is: 'try-again' }, 429);
  }

  /** The page for an invalid link. If even that fails, a page without company name and phone number. */
  async function stranger(reader: ClientReader): Promise<ClientPage> {
    return pages.open('', reader).catch((error: unknown) => {
      log.error('client-page.failed', { code: asCoded(error).code, cause: error });
      const language = CLIENT_LANGUAGES.find((one) => one === reader.language) ?? 'en';
      return { is: 'try-again', language, timeZone: 'UTC', company: '', phone: '', now: now() };
    });
  }

  /** Handles unreadable forms, addresses that cannot be decoded, and internal errors. */
  function failed(): ErrorRequestHandler {
    return async (thrown: unknown, req, res, next) => {
      if (res.headersSent) {
        next(thrown);
        return;
      }
      const theirs = thrown instanceof Error && 'status' in thrown && Number(thrown.status) < 500;
      if (theirs && req.method === 'POST' && tokenOf(req) !== '') {
        toPage(req, res);
        return;
      }
      const page = await stranger(readerOf(req));
      if (theirs) send(req, res, page);
      else {
        log.error('client-page.failed', { code: asCoded(thrown).code, cause: thrown });
        send(req, res, { ...page, is: 'try-again' });
      }
    };
  }
}

/** The link's token, read from the address itself so that it is available even when no route matched. */
function tokenOf(req: Request): string {
  const raw = req.path.split('/')[1] ?? '';
  try {
    return decodeURIComponent(raw);
  } catch {
    return '';
  }
}

function addressesOf(req: Request): Addresses {
  return addresses(tokenOf(req), req.path.split('/').length - 2);
}
