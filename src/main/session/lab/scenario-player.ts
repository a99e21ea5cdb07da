/** Plays scenarios beside the client: a process of its own has the lab and the clients, this tells the window how it goes. */
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  LabFileProblem,
  LabOpened,
  LabRun,
  LabScenarioFile,
  PlayerReply,
  PlayerRequest,
} from '../../../shared/model/lab-run.ts';
import { done, failed, type Outcome } from '../../../shared/outcome.ts';
import type { StateStore } from '../../store/state.ts';
import { readPlayerReply } from './player-reply.ts';

/** The part of a child process that is used. */
export interface PlayerProcess {
  postMessage(message: PlayerRequest): void;
  kill(): unknown;
  once(event: 'exit', listener: () => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

export interface ScenarioPlayer {
  /** What there is; LAB_REFUSED where the process does not come up. */
  files(): Promise<Outcome<readonly LabScenarioFile[]>>;
  /** Looks at a file that somebody chose; it is among `files` then, unless something is wrong with it. The same failure. */
  open(picked: PickedFile): Promise<Outcome<LabOpened>>;
  /** Plays one in place of the one that runs; `labRun` tells how it goes. */
  run(file: string, id: string): Promise<void>;
  cancel(): void;
  close(): void;
}

/** A file that somebody chose: its name, and its text or why it cannot be read. */
export type PickedFile = { readonly name: string } & ({ readonly text: string } | { readonly problem: string });

interface OpenedFile {
  readonly text: string;
  readonly listed: LabScenarioFile;
}

interface PlayerDeps {
  readonly state: StateStore;
  readonly clock: Clock;
  readonly fork: () => PlayerProcess;
}

type ListReply = Extract<PlayerReply, { readonly kind: 'files' | 'unreadable' }>;

/** A step may wait two minutes; a process that says nothing for longer hangs. */
const silenceLimitMs = 180_000;
const listLimitMs = 30_000;
/** Of those that were opened; the oldest are forgotten. */
const mostOpened = 20;

/** Nothing is forked before somebody asks. */
export function createScenarioPlayer(deps: PlayerDeps): ScenarioPlayer {
  return new Player(deps);
}

class Player implements ScenarioPlayer {
  readonly #deps: PlayerDeps;
  readonly #open = new Set<PlayerProcess>();
  #listed: Promise<readonly LabScenarioFile[]> | undefined;
  readonly #opened = new BoundedMap<string, OpenedFile>(mostOpened);
  #count = 0;
  /** Runs that were begun or cancelled: one for which the list is still read gives way to the newest. */
  #runs = 0;
  /** The process of the run that is shown. */
  #playing: PlayerProcess | undefined;
  #stopLimit: () => void = () => undefined;

  constructor(deps: PlayerDeps) {
    this.#deps = deps;
  }

  async files(): Promise<Outcome<readonly LabScenarioFile[]>> {
    this.#listed ??= this.#ask({ kind: 'list' }).then((reply) => (reply.kind === 'files' ? reply.files : []));
    try {
      return done([...(await this.#listed), ...[...this.#opened.values()].map(({ listed }) => listed)]);
    } catch (error) {
      this.#listed = undefined;
      return this.#refused(error);
    }
  }

  async open({ name, ...picked }: PickedFile): Promise<Outcome<LabOpened>> {
    const unreadable = (problems: readonly LabFileProblem[]) => done({ kind: 'unreadable', name, problems } as const);
    if ('problem' in picked) return unreadable([{ line: 1, path: '', expected: picked.problem }]);
    const { text } = picked;
    this.#count += 1;
    const file = `opened-${this.#count}`;
    try {
      const reply = await this.#ask({ kind: 'read', file, text });
      if (reply.kind === 'unreadable') return unreadable(reply.problems);
      const [read] = reply.files;
      if (!read) throw new Error('The scenario player said nothing of the file.');
      const listed = { ...read, opened: name };
      this.#keep(file, { text, listed });
      return done({ kind: 'opened', file: listed });
    } catch (error) {
      return this.#refused(error);
    }
  }

  async run(file: string, id: string): Promise<void> {
    this.#runs += 1;
    const mine = this.#runs;
    const all = await this.files();
    if (mine !== this.#runs) return;
    const found = all.ok ? all.value.find((each) => each.file === file) : undefined;
    const scenario = found?.scenarios.find((each) => each.id === id);
    if (!scenario) return;
    this.cancel();
    const child = this.#fork();
    this.#playing = child;
    const { name, steps: planned } = scenario;
    this.#deps.state.set('labRun', { file, id, name, phase: 'running', planned, steps: [], ladders: [] });
    child.on('message', (message) => {
      const reply = readPlayerReply(message);
      if (reply && child === this.#playing) this.#take(child, reply);
    });
    child.once('exit', () => {
      if (child === this.#playing) this.#end({ phase: 'error', problem: 'The scenario player ended.' });
    });
    this.#watch(child);
    const text = this.#opened.get(file)?.text;
    child.postMessage({ kind: 'run', file, id, ...(text === undefined ? {} : { text }) });
  }

  cancel(): void {
    this.#runs += 1;
    const child = this.#playing;
    if (!child) return;
    this.#end({ phase: 'cancelled' });
    child.kill();
  }

  close(): void {
    this.cancel();
    for (const child of this.#open) child.kill();
  }

  #fork(): PlayerProcess {
    const made = this.#deps.fork();
    this.#open.add(made);
    made.once('exit', () => this.#open.delete(made));
    return made;
  }

  #refused(error: unknown): Outcome<never> {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'LAB_REFUSED', detail, at: this.#deps.clock.wall() });
  }

  /** One with the same name on the disk gives way: it was opened again because it has been mended. */
  #keep(file: string, opened: OpenedFile): void {
    for (const [key, { listed }] of [...this.#opened]) {
      if (listed.opened === opened.listed.opened) this.#opened.delete(key);
    }
    this.#opened.set(file, opened);
  }

  /** Asks a process of its own for what there is. */
  #ask(request: PlayerRequest): Promise<ListReply> {
    return new Promise((resolve, reject) => {
      const child = this.#fork();
      const stopLimit = this.#deps.clock.after(listLimitMs, () => child.kill());
      child.on('message', (message) => {
        const reply = readPlayerReply(message);
        if (reply?.kind !== 'files' && reply?.kind !== 'unreadable') return;
        resolve(reply);
        child.kill();
      });
      child.once('exit', () => {
        stopLimit();
        reject(new Error('The scenario player ended.'));
      });
      child.postMessage(request);
    });
  }

  #take(child: PlayerProcess, reply: PlayerReply): void {
    this.#watch(child);
    if (reply.kind === 'step') {
      this.#change({ steps: [...(this.#deps.state.get().labRun?.steps ?? []), reply.step] });
    } else if (reply.kind === 'result') {
      const { kind: _kind, outcome, ...result } = reply;
      this.#end({ ...result, phase: outcome });
      child.kill();
    }
  }

  #watch(child: PlayerProcess): void {
    this.#stopLimit();
    this.#stopLimit = this.#deps.clock.after(silenceLimitMs, () => child.kill());
  }

  #end(last: Partial<LabRun>): void {
    this.#change(last);
    this.#playing = undefined;
    this.#stopLimit();
  }

  #change(patch: Partial<LabRun>): void {
    const { labRun } = this.#deps.state.get();
    if (labRun) this.#deps.state.set('labRun', { ...labRun, ...patch });
  }
}
