/** Starts one libnice agent, and waits for what it says happened. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { IceCandidate, IceDescription } from '../../../src/relay/ice/types.ts';
import type { Nice } from './build.ts';

export interface RunningNice {
  /** Its credentials and candidates. */
  describe(): Promise<IceDescription>;
  meet(other: IceDescription): void;
  /** Resolves once each component is ready; rejects when it ends or after 15 s. */
  untilReady(): Promise<void>;
  stop(): Promise<void>;
}

export interface NiceOptions {
  readonly dialect: 'standard' | 'microsoft';
  readonly isControlling: boolean;
  readonly components: 1 | 2;
  /** A TURN server, by whose addresses alone it goes; name and password as its dialect writes them. */
  readonly relay?: {
    readonly address: string;
    readonly port: number;
    readonly userName: string;
    readonly password: string;
  };
}

const types = ['host', 'srflx', 'prflx', 'relay'] as const;
const waitLimitMs = 15_000;

export function startNice(nice: Nice, { dialect, isControlling, components, relay }: NiceOptions): RunningNice {
  const role = isControlling ? 'controlling' : 'controlled';
  const relayed = relay ? [relay.address, String(relay.port), relay.userName, relay.password] : [];
  const child = spawn(nice.program, [dialect, role, String(components), ...relayed], {
    env: { ...process.env, LD_LIBRARY_PATH: nice.libraries },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const lines: string[][] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line.split(' '));
    for (const look of [...waiting]) look();
  });

  function until(isThere: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        settle();
      };
      const tell = () => reject(new Error(`libnice only said: ${lines.map((words) => words.join(' ')).join('; ')}`));
      const look = () => {
        if (isThere()) end(resolve);
        else if (child.exitCode !== null) end(tell);
      };
      const timer = setTimeout(() => end(tell), waitLimitMs);
      waiting.add(look);
      look();
    });
  }

  const said = (...words: readonly string[]) => lines.some((line) => words.every((word, i) => line[i] === word));
  const say = (line: string) => child.stdin.write(`${line}\n`);
  return {
    async describe() {
      await until(() => said('ready'));
      const [, ufrag = '', password = ''] = lines.find(([name]) => name === 'credentials') ?? [];
      return { ufrag, password, candidates: lines.filter(([name]) => name === 'candidate').map(candidateOf) };
    },
    meet({ ufrag, password, candidates }) {
      say(`remote ${ufrag} ${password}`);
      for (const { component, foundation, priority, address, port } of candidates)
        say(`candidate ${component} ${foundation} ${priority} ${address} ${port}`);
      say('go');
    },
    untilReady: () =>
      until(() =>
        Array.from({ length: components }, (_none, i) => said('state', String(i + 1), 'ready')).every(Boolean),
      ),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function candidateOf([
  ,
  component,
  foundation = '',
  priority,
  address = '',
  port,
  type,
]: readonly string[]): IceCandidate {
  const numbers = { component: component === '2' ? 2 : 1, priority: Number(priority), port: Number(port) } as const;
  return { ...numbers, foundation, address, type: types.find((known) => known === type) ?? 'host' };
}
