/** Plays scenarios for the window: requests come in as messages, what happens goes out as messages. */
import { redact } from '../../main/trace/redact.ts';
import type { Clock } from '../../shared/clock.ts';
import type {
  LabFileProblem,
  LabRunStep,
  LabScenarioFile,
  PlayerReply,
  PlayerRequest,
} from '../../shared/model/lab-run.ts';
import { reportText } from '../reports/text.ts';
import { expandScenarios } from '../scenario/expand.ts';
import { readScenarioFile } from '../scenario/read-file.ts';
import { type PlayedTrace, runOneScenario, type StepResult } from '../scenario/run.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { stepWords } from '../scenario/words.ts';
import { ladderData } from './ladder-data.ts';
import { shippedFiles } from './shipped-files.ts';

/** More do not fit into a list to choose from. */
const MOST_CASES = 1000;

export interface PlayerPort {
  post(reply: PlayerReply): void;
}

/** Takes one message; resolves when it is dealt with. Messages of any other form are passed over. */
export function servePlayer(port: PlayerPort, clock: Clock): (message: unknown) => Promise<void> {
  return async (message) => {
    if (!isRequest(message)) return;
    switch (message.kind) {
      case 'list':
        port.post({ kind: 'files', files: [...shippedFiles()].map(([file, content]) => listed(file, content)) });
        break;
      case 'read': {
        const read = readForLab(message.text);
        if (read.ok) port.post({ kind: 'files', files: [listed(message.file, read.file)] });
        else port.post({ kind: 'unreadable', problems: read.problems });
        break;
      }
      case 'run':
        await play(message, port, clock);
    }
  };
}

function isRequest(message: unknown): message is PlayerRequest {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  if (message.kind === 'list') return true;
  if (message.kind === 'read') return 'file' in message && 'text' in message;
  return message.kind === 'run' && 'file' in message && 'id' in message;
}

type ForLab =
  | { readonly ok: true; readonly file: ScenarioFile }
  | { readonly ok: false; readonly problems: readonly LabFileProblem[] };

/** A file that plays in a lab and reads no other one: whatever else it names stays where it is. */
function readForLab(text: string): ForLab {
  const read = readScenarioFile(text);
  if (!read.ok) return read;
  const refused = (path: string, expected: string): ForLab => ({
    ok: false,
    problems: [{ line: read.lineOf(path), path, expected }],
  });
  const byCommand = 'the command "npm run scenarios" plays others';
  if (!('lab' in read.file.where)) return refused('where', `a lab; ${byCommand}`);
  const isTooLong = expandScenarios(read.file).flat().length > MOST_CASES;
  return isTooLong ? refused('scenarios', `at most ${MOST_CASES} cases in all; ${byCommand}`) : read;
}

function listed(file: string, content: ScenarioFile): LabScenarioFile {
  return {
    file,
    name: content.name,
    about: content.about ?? '',
    scenarios: expandScenarios(content).flatMap((cases, at) => {
      const group = content.scenarios[at]?.name ?? '';
      return cases.map(({ id, name, steps }) => ({
        id,
        group,
        name: name.startsWith(`${group}: `) ? name.slice(group.length + 2) : name,
        steps: steps.map(stepWords),
      }));
    }),
  };
}

function contentOf(file: string, text: string | undefined): ScenarioFile {
  const read = text === undefined ? undefined : readForLab(text);
  const content = read?.ok ? read.file : text === undefined ? shippedFiles().get(file) : undefined;
  if (!content) throw new Error(`no scenario file ${file}`);
  return content;
}

async function play(
  { file, id, text }: Extract<PlayerRequest, { readonly kind: 'run' }>,
  port: PlayerPort,
  clock: Clock,
): Promise<void> {
  let traces: readonly PlayedTrace[] = [];
  const result = await runOneScenario(file, contentOf(file, text), id, {
    clock,
    environment: {},
    mayLeaveLab: false,
    readFixture: (path) => {
      throw new Error(`${path} is not read here`);
    },
    onStep: (step) => port.post({ kind: 'step', step: plain(step) }),
    onTraces: (given) => {
      traces = given;
    },
  });
  if (!result || result.outcome === 'skipped') throw new Error(`nothing to play under ${id}`);
  const { outcome, problem, ms, steps } = result;
  const report = reportText([result]);
  const why = problem === undefined ? {} : { problem };
  const ladders = traces.map(ladderData);
  port.post({ kind: 'result', outcome, ...why, ms, steps: steps.map(plain), ladders, report });
}

/** Only what a message may hold. */
function plain({ words, ms, differences }: StepResult): LabRunStep {
  return {
    words,
    ms,
    differences: differences.map(({ what, expected, got }) => ({
      what,
      expected: redact(expected),
      got: redact(got),
    })),
  };
}
