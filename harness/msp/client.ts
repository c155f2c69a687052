import type { ClientPage } from '../../model/client-page.ts';
import type { SmallMsp } from './small-msp.ts';

/** A client with a mailbox and a browser: what they get, open and choose. */
export function client(msp: SmallMsp, mail: string) {
  const { clientPages } = msp.callboard.desk;
  if (!clientPages || !msp.graph) throw new Error('this MSP arranges no visits');
  const pages = clientPages;
  const inbox = () => msp.graph?.sim.human.inbox(mail) ?? [];
  const token = () => {
    const found = inbox().flatMap((message) => /\/v\/([\w.-]+)/.exec(message.content)?.[1] ?? []);
    const [last] = found;
    if (last === undefined)
      throw new Error(
        `${mail} has no link: ${inbox()
          .map((m) => m.subject)
          .join(', ')}`,
      );
    return last;
  };
  return {
    inbox,
    token,
    opensLink: (): Promise<ClientPage> => msp.does(() => pages.open(token(), {})),
    chooses: (slot: string, language?: string): Promise<ClientPage> => {
      const reader = language === undefined ? {} : { language };
      return msp.does(() => pages.choose(token(), { slot, answers: {}, guests: '', phone: '', note: '' }, reader));
    },
    looksForAnother: (): Promise<ClientPage> => msp.does(() => pages.another(token(), {})),
    cancels: (reason: string): Promise<ClientPage> => msp.does(() => pages.cancel(token(), reason, {})),
    wishes: (words: string): Promise<ClientPage> => msp.does(() => pages.noneSuits(token(), words, {})),
  };
}
