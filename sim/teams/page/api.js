/** Who this tab is: `?as=ana`. */
export function whoAmI() {
  return new URL(location.href).searchParams.get('as') ?? undefined;
}

function address(path, query = {}) {
  const url = new URL(path, location.origin);
  const as = whoAmI();
  if (as) url.searchParams.set('as', as);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

async function read(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? `the simulator answered ${answer.status}`);
  return body;
}

export async function get(path, query) {
  return read(await fetch(address(path, query)));
}

export async function post(path, body) {
  return read(
    await fetch(address(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** What a person does. A simulator that is gone is told like a bot that does not answer. */
export async function act(what) {
  try {
    return await post('/sim/act', what);
  } catch {
    return { kind: 'failed', text: 'The simulator does not answer. Is it still running?' };
  }
}

/**
 * Live changes. The browser connects, and connects again, by itself; `again` reads what was missed meanwhile.
 * `known`: the number of changes that the page has seen before the first connection.
 */
export function listen(known, hear, again) {
  const source = new EventSource(address('/sim/events'));
  let connected = false;
  for (const name of ['message', 'list', 'toast']) {
    source.addEventListener(name, (event) => hear(name, JSON.parse(event.data)));
  }
  source.addEventListener('hello', (event) => {
    if (connected || JSON.parse(event.data).changes !== known) again();
    connected = true;
  });
  return source;
}
