import type { z } from 'zod';
import { OutsideError } from '../model/errors.ts';
import { isStatus, parseJson, unreadable } from './failure.ts';
import { pathOfLink, type GraphPath } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { collection } from './wire.ts';

/** Limit on the pages of one list. Callboard is not built for larger mailboxes or businesses, so more is an error. */
const MOST_PAGES = 50;

/** Sends a call and parses its answer. Throws GraphFailure, also for an answer that fails the schema. */
export async function ask<T>(transport: Transport, call: GraphCall, schema: z.ZodType<T>): Promise<T> {
  return read(call, (await transport.send(call)).text, schema);
}

/** Like `ask`, but returns `undefined` when Graph answers 404. */
export async function find<T>(transport: Transport, call: GraphCall, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return await ask(transport, call, schema);
  } catch (thrown) {
    if (isStatus(thrown, 404)) return undefined;
    throw thrown;
  }
}

/** A write whose answer has no content. Returns `false` when the target does not exist (any more). */
export async function tell(transport: Transport, call: GraphCall): Promise<boolean> {
  try {
    await transport.send(call);
    return true;
  } catch (thrown) {
    if (isStatus(thrown, 404)) return false;
    throw thrown;
  }
}

export function read<T>(call: GraphCall, text: string, schema: z.ZodType<T>): T {
  const what = `${call.method} ${call.at.shape}`;
  const kind = call.method === 'GET' || call.reads === true ? 'read' : 'write';
  const json = parseJson(text);
  if (json === undefined) throw unreadable(kind, 'not JSON', what);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(kind, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(), what);
}

/** Reads a whole list by following nextLink. Also returns the last page's deltaLink, if there is one. */
export async function askAll<T>(
  transport: Transport,
  call: GraphCall,
  item: z.ZodType<T>,
): Promise<{ readonly items: T[]; readonly delta: string | undefined }> {
  const items: T[] = [];
  const page = collection(item);
  let at: GraphPath = call.at;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const got = await ask(transport, { ...call, at }, page);
    items.push(...got.value);
    if (got.next === undefined) return { items, delta: got.delta };
    at = follow(transport, got.next, call.at.shape);
  }
  const words = `Microsoft Graph's list ${call.at.shape} has more than ${MOST_PAGES} pages`;
  throw new OutsideError('GRAPH_REFUSED', words, { done: 'no', retry: 'never' });
}

/** Turns a link from an answer into a path. Throws GRAPH_REFUSED when the link points to another host. */
export function follow(transport: Transport, link: string, shape: string): GraphPath {
  const at = pathOfLink(link, shape, transport.origins);
  if (at) return at;
  const words = `Microsoft Graph's answer to ${shape} continues on another host`;
  throw new OutsideError('GRAPH_REFUSED', words, { done: 'no', retry: 'never' });
}
