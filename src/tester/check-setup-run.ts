/** "Test my setup" as a command: what was typed, the check in the world or in a lab, its reports and its exit code. */
import { parseArgs } from 'node:util';
import { startLab } from '../lab/start-lab.ts';
import type { Client } from '../main/app/compose.ts';
import { jsonReport } from '../renderer/features/setup-check/report/json-report.ts';
import { pageReport } from '../renderer/features/setup-check/report/page-report.ts';
import { type ReportInput, textReport } from '../renderer/features/setup-check/report/text-report.ts';
import { worstResult } from '../shared/model/setup-check.ts';
import { openSetupClient } from './check-setup-client.ts';
import { objectionTo, writeReport } from './report-files.ts';

const USAGE = `Usage: npm run check-setup -- ADDRESS [--partner DOMAIN] [--server HOST[:PORT]] [--lab] [--json FILE] [--html FILE]

  ADDRESS    the sign-in address, such as karenb@contoso.com; nobody is signed in, no password is asked for
  --partner  another company: its domain, an address there, or a meeting link
  --server   this server in place of what DNS says
  --lab      in a lab started for it, where karenb@contoso.com and tailspintoys.com live
  --json     writes the report as JSON (docs/guide/test-my-setup.md)
  --html     writes it as one page with pictures

Ends with 0 when nothing is red, 1 when something is, 2 when this could not be understood or a file not be written.`;

interface Asked {
  readonly address: string;
  readonly partner: string;
  readonly server: string;
  readonly lab: boolean;
  readonly json?: string;
  readonly html?: string;
}

export interface CheckSetupOptions {
  readonly args: readonly string[];
  /** Of Offhook, for the reports. */
  readonly version: string;
  /** Takes the report, the usage, and what went wrong. */
  readonly print: (text: string) => void;
  /** Ends the check; what was found until then is reported. */
  readonly signal: AbortSignal;
}

/** Runs the command: 0 when nothing is red, 1 when something is or it was ended, 2 for bad usage. Rejects when the lab cannot start. */
export async function checkSetup(options: CheckSetupOptions): Promise<number> {
  const asked = read(options.args);
  if (typeof asked === 'string') {
    options.print(asked);
    return asked === USAGE ? 0 : 2;
  }
  const objection = objectionTo(
    [asked.json, asked.html].filter((path) => path !== undefined),
    [],
  );
  if (objection !== undefined) {
    options.print(objection);
    return 2;
  }
  const { version } = options;
  const lab = asked.lab ? await startLab({ ports: 'free' }) : undefined;
  try {
    const client = await openSetupClient({ version, server: asked.server, ...(lab ? { lab } : {}) });
    try {
      return await run(client, asked, options);
    } finally {
      await client.close();
    }
  } finally {
    await lab?.stop();
  }
}

/** What was asked for, or what to print instead. */
function read(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        partner: { type: 'string', default: '' },
        server: { type: 'string', default: '' },
        lab: { type: 'boolean', default: false },
        json: { type: 'string' },
        html: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return USAGE;
    const [address] = positionals;
    if (address === undefined || positionals.length > 1) return `One address is needed.\n\n${USAGE}`;
    const { partner, server, lab, json, html } = values;
    return { address, partner, server, lab, ...(json ? { json } : {}), ...(html ? { html } : {}) };
  } catch (error) {
    return `${messageOf(error)}\n\n${USAGE}`;
  }
}

async function run({ setupCheck }: Client, asked: Asked, options: CheckSetupOptions): Promise<number> {
  const { version, print, signal } = options;
  const started = setupCheck.start(asked);
  if (!started.ok) {
    const why = started.failure.detail ?? started.failure.code;
    print(`"${asked.address}" is not a sign-in address: ${why}.\n\n${USAGE}`);
    return 2;
  }
  const stop = () => setupCheck.cancel();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const check = await started.value.finished;
  signal.removeEventListener('abort', stop);
  const input: ReportInput = { check, version };
  print(textReport(input));
  const refused = [
    asked.json && writeReport(asked.json, jsonReport(input)),
    asked.html && writeReport(asked.html, pageReport(input)),
  ].filter((why) => why !== undefined);
  for (const why of refused) print(why);
  if (refused.length > 0) return 2;
  return worstResult(check) === 'red' || check.phase === 'cancelled' ? 1 : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
