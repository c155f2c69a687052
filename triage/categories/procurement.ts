import type { CategoryRow } from '../category-row.ts';

/** Buying: quotes, orders, licences, warranties, invoices. */
export const PROCUREMENT: CategoryRow = {
  category: 'procurement',
  skills: [{ skill: 'Hardware', level: 1, must: false }],
  minutes: { incident: 20, request: 20, question: 15, alert: 15 },
  onSite: 0.05,
  usually: 'request',
  impact: 3,
  questions: ['how-many', 'who-approves', 'needed-when'],
  topics: [
    {
      id: 'quote',
      weight: 4,
      phrases: `
        quote for, quotation*, send … quote, a quote, price for, price of, price per, how much, cost of,
        would it cost, angebot, kostenvoranschlag, devis, presupuesto, preis für`,
    },
    {
      id: 'order',
      weight: 4,
      phrases: `
        order*, purchase*, buy, buying, bestellen, bestellung, beschaff*, commander, comprar, procure*,
        delivery of`,
    },
    {
      id: 'need-new',
      weight: 3,
      phrases: `
        need a new, needs a new, need new, request … new laptop, new laptop for, new laptops for,
        new monitor for, new computer for, need … more laptop*, need another, need one more, another licence,
        another license, additional licen*, more licen*, brauchen … neuen, brauche … neuen, benötige … neues,
        replacement laptop*, what do you recommend, neues notebook, neuer laptop`,
    },
    {
      id: 'licence',
      weight: 3,
      phrases: 'licence*, license*, lizenz*, licencia*, subscription*, renewal*, renew',
    },
    {
      id: 'paper',
      weight: 3,
      phrases: `
        invoice for, the invoice of, missing the invoice, warranty, garantie, purchase date*, out of warranty,
        rechnung für, billing, end of life, asset list`,
    },
  ],
};
