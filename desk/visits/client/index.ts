export { clientPages } from './client-pages.ts';
export { visitLinks } from './links.ts';
