/** One way in from the focus to an open stream: the seed's steps 4 to 6. Mission N4 to N6, docs/protocol/content.md */
import { dialIn } from '../../../protocol/c3p/write-commands.ts';
import { type ContentEntrance, readEntrance } from '../../../protocol/content/entrance.ts';
import type { ServerEvent } from '../../../protocol/content/messages.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import { type Answered, type Channel, createChannel } from './channel.ts';
import type { ContentDependencies, ContentLine } from './content-api.ts';
import { type EdgeOptions, enterEdge, type OpenEdge } from './entrance.ts';

export interface LinkOptions extends Pick<ContentDependencies, 'clock' | 'tracer' | 'connect' | 'isTrusted'> {
  readonly line: ContentLine;
  readonly mcuUri: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ServerEvent) => void;
  /** The stream broke after it was open. */
  readonly onLost: (code: FailureCode, detail?: string) => void;
}

/**
 * A stream that greeted us; the events follow. Tokens that are too old are asked for anew, once. Failures: those of asking the focus,
 * CONTENT_UNAVAILABLE (it tells no way), those of `enterEdge`, CONTENT_SERVER_REFUSED, CONTENT_TOKEN_EXPIRED.
 */
export async function openLink(options: LinkOptions): Promise<Outcome<Channel>> {
  const first = await enter(options);
  const isOld = !first.ok && first.failure.code === 'CONTENT_TOKEN_EXPIRED' && !options.signal.aborted;
  return isOld ? enter(options) : first;
}

async function enter(options: LinkOptions): Promise<Outcome<Channel>> {
  const { line, clock, mcuUri } = options;
  const endpointId = line.ownEndpoint.replace(/[{}]/g, '');
  const request = { mcuUri, user: line.ownEntity, endpointId, displayName: line.displayName };
  const answer = await line.command(dialIn(line.focusUri, request));
  if (!answer.ok) return answer;
  const entrance = readEntrance(answer.value.element);
  if (typeof entrance === 'string') {
    return failed({ code: 'CONTENT_UNAVAILABLE', detail: entrance, at: clock.wall() });
  }
  const edge = await firstEdge(entrance, options);
  return edge.ok ? greet(edge.value, entrance.serverToken, options) : edge;
}

/** A server that refuses a token is the last one asked: the token is used up. */
const refusals: ReadonlySet<FailureCode> = new Set(['CONTENT_EDGE_REFUSED', 'CONTENT_TOKEN_EXPIRED']);

async function firstEdge({ servers, edgeToken }: ContentEntrance, options: LinkOptions): Promise<Outcome<OpenEdge>> {
  const { line, isTrusted, connect, clock, tracer, signal } = options;
  const edge: EdgeOptions = { connect, clock, tracer, signal, isTrusted: (host) => isTrusted(host, line) };
  let outcome: Outcome<OpenEdge> = failed({ code: 'CONTENT_UNAVAILABLE', at: clock.wall() });
  for (const server of servers) {
    outcome = await enterEdge(server, edgeToken, edge);
    if (outcome.ok || refusals.has(outcome.failure.code) || signal.aborted) break;
  }
  return outcome;
}

async function greet(edge: OpenEdge, token: string, options: LinkOptions): Promise<Outcome<Channel>> {
  const { line, clock, tracer, onEvent, onLost } = options;
  let isOpen = false;
  const channel = createChannel(edge, {
    clock,
    tracer,
    onEvent,
    // Until then the answer to the greeting says it.
    onLost: (code, detail) => isOpen && onLost(code, detail),
  });
  // Whoever leaves meanwhile does not wait for a server that says nothing.
  options.signal.addEventListener('abort', () => channel.close(), { once: true });
  if (options.signal.aborted) channel.close();
  const { focusUri: conference, ownEntity: user, displayName: name } = line;
  const answered = await channel.ask({ do: 'hello', auth: token, conference, user, name });
  if (answered.ok) {
    isOpen = true;
    return done(channel);
  }
  channel.close();
  const { error } = answered;
  const data = { host: edge.server, reason: error };
  return failed({ code: greetingCode(answered), server: edge.server, data, detail: error, at: clock.wall() });
}

function greetingCode(answered: Extract<Answered, { readonly ok: false }>): FailureCode {
  if (answered.code) return answered.code;
  return answered.error === 'auth-expired' ? 'CONTENT_TOKEN_EXPIRED' : 'CONTENT_SERVER_REFUSED';
}
