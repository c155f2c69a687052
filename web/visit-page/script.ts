/**
 * The page's optional script. Without it everything still works, in the site's time zone and with an extra click. The
 * script switches to the browser's time zone before anything is drawn, prevents a second tap from sending a form twice,
 * shows the chosen time beside the button, and polls until a booking is done.
 */
export const SCRIPT = `
(() => {
  const { page, zone, times } = document.documentElement.dataset;
  const here = new URL(location.href);
  const browsers = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (times && browsers && browsers !== zone && !here.searchParams.has('zone')) {
    here.searchParams.set('zone', browsers);
    location.replace(here);
    return;
  }
  document.addEventListener('change', ({ target }) => {
    const chosen = document.getElementById('chosen');
    if (chosen && target.name === 'slot') chosen.textContent = target.dataset.at;
  });
  document.addEventListener('submit', (event) => {
    const { target } = event;
    if (target.dataset.sent) event.preventDefault();
    else if (target.method === 'post') target.dataset.sent = 'yes';
  });
  addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
  if (page !== 'booking') return;
  const looks = { left: 120, everyMs: 3000 };
  const look = async () => {
    looks.left -= 1;
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
    const text = answer && answer.ok ? await answer.text() : undefined;
    const seen = text && new DOMParser().parseFromString(text, 'text/html').documentElement.dataset.page;
    if (seen && seen !== 'booking') location.reload();
    else if (looks.left > 0) setTimeout(look, looks.everyMs);
  };
  setTimeout(look, looks.everyMs);
})();
`;
