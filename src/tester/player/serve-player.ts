/** Plays shipped scenarios for the window: requests come in as messages, what happens goes out as messages. */
import { redact } from '../../main/trace/redact.ts';
import type { Clock } from '../../shared/clock.ts';
import type { LabRunStep, LabScenarioFile, PlayerReply, PlayerRequest } from '../../shared/model/lab-run.ts';
import { reportText } from '../reports/text.ts';
import { expandScenarios } from '../scenario/expand.ts';
import { runOneScenario, type StepResult } from '../scenario/run.ts';
import { stepWords } from '../scenario/words.ts';
import { shippedFiles } from './shipped-files.ts';

export interface PlayerPort {
  post(reply: PlayerReply): void;
}

/** Takes one message; resolves when it is dealt with. Messages of any other form are passed over. */
export function servePlayer(port: PlayerPort, clock: Clock): (message: unknown) => Promise<void> {
  return async (message) => {
    if (!isRequest(message)) return;
    if (message.kind === 'list') port.post({ kind: 'files', files: listed() });
    else await play(message.file, message.id, port, clock);
  };
}

function isRequest(message: unknown): message is PlayerRequest {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  if (message.kind === 'list') return true;
  return message.kind === 'run' && 'file' in message && 'id' in message;
}

function listed(): LabScenarioFile[] {
  return [...shippedFiles()].map(([file, content]) => ({
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
  }));
}

async function play(file: string, id: string, port: PlayerPort, clock: Clock): Promise<void> {
  const content = shippedFiles().get(file);
  if (!content) throw new Error(`no scenario file ${file}`);
  const result = await runOneScenario(file, content, id, {
    clock,
    environment: {},
    mayLeaveLab: false,
    readFixture: (path) => {
      throw new Error(`${path} does not come with Offhook`);
    },
    onStep: (step) => port.post({ kind: 'step', step: plain(step) }),
  });
  if (!result || result.outcome === 'skipped') throw new Error(`nothing to play under ${id}`);
  const { outcome, problem, ms, steps, ladders } = result;
  const report = reportText([result]);
  const why = problem === undefined ? {} : { problem };
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
