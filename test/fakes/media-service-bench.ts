/** The media service between a relay and a window that do as a test says. */
import type { CallMedia, MediaEvent } from '../../src/main/media/call-media.ts';
import { createMediaService, type RelayWay } from '../../src/main/media/media-service.ts';
import type { RelayNews } from '../../src/main/media/relay-link.ts';
import type { OrderOutcome, WindowNews } from '../../src/main/media/window-link.ts';
import type { RelayAnswer, RelayAsk, TurnServer } from '../../src/shared/model/relay-messages.ts';
import type { TraceBody } from '../../src/shared/model/trace.ts';
import type { MediaStep } from '../../src/shared/model/window-media.ts';

export const agreed = {
  encryption: 'srtp',
  takesDigits: true,
  video: { send: false, receive: false },
  isHeldByPeer: false,
  needsFinalOffer: false,
} as const;
export const wants = { picture: 'none', takesPicture: false, isHeld: false } as const;
export const withCamera = { ...wants, picture: 'camera' } as const;
export const from = { isProvisional: false };
export const sdp = (text: string) => ({ contentType: 'application/sdp', text });

/** A relay and a window whose answers the test decides; what they were asked is kept in order. */
export function setUp(turn: readonly TurnServer[] = []) {
  const asked: string[] = [];
  const plans: RelayAsk[] = [];
  const events: MediaEvent[] = [];
  const traced: TraceBody[] = [];
  let tellRelay: (news: RelayNews) => void = () => undefined;
  let tellWindow: (news: WindowNews) => void = () => undefined;
  let changeDevice: () => void = () => undefined;
  const sides = {
    relayWay: (): Promise<RelayWay> => Promise.resolve({ servers: turn }),
    relay: (ask: RelayAsk): RelayAnswer | Promise<RelayAnswer> =>
      ask.op === 'open' || ask.op === 'close' || ask.op === 'restart' || ask.op === 'roll-back'
        ? { kind: 'done' }
        : { kind: 'description', sdp: `relay ${ask.op}`, agreed },
    window: (step: MediaStep): OrderOutcome | Promise<OrderOutcome> =>
      step.kind === 'offer' || step.kind === 'answer' ? { kind: 'done', sdp: `window ${step.kind}` } : { kind: 'done' },
  };
  const service = createMediaService({
    clock: { wall: () => 7 },
    relay: {
      async ask(call, ask) {
        asked.push(`${call} relay ${ask.op}${'sdp' in ask ? ` (${ask.sdp})` : ''}`);
        plans.push(ask);
        return sides.relay(ask);
      },
      follow(_call, listener) {
        tellRelay = listener;
        return () => {
          tellRelay = () => undefined;
        };
      },
      close: () => undefined,
    },
    window: {
      async order(call, step) {
        asked.push(`${call} window ${step.kind}${'sdp' in step ? ` (${step.sdp})` : ''}`);
        return sides.window(step);
      },
      follow(_call, listener) {
        tellWindow = listener;
        return () => {
          tellWindow = () => undefined;
        };
      },
    },
    tracer: { record: (body) => void traced.push(body) },
    places: () => ({ addresses: ['192.0.2.1'], ports: { first: 50_000, last: 50_059 } }),
    relayWay: () => sides.relayWay(),
    followDevices(listener) {
      changeDevice = listener;
      return () => {
        changeDevice = () => undefined;
      };
    },
  });
  const open = (): CallMedia =>
    service.open('a', { dialect: 'microsoft', encryption: 'preferred' }, (event) => events.push(event));
  return {
    asked,
    plans,
    events,
    traced,
    sides,
    open,
    tellRelay: (news: RelayNews) => tellRelay(news),
    tellWindow: (news: WindowNews) => tellWindow(news),
    changeDevice: () => changeDevice(),
  };
}
