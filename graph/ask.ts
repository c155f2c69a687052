import type { z } from 'zod';
import { OutsideError } from '../model/errors.ts';
import { isStatus, parseJson, unreadable } from './failure.ts';
import { pathOfLink, type GraphPath } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { collection } from './wire.ts';

/** Pages of one list that are read at most: a mailbox or a business of a size we are not made for is an error. */
const MOST_PAGES = 50;

/** Sends a call and reads its answer. Throws GraphFailure; an answer that is not what it should be is one too. */
export async function ask<T>(transport: Transport, call: GraphCall, schema: z.ZodType<T>): Promise<T> {
  return read(call, (await transport.send(call)).text, schema);
}

/** The same; `undefined`: there is no such thing. */
export async function find<T>(transport: Transport, call: GraphCall, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return await ask(transport, call, schema);
  } catch (thrown) {
    if (isStatus(thrown, 404)) return undefined;
    throw thrown;
  }
}

/** A write whose answer says nothing. `false`: what it was about is not there (any more). */
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

/** A whole list, page by page along nextLink, and the deltaLink at its end if there is one. */
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

/** A link of an answer, as a path. Throws GRAPH_REFUSED when it leads elsewhere. */
export function follow(transport: Transport, link: string, shape: string): GraphPath {
  const at = pathOfLink(link, shape, transport.origins);
  if (at) return at;
  const words = `Microsoft Graph's answer to ${shape} goes on at another host`;
  throw new OutsideError('GRAPH_REFUSED', words, { done: 'no', retry: 'never' });
}
