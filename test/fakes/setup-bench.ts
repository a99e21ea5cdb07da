/** A lab and a client to test setups with: what is broken for one test is whole again for the next. */
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Lab, ServerFaults } from '../../src/lab/api.ts';
import type { SetupCheck, SetupOutcome, SetupStep, SetupStepId } from '../../src/shared/model/setup-check.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { type LabClient, startLabClient } from './lab-client.ts';

export const setupAddress = 'karenb@contoso.com';
export const setupPartner = 'tailspintoys.com';

/** What a check of that address finds in a lab where all is well. */
export const allWell = {
  devices: 'skipped devices-unknown',
  network: 'green network-lab',
  names: 'green names-found',
  reach: 'green reach-all',
  certificate: 'green certificate-good',
  server: 'green server-ready',
  web: 'green web-ready',
  partners: 'green partners-published',
  partner: 'skipped partner-not-asked',
  media: 'green media-local',
};

type Behave = Lab['dns']['behave'];

export interface SetupBench {
  readonly clock: HandClock;
  readonly world: LabClient;
  readonly dns: Behave;
  fault(server: string, faults: ServerFaults): void;
  begin(partner?: string, address?: string): Promise<SetupCheck>;
  /** What the window shows. */
  shown(): SetupCheck | null;
  isDone(id: SetupStepId): boolean;
  /** Lets the limit pass as often as somebody waits for it, from the end of a step to the end of the check. */
  passing(checking: Promise<SetupCheck>, limitMs: number, after?: SetupStepId): Promise<SetupCheck>;
}

/** Starts them before the tests of a file and stops them after. */
export function setupBench(): SetupBench {
  const clock = createHandClock();
  const changed: Parameters<Behave>[] = [];
  const broken = new Set<string>();
  let world: LabClient;
  beforeAll(async () => {
    world = await startLabClient({ clock });
  });
  afterAll(() => world.stop());
  afterEach(() => {
    for (const [name, type] of changed.splice(0)) world.lab.dns.behave(name, type, { kind: 'records' });
    for (const server of broken) world.lab.setFaults(server, {});
    broken.clear();
  });

  const shown = () => world.client.state.get().setupCheck;
  const isDone = (id: SetupStepId) => shown()?.steps.find((step) => step.id === id)?.state === 'done';
  return {
    clock,
    get world() {
      return world;
    },
    dns(name, type, behaviour) {
      changed.push([name, type, behaviour]);
      world.lab.dns.behave(name, type, behaviour);
    },
    fault(server, faults) {
      broken.add(server);
      world.lab.setFaults(server, faults);
    },
    begin(partner = '', address = setupAddress) {
      const started = world.client.setupCheck.start({ address, partner });
      if (!started.ok) throw new Error(started.failure.code);
      return started.value.finished;
    },
    shown,
    isDone,
    async passing(checking, limitMs, after = 'reach') {
      let isOver = false;
      const over = checking.finally(() => {
        isOver = true;
      });
      await until(() => isDone(after) && isDone('media'));
      while (!isOver) {
        if (clock.held.includes(limitMs)) await clock.pass(limitMs);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return over;
    },
  };
}

/** Resolves once it fits; the test's own limit ends a wait for ever. */
export async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await new Promise((resolve) => setImmediate(resolve));
}

/** A step that is done. */
export function stepOf({ steps }: SetupCheck, id: SetupStepId): SetupStep & { readonly outcome: SetupOutcome } {
  const step = steps.find((one) => one.id === id);
  if (!step?.outcome) throw new Error(`${id} is not done`);
  return { ...step, outcome: step.outcome };
}

/** `red CONNECT_REFUSED`, `amber names-partly`: what each step came to. */
export function told(check: SetupCheck): Partial<Record<SetupStepId, string>> {
  return Object.fromEntries(
    check.steps.map(({ id, outcome }) => [
      id,
      outcome && `${outcome.result} ${outcome.finding.failure?.code ?? outcome.finding.code}`,
    ]),
  );
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** A server of the test's own, on loopback. */
export function listen(serve: (socket: Socket) => void): Promise<Listening> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const place = server.address();
      const port = typeof place === 'object' && place ? place.port : 0;
      resolve({ port, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
