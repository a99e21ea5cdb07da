/** Media of calls that describe, agree and fail as a test says. A fake: no engine, no relay, no packet. */
import type { CallMedia, FarDialect, MediaEvent, MediaService } from '../../src/main/media/call-media.ts';
import type { FailureCode } from '../../src/shared/model/failure.ts';
import type { AgreedTracks } from '../../src/shared/model/relay-messages.ts';
import { done, failed, type Outcome } from '../../src/shared/outcome.ts';

export interface FakeCallMedia extends CallMedia {
  readonly callId: string;
  readonly far: FarDialect;
  readonly isClosed: boolean;
  /** What was asked of it, such as `offer camera held` or `take answer`. */
  readonly steps: readonly string[];
  /** The answers it took, oldest first. */
  readonly taken: readonly string[];
  emit(event: MediaEvent): void;
}

export interface FakeMediaService extends MediaService {
  readonly opened: readonly FakeCallMedia[];
  /** The media opened last. */
  readonly newest: FakeCallMedia;
  /** What the next answers agree on. */
  agreed: AgreedTracks;
  /** The steps that fail from now on, by their first word: `pick`, `offer`, `answer`, `take`, `digits`. */
  readonly failing: Map<string, FailureCode>;
  /** Waits before each description, such as for a person who is asked for the microphone; none unless set. */
  pause: (() => Promise<void>) | undefined;
}

export const agreedSound: AgreedTracks = {
  encryption: 'srtp',
  takesDigits: true,
  video: { send: false, receive: false },
  isHeldByPeer: false,
  needsFinalOffer: false,
};

export interface FakeDescription {
  readonly direction?: string;
  readonly video?: boolean;
  readonly serial?: number;
}

/** A description of sound, and pictures where wanted. */
export function soundSdp({ direction = 'sendrecv', video = false, serial = 1 }: FakeDescription = {}): string {
  const picture = video ? ['m=video 40002 RTP/AVP 96', 'a=rtpmap:96 H264/90000'] : [];
  return [
    'v=0',
    `o=- ${serial} ${serial} IN IP4 192.0.2.10`,
    's=session',
    'c=IN IP4 192.0.2.10',
    't=0 0',
    'm=audio 40000 RTP/AVP 0 101',
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
    ...picture,
    '',
  ].join('\r\n');
}

export function createFakeCallMedia(): FakeMediaService {
  const opened: FakeCallMedia[] = [];
  const service: FakeMediaService = {
    opened,
    get newest() {
      const last = opened.at(-1);
      if (!last) throw new Error('no media were opened');
      return last;
    },
    agreed: agreedSound,
    failing: new Map(),
    pause: undefined,
    open(callId, far, onEvent) {
      const media = makeMedia(service, { callId, far, onEvent });
      opened.push(media);
      return media;
    },
  };
  return service;
}

interface Given {
  readonly callId: string;
  readonly far: FarDialect;
  readonly onEvent: (event: MediaEvent) => void;
}

function makeMedia(service: FakeMediaService, { callId, far, onEvent }: Given): FakeCallMedia {
  const steps: string[] = [];
  const taken: string[] = [];
  let isClosed = false;
  let serial = 0;

  async function step<T>(name: string, value: () => T): Promise<Outcome<T>> {
    steps.push(name);
    await service.pause?.();
    const code = isClosed ? 'MEDIA_ENGINE' : service.failing.get(name.split(' ', 1)[0] ?? '');
    return code ? failed({ code, at: 0 }) : done(value());
  }

  const described = (wants: { readonly picture: string; readonly takesPicture: boolean; readonly isHeld: boolean }) => {
    serial += 1;
    const direction = wants.isHeld ? 'inactive' : 'sendrecv';
    return {
      contentType: 'application/sdp',
      text: soundSdp({ direction, video: wants.picture !== 'none' || wants.takesPicture, serial }),
    };
  };
  const words = (wants: { readonly picture: string; readonly isHeld: boolean }) =>
    `${wants.picture === 'none' ? '' : ` ${wants.picture}`}${wants.isHeld ? ' held' : ''}`;

  return {
    callId,
    far,
    steps,
    taken,
    get isClosed() {
      return isClosed;
    },
    emit: onEvent,
    pickScreen: () =>
      step('pick', () => () => {
        steps.push('let go of pick');
      }),
    hidePicture() {
      steps.push('hide picture');
    },
    offer: (wants) => step(`offer${words(wants)}`, () => described(wants)),
    takeAnswer({ text }, { isProvisional }) {
      taken.push(text);
      return step(`take ${isProvisional ? 'early ' : ''}answer`, () => service.agreed);
    },
    answer: (_, wants) =>
      step(`answer${words(wants)}`, () => ({
        answer: described({ ...wants, takesPicture: false }),
        agreed: service.agreed,
      })),
    async rollBack() {
      steps.push('roll back');
    },
    finalOffer: () => step('final offer', () => described({ picture: 'none', takesPicture: false, isHeld: false })),
    sendDigits: (digits) => step(`digits ${digits}`, () => undefined),
    pictureAsked() {
      steps.push('picture asked');
    },
    restart() {
      steps.push('restart');
    },
    close() {
      isClosed = true;
    },
  };
}
