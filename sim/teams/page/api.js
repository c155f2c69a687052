/** The person this tab plays: `?as=ana`. */
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

/** Performs a person's action. An unreachable simulator is reported like a bot that does not answer. */
export async function act(what) {
  try {
    return await post('/sim/act', what);
  } catch {
    return { kind: 'failed', text: 'The simulator does not answer. Is it still running?' };
  }
}

/**
 * Subscribes to live changes. The browser reconnects by itself; `again` then loads what was missed. `known` is the
 * number of changes that the page had seen before the first connection.
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
