/** Somebody in a meeting, whose focus is the test. */

import type { FocusLine, OnAttending } from '../../src/main/session/meetings/focus-line.ts';
import { type EndReason, MeetingView } from '../../src/main/session/meetings/meeting-view.ts';
import { FocusPresence } from '../../src/main/session/meetings/presence-in-focus.ts';
import type { Dialog } from '../../src/main/sip/agent.ts';
import { createStateStore } from '../../src/main/store/state.ts';
import type { Tracer } from '../../src/main/trace/tracer.ts';
import type { SipRequest } from '../../src/protocol/sip/message.ts';
import type { Failure } from '../../src/shared/model/failure.ts';
import { noProvisioning } from '../../src/shared/model/provisioning.ts';
import type { Slices } from '../../src/shared/model/snapshot.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeDialog } from './fake-dialog.ts';
import { createFakeRandom } from './fake-random.ts';
import { createFakeSipAgent } from './fake-sip-agent.ts';

export const focusUri = 'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ';
const link = {
  focusUri,
  organizer: 'garth@tailspintoys.com',
  organizerDomain: 'tailspintoys.com',
  conferenceId: '2Z92HZZZ',
  hasKey: false,
  form: 'conf',
} as const;
export const rosterType = 'application/conference-info+xml';

/** A roster of people of contoso.com who are in. */
export function roster(state: string, version: number, ...names: readonly string[]): string {
  const users = names.map(
    (name) =>
      `<user entity="sip:${name}@contoso.com" state="full"><display-text>${name}</display-text>` +
      `<endpoint entity="e" session-type="focus" state="full"><status>connected</status></endpoint></user>`,
  );
  return `<conference-info entity="${focusUri}" state="${state}" version="${version}"><users state="${state}">${users.join('')}</users></conference-info>`;
}

/** A BYE without a word. */
export const bye = {
  kind: 'request',
  method: 'BYE',
  uri: '',
  headers: [],
  body: new Uint8Array(),
  head: new Uint8Array(),
} as SipRequest;

interface Wished {
  /** We are a guest. */
  readonly anonymous?: boolean;
  readonly attach?: OnAttending;
  /** What the focus answers to a request in the dialog. */
  readonly answer?: Dialog['request'];
}

/** Makes it; `start` is the answer to the INVITE. */
export function focusBench({ anonymous = false, attach, answer }: Wished = {}) {
  const clock = createFakeClock();
  const fake = createFakeSipAgent();
  const identity = anonymous ? { ...fake.identity, aor: guestEntity, anonymous } : fake.identity;
  const agent: typeof fake = Object.assign(fake, { identity });
  const lines: FocusLine[] = [];
  let closed = 0;
  let painted = 0;
  const state = createStateStore({ meeting: null, provisioning: noProvisioning } as unknown as Slices, clock);
  state.onDelta(({ slices }) => {
    if ('meeting' in slices) painted += 1;
  });
  const view = new MeetingView({ store: state, clock, id: 'm1', link, guestName: 'Karen' });
  const lost: Failure[] = [];
  const ended: { reason: EndReason; failure: Failure | undefined }[] = [];
  const tracer: Tracer = { record: () => undefined, for: () => tracer };
  const makePresence = () =>
    new FocusPresence({
      agent,
      focusUri,
      ownEndpoint: '{4a5b2c3d-6e7f-4811-92a3-b4c5d6e7f809}',
      displayName: 'Karen Berg',
      view,
      clock,
      random: createFakeRandom(),
      tracer,
      onAttending: [
        attach ??
          ((line) => {
            lines.push(line);
            return {
              close() {
                closed += 1;
              },
            };
          }),
      ],
      onLost(failure) {
        lost.push(failure);
        view.away({ failure, attempt: 1 });
      },
      onEnd: (reason, failure) => ended.push({ reason, failure }),
    });
  const presence = makePresence();
  const dialog = createFakeDialog(answer ? { request: answer } : {});
  return {
    clock,
    agent,
    view,
    ended,
    lost,
    lines,
    closed: () => closed,
    paints: () => painted,
    presence,
    start: (lobby = false) => presence.start(dialog, lobby),
    /** Back in the same meeting after its way was lost. */
    comeBack: (lobby = false) => makePresence().start(createFakeDialog(), lobby),
    names: () => view.state.participants.map(({ name }) => name),
    newest() {
      const subscription = agent.subscriptions.at(-1);
      if (!subscription) throw new Error('nothing was asked for');
      return subscription;
    },
  };
}

export const guestEntity = 'sip:36825c7a@anonymous.invalid';

/** One person of a roster, whose name is the address. */
export function seatOf(entity: string, status = 'connected', more = ''): string {
  return `<user entity="${entity}" state="full"><display-text>${entity}</display-text><endpoint entity="e" session-type="focus"><status>${status}</status></endpoint>${more}</user>`;
}

/** A roster document around people. */
export function rosterDocument(state: string, version: number, users: string): string {
  return `<conference-info entity="${focusUri}" state="${state}" version="${version}"><users state="${state}">${users}</users></conference-info>`;
}
